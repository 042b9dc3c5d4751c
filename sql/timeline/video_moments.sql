-- timeline.video_moments (view)
-- Question: where in a video do students reflect, reach checkpoints and stop?
-- Grain:    one row per video_id, from_second, activity_type
-- Reads:    timeline.visible_activities
-- Traps:    fifteen seconds a step; what has no second of the video, or one before its start, is left out
create view timeline.video_moments as
select
    activity.video_id,
    activity.video_timestamp_seconds / 15 * 15 as from_second,
    activity.activity_type,
    count(*) as activities,
    count(distinct activity.student_id) as students
from timeline.visible_activities as activity
where
    activity.video_id is not null
    and activity.video_timestamp_seconds >= 0
group by activity.video_id, activity.video_timestamp_seconds / 15 * 15, activity.activity_type;

comment on view timeline.video_moments is 'Activities along the seconds of each video.';
comment on column timeline.video_moments.video_id is 'The video.';
comment on column timeline.video_moments.from_second is 'First of fifteen seconds.';
comment on column timeline.video_moments.activity_type is 'One of the seventeen types.';
comment on column timeline.video_moments.activities is 'Activities there.';
comment on column timeline.video_moments.students is 'Distinct students.';
