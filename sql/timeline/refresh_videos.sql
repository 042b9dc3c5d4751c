-- timeline.refresh_videos (function)
-- Question: which activities follow when videos move to another lesson, or their lesson to another course?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    learning.video_progress, learning.reflections, learning.quiz_attempts, learning.milestones,
--           timeline.refresh_activities
-- Traps:    a quiz with a course of its own keeps it
create function timeline.refresh_videos(video_ids uuid[]) returns bigint
language sql volatile
begin atomic
    select
        timeline.refresh_activities('video_progress', array(
            select progress.id from learning.video_progress as progress where progress.video_id = any(video_ids)
        ))
        + timeline.refresh_activities('reflections', array(
            select reflection.id from learning.reflections as reflection where reflection.video_id = any(video_ids)
        ))
        + timeline.refresh_activities('quiz_attempts', array(
            select attempt.id from learning.quiz_attempts as attempt where attempt.video_id = any(video_ids)
        ))
        + timeline.refresh_activities('milestones', array(
            select milestone.id from learning.milestones as milestone where milestone.video_id = any(video_ids)
        ));
end;

comment on function timeline.refresh_videos(uuid[]) is
    'Fills in lesson and course anew for what happened in the given videos.';
