-- timeline.write_activities (function)
-- Question: how do activities come to what rows of a raw table tell?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.student_activity_timeline, learning.goals, learning.media_files, learning.course_chapters,
--           ops.rule_learning_time_zone
-- Writes:   timeline.student_activity_timeline
-- Traps:    what is known is fetched by keys first, and all else is made of arrays and of tables beside it: where the
--           timeline lies on other nodes, no statement may join it with these; source_ids are the rows that tell, also
--           where they tell nothing; a goal is looked for once, when the activity is new, and stays; a quarter's moment
--           is that of the row version that reached it, which the raw table no longer has
create function timeline.write_activities(
    told_by text, source_ids uuid[], told timeline.source_activity[], keeps_moments boolean default false
) returns bigint
language plpgsql
-- One row and five thousand want different plans; arrays have no index, whatever else a trigger takes by key.
set plan_cache_mode = force_custom_plan set enable_hashjoin = on
as $$
declare
    known_rows timeline.student_activity_timeline[] := array(
        select known
        from timeline.student_activity_timeline as known
        where known.source_id = any(source_ids) and known.source_table = told_by
    );
    untold uuid[];
    moved uuid[];
    changed_rows bigint;
    withdrawn_rows bigint := 0;
    milliseconds text := lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0');
    -- Ids that grow fill their index from one side, which is cheaper, and so is one random number a statement: the last
    -- eight digits are the row's number in it.
    first_id text
        := overlay(milliseconds placing '-' from 9 for 0) || '-7' || substr(gen_random_uuid()::text, 16, 13);
    some_are_known boolean := cardinality(known_rows) > 0;
begin
    if some_are_known then
        select
            array_agg(known.id) filter (where activity.source_id is null and known.removed_at is null),
            array_agg(known.id) filter (
                where activity.student_id <> known.student_id and (activity.is_due or known.removed_at is null)
            )
        into untold, moved
        from unnest(known_rows) as known
        left join unnest(told) as activity
            on activity.source_id = known.source_id and activity.source_event = known.source_event;
        if untold is not null then
            update timeline.student_activity_timeline as known set removed_at = now()
            where known.source_id = any(source_ids) and known.id = any(untold);
            get diagnostics withdrawn_rows = row_count;
        end if;
        -- A node keeps the rows of its students: what changes hands leaves one, and comes to another.
        if moved is not null then
            delete from timeline.student_activity_timeline as known
            where known.source_id = any(source_ids) and known.id = any(moved);
        end if;
    end if;
    execute format(
        $statement$
        insert into timeline.student_activity_timeline (
            id, student_id, activity_type, created_at, activity_date, video_id, video_timestamp_seconds, course_id, lesson_id, goal_id,
            quiz_id, content, metadata, media_url, media_type, media_duration_seconds, requires_response,
            response_status, instructor_response, responded_at, responded_by, source_table, source_id, source_event,
            removed_at
        )
        select
            coalesce(changed.known_id, (%4$L || lpad(to_hex(row_number() over ()), 8, '0'))::uuid),
            changed.student_id, changed.activity_type, changed.created_at,
            (changed.created_at at time zone ops.rule_learning_time_zone())::date, changed.video_id,
            changed.video_timestamp_seconds, changed.course_id, changed.lesson_id,
            coalesce(changed.goal_id, open_goal.id), changed.quiz_id, changed.content, changed.metadata,
            changed.media_url, changed.media_type, changed.media_duration_seconds, changed.requires_response,
            changed.response_status, changed.instructor_response, changed.responded_at, changed.responded_by, %1$L,
            changed.source_id, changed.source_event, changed.removed_at
        from (
            select
                known.id as known_id, activity.student_id, activity.activity_type, kept.created_at, activity.video_id,
                kept.video_timestamp_seconds, kept.course_id, kept.lesson_id, kept.goal_id, activity.quiz_id,
                activity.content, activity.metadata, activity.media_url, activity.media_type,
                activity.media_duration_seconds, activity.requires_response, activity.response_status,
                activity.instructor_response, activity.responded_at, activity.responded_by, activity.source_id,
                activity.source_event, activity.removed_at
            from unnest($1) as activity
            left join learning.media_files as video on video.id = activity.video_id
            left join learning.course_chapters as chapter on chapter.id = coalesce(activity.lesson_id, video.chapter_id)
            %2$s
            cross join lateral (
                select
                    case when known.id is not null and %5$L then known.created_at else activity.created_at end,
                    case when known.id is not null and %5$L then known.video_timestamp_seconds
                        else activity.video_timestamp_seconds end,
                    coalesce(activity.course_id, chapter.course_id),
                    coalesce(activity.lesson_id, video.chapter_id),
                    case when known.id is not null and %6$L then known.goal_id
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
        ) as changed
        left join lateral (
            select goal.id
            from learning.goals as goal
            where
                changed.known_id is null
                and changed.goal_id is null
                and goal.student_id = changed.student_id
                and goal.started_at <= changed.created_at
                and coalesce(changed.created_at < goal.completed_at, true)
                and coalesce(changed.created_at < goal.abandoned_at, true)
            order by goal.started_at desc, goal.id
            limit 1
        ) as open_goal on true
        %3$s
        $statement$,
        told_by,
        case
            when some_are_known
                then 'left join unnest($2) as known '
                    'on known.source_id = activity.source_id and known.source_event = activity.source_event'
            -- Each condition on what is known is decided before the statement begins.
            else 'cross join (select (null::timeline.student_activity_timeline).*) as known'
        end,
        case when some_are_known then (
            select
                -- By name, because on a cluster the key also holds the student.
                'on conflict on constraint student_activity_timeline_source_key do update set '
                || string_agg(format('%1$I = excluded.%1$I', field.name), ', ')
            from unnest(array[
                'student_id', 'activity_type', 'created_at', 'activity_date', 'video_id', 'video_timestamp_seconds',
                'course_id', 'lesson_id', 'goal_id', 'quiz_id', 'content', 'metadata', 'media_url', 'media_type',
                'media_duration_seconds', 'requires_response', 'response_status', 'instructor_response',
                'responded_at', 'responded_by', 'removed_at'
            ]) as field (name)
        ) end,
        first_id,
        (keeps_moments or told_by = 'video_progress')::text,
        keeps_moments::text
    ) using told, known_rows;
    get diagnostics changed_rows = row_count;
    return changed_rows + withdrawn_rows;
end;
$$;

comment on function timeline.write_activities(text, uuid[], timeline.source_activity[], boolean) is
    'Brings the activities of the given rows of a raw table to what those rows tell.';
