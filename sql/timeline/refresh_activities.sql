-- timeline.refresh_activities (function)
-- Question: what do these rows of a raw table now say that students did?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.activities_of_video_progress, timeline.activities_of_reflections,
--           timeline.activities_of_quiz_attempts, timeline.activities_of_enrollments,
--           timeline.activities_of_lesson_completions, timeline.activities_of_milestones,
--           timeline.activities_of_daily_notes, timeline.activities_of_success_proofs,
--           timeline.activities_of_goal_messages, timeline.student_activity_timeline, learning.goals
-- Traps:    source_ids null means all rows; a goal is looked for once, when the activity is new, and stays;
--           a quarter's moment is that of the row version that reached it, which the raw table no longer has;
--           planned anew each time, because one row and a million want different plans
create function timeline.refresh_activities(
    source_table text, source_ids uuid[], are_new boolean default false, keeps_moments boolean default false
) returns bigint
language plpgsql as $$
declare
    changed_rows bigint;
begin
    execute format(
        $statement$
        insert into timeline.student_activity_timeline (
            id, student_id, activity_type, created_at, video_id, video_timestamp_seconds, course_id, lesson_id, goal_id,
            quiz_id, content, metadata, media_url, media_type, media_duration_seconds, requires_response,
            response_status, instructor_response, responded_at, responded_by, source_table, source_id, source_event,
            removed_at
        )
        select
            coalesce(known.id, %6$s()), activity.student_id, activity.activity_type, kept.created_at,
            activity.video_id, kept.video_timestamp_seconds, activity.course_id, activity.lesson_id,
            case when known.id is null then coalesce(activity.goal_id, open_goal.id) else kept.goal_id end,
            activity.quiz_id, activity.content, activity.metadata, activity.media_url, activity.media_type,
            activity.media_duration_seconds, activity.requires_response, activity.response_status,
            activity.instructor_response, activity.responded_at, activity.responded_by, %1$L, activity.source_id,
            activity.source_event, activity.removed_at
        from timeline.%2$I() as activity
        %3$s
        left join timeline.student_activity_timeline as known
            on %4$s
        cross join lateral (
            select
                case when known.id is not null and $2 then known.created_at else activity.created_at end,
                case when known.id is not null and $2 then known.video_timestamp_seconds
                    else activity.video_timestamp_seconds end,
                case when $3 then known.goal_id else coalesce(activity.goal_id, known.goal_id) end
        ) as kept (created_at, video_timestamp_seconds, goal_id)
        left join lateral (
            select goal.id
            from learning.goals as goal
            where
                known.id is null
                and activity.goal_id is null
                and goal.student_id = activity.student_id
                and goal.started_at <= activity.created_at
                and coalesce(activity.created_at < goal.completed_at, true)
                and coalesce(activity.created_at < goal.abandoned_at, true)
            order by goal.started_at desc, goal.id
            limit 1
        ) as open_goal on true
        where
            (activity.is_due or (known.id is not null and known.removed_at is null))
            and (
                known.id is null
                or (
                    known.student_id, known.activity_type, known.created_at, known.video_id,
                    known.video_timestamp_seconds, known.course_id, known.lesson_id, known.goal_id, known.quiz_id,
                    known.content, known.metadata, known.media_url, known.media_type, known.media_duration_seconds,
                    known.requires_response, known.response_status, known.instructor_response, known.responded_at,
                    known.responded_by, known.removed_at
                ) is distinct from (
                    activity.student_id, activity.activity_type, kept.created_at, activity.video_id,
                    kept.video_timestamp_seconds, activity.course_id, activity.lesson_id, kept.goal_id, activity.quiz_id,
                    activity.content, activity.metadata, activity.media_url, activity.media_type,
                    activity.media_duration_seconds, activity.requires_response, activity.response_status,
                    activity.instructor_response, activity.responded_at, activity.responded_by, activity.removed_at
                )
            )
        order by activity.student_id
        %5$s
        $statement$,
        source_table,
        'activities_of_' || source_table,
        case
            when source_ids is null then ''
            else 'inner join unnest($1) as listed (id) on listed.id = activity.source_id'
        end,
        case
            when are_new then 'false'
            else 'known.source_id = activity.source_id and known.source_event = activity.source_event '
                'and known.source_table = ' || quote_literal(source_table)
        end,
        case
            when are_new then ''
            else $conflict$
        on conflict (source_table, source_id, source_event) do update set
            student_id = excluded.student_id, activity_type = excluded.activity_type, created_at = excluded.created_at,
            video_id = excluded.video_id, video_timestamp_seconds = excluded.video_timestamp_seconds,
            course_id = excluded.course_id, lesson_id = excluded.lesson_id, goal_id = excluded.goal_id,
            quiz_id = excluded.quiz_id, content = excluded.content, metadata = excluded.metadata,
            media_url = excluded.media_url, media_type = excluded.media_type,
            media_duration_seconds = excluded.media_duration_seconds, requires_response = excluded.requires_response,
            response_status = excluded.response_status, instructor_response = excluded.instructor_response,
            responded_at = excluded.responded_at, responded_by = excluded.responded_by, removed_at = excluded.removed_at
        $conflict$
        end,
        -- Ids that grow fill their index from one side, which is cheaper; PostgreSQL 15 has none of its own.
        case when current_setting('server_version_num')::integer >= 180000 then 'uuidv7' else 'gen_random_uuid' end
    ) using source_ids, keeps_moments or source_table = 'video_progress', keeps_moments;
    get diagnostics changed_rows = row_count;
    return changed_rows;
end;
$$;

comment on function timeline.refresh_activities(text, uuid[], boolean, boolean) is
    'Brings the activities of the given rows of a raw table (null: of all its rows) to what those rows say.';
