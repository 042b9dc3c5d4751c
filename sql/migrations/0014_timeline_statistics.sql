-- 0014_timeline_statistics: who is active in which video and for which goal is no chance
-- Taken for independent, a busy student's activities in a video look few enough to be sorted instead of read in order.
create statistics timeline.students_in_videos (mcv) on student_id, video_id from timeline.student_activity_timeline;
create statistics timeline.students_for_goals (mcv) on student_id, goal_id from timeline.student_activity_timeline;
