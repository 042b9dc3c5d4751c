-- timeline.quality_of_catalogue (view)
-- Question: which courses, chapters and videos break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.courses, learning.course_chapters, learning.media_files, timeline.is_blank, timeline.horizon
-- Traps:    recordings outside the courses have no chapter on purpose: worth knowing, not wrong
create view timeline.quality_of_catalogue as
with
    checked_courses as (
        select
            course.id as key,
            timeline.is_blank(course.title) as missing_title,
            course.updated_at >= (select timeline.horizon()) as future_date,
            course.updated_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from learning.courses as course
    ),

    checked_chapters as (
        select
            chapter.id as key,
            timeline.is_blank(chapter.title) as missing_title,
            chapter.position < 1 as position_out_of_range,
            count(*) over (partition by chapter.course_id, chapter.position) > 1 as duplicate_position,
            chapter.updated_at >= (select timeline.horizon()) as future_date,
            chapter.updated_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from learning.course_chapters as chapter
    ),

    checked_videos as (
        select
            video.id as key,
            timeline.is_blank(video.title) as missing_title,
            video.chapter_id is null as missing_chapter,
            video.duration_seconds <= 0 as impossible_duration,
            video.updated_at >= (select timeline.horizon()) as future_date,
            video.updated_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from learning.media_files as video
    ),

    flagged as (
        select 'courses' as "table", key, to_jsonb(checked_courses) - 'key' as flags from checked_courses
        union all
        select 'course_chapters' as "table", key, to_jsonb(checked_chapters) - 'key' as flags from checked_chapters
        union all
        select 'media_files' as "table", key, to_jsonb(checked_videos) - 'key' as flags from checked_videos
    )

select
    flag.name as "check",
    flagged."table",
    flagged.key
from flagged
cross join lateral jsonb_each(flagged.flags) as flag (name, is_found)
where flag.is_found = 'true';

comment on view timeline.quality_of_catalogue is 'Courses, chapters and videos that fail a check.';
comment on column timeline.quality_of_catalogue."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_catalogue."table" is 'Raw table.';
comment on column timeline.quality_of_catalogue.key is 'Id of the row.';
