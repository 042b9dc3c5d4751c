-- timeline.quality_of_progress (view)
-- Question: which enrollments, completions and progress break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.enrollments, learning.lesson_completions, learning.video_progress, learning.media_files,
--           timeline.horizon
-- Traps:    percent that fell back cannot be seen here: the raw row keeps only the newest
create view timeline.quality_of_progress as
with
    repeated_enrollments as (
        select
            enrollment.student_id,
            enrollment.course_id
        from learning.enrollments as enrollment
        group by enrollment.student_id, enrollment.course_id
        having count(*) > 1
    ),

    checked_enrollments as (
        select
            enrollment.id as key,
            repeated_enrollments.student_id is not null as duplicate_enrollment,
            enrollment.completed_at < enrollment.enrolled_at as ended_before_start,
            greatest(enrollment.enrolled_at, enrollment.completed_at, enrollment.updated_at)
            >= (select timeline.horizon()) as future_date,
            least(enrollment.enrolled_at, enrollment.completed_at) < timestamptz '2000-01-01 00:00:00+00'
            or enrollment.updated_at < enrollment.enrolled_at as impossible_date
        from learning.enrollments as enrollment
        left join repeated_enrollments
            on repeated_enrollments.student_id = enrollment.student_id
            and repeated_enrollments.course_id = enrollment.course_id
    ),

    checked_completions as (
        select
            completion.id as key,
            greatest(completion.completed_at, completion.updated_at) >= (select timeline.horizon()) as future_date,
            completion.completed_at < timestamptz '2000-01-01 00:00:00+00'
            or completion.updated_at < completion.completed_at as impossible_date
        from learning.lesson_completions as completion
    ),

    checked_progress as (
        select
            progress.id as key,
            progress.updated_at is null as missing_updated_at,
            progress.position_seconds not between 0 and video.duration_seconds as outside_video,
            progress.updated_at >= (select timeline.horizon()) as future_date,
            progress.updated_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from learning.video_progress as progress
        left join learning.media_files as video on video.id = progress.video_id
    )

select
    finding."check",
    'enrollments' as "table",
    checked.key
from checked_enrollments as checked
cross join lateral (
    values
    ('duplicate_enrollment', checked.duplicate_enrollment),
    ('ended_before_start', checked.ended_before_start),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied; as a number, so that the planner expects few.
    (
        checked.duplicate_enrollment or checked.ended_before_start or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found
union all
select
    finding."check",
    'lesson_completions' as "table",
    checked.key
from checked_completions as checked
cross join lateral (
    values
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    (
        checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found
union all
select
    finding."check",
    'video_progress' as "table",
    checked.key
from checked_progress as checked
cross join lateral (
    values
    ('missing_updated_at', checked.missing_updated_at),
    ('outside_video', checked.outside_video),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    (
        checked.missing_updated_at or checked.outside_video or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found;

comment on view timeline.quality_of_progress is 'Enrollments, completions and progress that fail a check.';
comment on column timeline.quality_of_progress."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_progress."table" is 'Raw table.';
comment on column timeline.quality_of_progress.key is 'Id of the row.';
