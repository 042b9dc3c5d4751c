-- timeline.writing_of_activities (function)
-- Question: by which statement do rows of a raw table become activities?
-- Grain:    one text; its $1 is left to whoever runs it
-- Reads:    timeline.activities_of_video_progress, timeline.activities_of_reflections,
--           timeline.activities_of_quiz_attempts, timeline.activities_of_enrollments,
--           timeline.activities_of_lesson_completions, timeline.activities_of_milestones,
--           timeline.activities_of_daily_notes, timeline.activities_of_success_proofs,
--           timeline.activities_of_goal_messages, timeline.student_activity_timeline, learning.goals,
--           learning.media_files, learning.course_chapters
-- Writes:   timeline.student_activity_timeline
-- Traps:    a text, because only a trigger's own statements see its transition tables; source_rows is a piece of SQL, never
--           a value; a goal is looked for once, when the activity is new, and stays; a quarter's moment is that of the row
--           version that reached it, which the raw table no longer has
create function timeline.writing_of_activities(
    source_table text, source_rows text, are_new boolean default false, keeps_moments boolean default false
) returns text
language plpgsql as $$
declare
    milliseconds text := lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0');
    -- Ids that grow fill their index from one side, which is cheaper, and so is one random number a statement: the last
    -- eight digits are the row's number in it.
    first_id text := overlay(milliseconds placing '-' from 9 for 0) || '-7' || substr(gen_random_uuid()::text, 16);
begin
    return format(
        $statement$
        insert into timeline.student_activity_timeline (
            id, student_id, activity_type, created_at, video_id, video_timestamp_seconds, course_id, lesson_id, goal_id,
            quiz_id, content, metadata, media_url, media_type, media_duration_seconds, requires_response,
            response_status, instructor_response, responded_at, responded_by, source_table, source_id, source_event,
            removed_at
        )
        select
            coalesce(
                told.known_id,
                overlay(%6$L placing lpad(to_hex(row_number() over ()), 8, '0') from 29)::uuid
            ),
            told.student_id, told.activity_type, told.created_at, told.video_id, told.video_timestamp_seconds,
            told.course_id, told.lesson_id, coalesce(told.goal_id, open_goal.id), told.quiz_id, told.content,
            told.metadata, told.media_url, told.media_type, told.media_duration_seconds, told.requires_response,
            told.response_status, told.instructor_response, told.responded_at, told.responded_by, %1$L,
            told.source_id, told.source_event, told.removed_at
        from (
            select
                known.id as known_id, activity.student_id, activity.activity_type, kept.created_at, activity.video_id,
                kept.video_timestamp_seconds, kept.course_id, kept.lesson_id, kept.goal_id, activity.quiz_id,
                activity.content, activity.metadata, activity.media_url, activity.media_type,
                activity.media_duration_seconds, activity.requires_response, activity.response_status,
                activity.instructor_response, activity.responded_at, activity.responded_by, activity.source_id,
                activity.source_event, activity.removed_at
            from %3$s as source
            cross join lateral timeline.%2$I(source::learning.%1$I) as activity
            left join learning.media_files as video on video.id = activity.video_id
            left join learning.course_chapters as chapter on chapter.id = coalesce(activity.lesson_id, video.chapter_id)
            %4$s
            cross join lateral (
                select
                    case when known.id is not null and %7$L then known.created_at else activity.created_at end,
                    case when known.id is not null and %7$L then known.video_timestamp_seconds
                        else activity.video_timestamp_seconds end,
                    coalesce(activity.course_id, chapter.course_id),
                    coalesce(activity.lesson_id, video.chapter_id),
                    case when known.id is not null and %8$L then known.goal_id
                        else coalesce(activity.goal_id, known.goal_id) end
            ) as kept (created_at, video_timestamp_seconds, course_id, lesson_id, goal_id)
            where
                (activity.is_due or (known.id is not null and known.removed_at is null))
                and (
                    known.id is null
                    or (
                        known.student_id, known.activity_type, known.created_at, known.video_id,
                        known.video_timestamp_seconds, known.course_id, known.lesson_id, known.goal_id, known.quiz_id,
                        known.content, known.metadata, known.media_url, known.media_type,
                        known.media_duration_seconds, known.requires_response, known.response_status,
                        known.instructor_response, known.responded_at, known.responded_by, known.removed_at
                    ) is distinct from (
                        activity.student_id, activity.activity_type, kept.created_at, activity.video_id,
                        kept.video_timestamp_seconds, kept.course_id, kept.lesson_id, kept.goal_id, activity.quiz_id,
                        activity.content, activity.metadata, activity.media_url, activity.media_type,
                        activity.media_duration_seconds, activity.requires_response, activity.response_status,
                        activity.instructor_response, activity.responded_at, activity.responded_by, activity.removed_at
                    )
                )
            -- Goals and most indexes begin with the student: neighbours are found and written beside each other.
            order by activity.student_id, kept.created_at
        ) as told
        left join lateral (
            select goal.id
            from learning.goals as goal
            where
                told.known_id is null
                and told.goal_id is null
                and goal.student_id = told.student_id
                and goal.started_at <= told.created_at
                and coalesce(told.created_at < goal.completed_at, true)
                and coalesce(told.created_at < goal.abandoned_at, true)
            order by goal.started_at desc, goal.id
            limit 1
        ) as open_goal on true
        %5$s
        $statement$,
        source_table,
        'activities_of_' || source_table,
        source_rows,
        case
            -- Nothing can be known of them: each condition on it is decided before the statement begins.
            when are_new then 'cross join (select (null::timeline.student_activity_timeline).*) as known'
            else 'left join timeline.student_activity_timeline as known on known.source_id = activity.source_id '
                'and known.source_event = activity.source_event and known.source_table = ' || quote_literal(source_table)
        end,
        case when not are_new then (
            select
                'on conflict (source_table, source_id, source_event) do update set '
                || string_agg(format('%1$I = excluded.%1$I', field.name), ', ')
            from unnest(array[
                'student_id', 'activity_type', 'created_at', 'video_id', 'video_timestamp_seconds', 'course_id',
                'lesson_id', 'goal_id', 'quiz_id', 'content', 'metadata', 'media_url', 'media_type',
                'media_duration_seconds', 'requires_response', 'response_status', 'instructor_response',
                'responded_at', 'responded_by', 'removed_at'
            ]) as field (name)
        ) end,
        first_id,
        (keeps_moments or source_table = 'video_progress')::text,
        keeps_moments::text
    );
end;
$$;

comment on function timeline.writing_of_activities(text, text, boolean, boolean) is
    'The statement that brings activities to what the given rows of a raw table say.';
