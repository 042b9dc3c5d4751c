-- timeline.quality_of_quarantine (view)
-- Question: which rows are not in the replica because what they refer to is missing, or a percent is out of range?
-- Grain:    one row per check, table, key
-- Reads:    ops.sync_rejects, learning.profiles, learning.courses, learning.course_chapters, learning.media_files,
--           learning.goals
-- Traps:    the replica's foreign keys and rules let none in, so those that production has are found here
create view timeline.quality_of_quarantine as
with
    orphans as (
        select
            rejected."table",
            rejected.key::uuid as key,
            (rejected.data ->> 'student_id')::uuid as student_id,
            (rejected.data ->> 'course_id')::uuid as course_id,
            coalesce(rejected.data ->> 'chapter_id', rejected.data ->> 'lesson_id')::uuid as chapter_id,
            (rejected.data ->> 'video_id')::uuid as video_id,
            (rejected.data ->> 'goal_id')::uuid as goal_id,
            coalesce(rejected.data ->> 'instructor_id', rejected.data ->> 'responded_by')::uuid as instructor_id
        from ops.sync_rejects as rejected
        where
            rejected.source = 'learning'
            and rejected.sqlstate = '23503'
    )

select
    finding."check",
    orphans."table",
    orphans.key
from orphans
left join learning.profiles as student on student.id = orphans.student_id
left join learning.courses as course on course.id = orphans.course_id
left join learning.course_chapters as chapter on chapter.id = orphans.chapter_id
left join learning.media_files as video on video.id = orphans.video_id
left join learning.goals as goal on goal.id = orphans.goal_id
left join learning.profiles as instructor on instructor.id = orphans.instructor_id
cross join lateral (
    values
    ('orphan_student', orphans.student_id is not null and student.id is null),
    ('orphan_course', orphans.course_id is not null and course.id is null),
    ('orphan_chapter', orphans.chapter_id is not null and chapter.id is null),
    ('orphan_video', orphans.video_id is not null and video.id is null),
    ('orphan_goal', orphans.goal_id is not null and goal.id is null),
    ('orphan_instructor', orphans.instructor_id is not null and instructor.id is null)
) as finding ("check", is_found)
where finding.is_found
union all
select
    'percent_out_of_range' as "check",
    rejected."table",
    rejected.key::uuid as key
from ops.sync_rejects as rejected
where
    rejected.source = 'learning'
    and rejected.recipe is null
    and rejected."table" = 'video_progress'
    and (rejected.data ->> 'percent')::numeric not between 0 and 100;

comment on view timeline.quality_of_quarantine is 'Rows in quarantine of which a parent is missing or a percent is out of range.';
comment on column timeline.quality_of_quarantine."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_quarantine."table" is 'Raw table.';
comment on column timeline.quality_of_quarantine.key is 'Id of the row.';
