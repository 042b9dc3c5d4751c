-- timeline.quality_of_reflections (view)
-- Question: which reflections break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.reflections, learning.media_files, learning.profiles, timeline.is_blank, timeline.horizon
-- Traps:    an unanswered reflection is no finding, however old: it waits
create view timeline.quality_of_reflections as
with
    instructors as (
        select profile.id
        from learning.profiles as profile
        where profile.role = 'instructor'
    ),

    checked_reflections as (
        select
            reflection.id as key,
            reflection.video_timestamp_seconds is null as missing_timestamp,
            reflection.video_timestamp_seconds not between 0 and video.duration_seconds as outside_video,
            reflection.media_type not in ('audio', 'image', 'video') as unknown_media_type,
            case
                when reflection.media_type is null then timeline.is_blank(reflection.content)
                else timeline.is_blank(reflection.media_url)
            end as missing_content,
            reflection.instructor_response is not null and timeline.is_blank(reflection.instructor_response)
                as blank_response,
            reflection.instructor_response is not null and reflection.responded_by is null
                as response_without_responder,
            reflection.instructor_response is not null and reflection.responded_at is null as response_without_date,
            reflection.instructor_response is null
            and (reflection.responded_by is not null or reflection.responded_at is not null)
                as responder_without_response,
            reflection.responded_at < reflection.created_at as response_before_reflection,
            reflection.responded_by is not null and instructors.id is null as not_an_instructor,
            greatest(reflection.created_at, reflection.responded_at, reflection.updated_at, reflection.deleted_at)
            >= (select timeline.horizon()) as future_date,
            least(reflection.created_at, reflection.responded_at) < timestamptz '2000-01-01 00:00:00+00'
            or least(reflection.updated_at, reflection.deleted_at) < reflection.created_at as impossible_date
        from learning.reflections as reflection
        left join learning.media_files as video on video.id = reflection.video_id
        left join instructors on instructors.id = reflection.responded_by
    )

select
    finding."check",
    'reflections' as "table",
    checked.key
from checked_reflections as checked
cross join lateral (
    values
    ('missing_timestamp', checked.missing_timestamp),
    ('outside_video', checked.outside_video),
    ('unknown_media_type', checked.unknown_media_type),
    ('missing_content', checked.missing_content),
    ('blank_response', checked.blank_response),
    ('response_without_responder', checked.response_without_responder),
    ('response_without_date', checked.response_without_date),
    ('responder_without_response', checked.responder_without_response),
    ('response_before_reflection', checked.response_before_reflection),
    ('not_an_instructor', checked.not_an_instructor),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied; as a number, so that the planner expects few.
    (
        checked.missing_timestamp or checked.outside_video or checked.unknown_media_type or checked.missing_content
        or checked.blank_response or checked.response_without_responder or checked.response_without_date
        or checked.responder_without_response or checked.response_before_reflection or checked.not_an_instructor
        or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found;

comment on view timeline.quality_of_reflections is 'Reflections that fail a check.';
comment on column timeline.quality_of_reflections."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_reflections."table" is 'Raw table.';
comment on column timeline.quality_of_reflections.key is 'Id of the row.';
