-- timeline.quality_of_quizzes (view)
-- Question: which quiz attempts break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.quiz_attempts, learning.media_files, learning.course_chapters, timeline.horizon
-- Traps:    NaN is a score above 100 here; an attempt never handed in is no finding
create view timeline.quality_of_quizzes as
with
    checked_attempts as (
        select
            attempt.id as key,
            attempt.video_id is null and attempt.course_id is null as missing_video_and_course,
            attempt.course_id <> chapter.course_id as course_of_another_video,
            attempt.completed_at < attempt.started_at as ended_before_start,
            attempt.score not between 0 and 100 as score_out_of_range,
            attempt.completed_at is not null and attempt.score is null as completed_without_score,
            attempt.completed_at is null and attempt.score is not null as score_without_completion,
            greatest(attempt.started_at, attempt.completed_at, attempt.updated_at)
            >= (select timeline.horizon()) as future_date,
            least(attempt.started_at, attempt.completed_at) < timestamptz '2000-01-01 00:00:00+00'
            or attempt.updated_at < attempt.started_at as impossible_date
        from learning.quiz_attempts as attempt
        left join learning.media_files as video on video.id = attempt.video_id
        left join learning.course_chapters as chapter on chapter.id = video.chapter_id
    )

select
    finding."check",
    'quiz_attempts' as "table",
    checked.key
from checked_attempts as checked
cross join lateral (
    values
    ('missing_video_and_course', checked.missing_video_and_course),
    ('course_of_another_video', checked.course_of_another_video),
    ('ended_before_start', checked.ended_before_start),
    ('score_out_of_range', checked.score_out_of_range),
    ('completed_without_score', checked.completed_without_score),
    ('score_without_completion', checked.score_without_completion),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied; as a number, so that the planner expects few.
    (
        checked.missing_video_and_course or checked.course_of_another_video or checked.ended_before_start
        or checked.score_out_of_range or checked.completed_without_score or checked.score_without_completion
        or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found;

comment on view timeline.quality_of_quizzes is 'Quiz attempts that fail a check.';
comment on column timeline.quality_of_quizzes."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_quizzes."table" is 'Raw table.';
comment on column timeline.quality_of_quizzes.key is 'Id of the row.';
