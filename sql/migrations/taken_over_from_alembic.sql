-- Makes a warehouse that was upgraded by Alembic what the files 0001 to 0018 say today
-- Until 0018 applied files could still be edited, so that a warehouse is what they said on the day it applied them. Runs
-- once, before newer files, which build on today's text; ops.schema_version holds Alembic's number.

-- 0002: only cursors may be empty, and memberships are sorted as ngeshare.earliest_memberships picks them.
alter table public."User" alter column "updatedAt" drop not null;
alter table public."Hangout" alter column "updatedAt" drop not null;
alter table public."HangoutEpisode" alter column "updatedAt" drop not null;
alter table public."HangoutGroup" alter column "updatedAt" drop not null;
alter table public."UserHangoutGroup" alter column "updatedAt" drop not null;
alter table public."UserHangoutGroupAttendance" alter column "attendedAt" drop not null;
create index if not exists "User_deleted_idx" on public."User" (id) where "deletedAt" is not null;

do $$
begin
    if pg_get_indexdef('public."UserHangoutGroup_hangoutGroupId_hangoutGroupRole_idx"'::regclass) not like '%INCLUDE%' then
        drop index public."UserHangoutGroup_hangoutGroupId_hangoutGroupRole_idx";
        create index "UserHangoutGroup_hangoutGroupId_hangoutGroupRole_idx"
            on public."UserHangoutGroup" ("hangoutGroupId", "hangoutGroupRole", "userId", "joinedAt", id collate "C")
            include ("userEmail", "publicId");
    end if;
end;
$$;

-- 0004: first loads come in ranges of pages, unseen by readers, and say that they went past the triggers. Parts of a first
-- load that are still there are of no use to this version, which begins that load again.
do $$
begin
    if not exists (select from ops.schema_version where version_num >= '0004')
        or to_regnamespace('incoming_ngeshare') is not null then
        return;
    end if;
    delete from ops.first_load_chunk;
    alter table ops.first_load_chunk drop column highest_cursor;
    alter table ops.first_load_chunk alter column taken_at drop not null;
    alter table ops.first_load_chunk add column first_page bigint not null;
    alter table ops.first_load_chunk add column end_page bigint;
    -- In the order in which the sync writes such values.
    alter type ops.changed_range drop attribute first_at, drop attribute last_at, drop attribute changed_rows;
    alter type ops.changed_range
        add attribute reloaded boolean, add attribute first_at timestamptz, add attribute last_at timestamptz,
        add attribute changed_rows bigint;
    alter table ops.pending_change add column reloaded boolean default false not null;
    create schema incoming_ngeshare;
    create schema incoming_academy;
    create schema incoming_teloo;
    create schema incoming_classwaves;
    create schema incoming_learning;
end;
$$;

-- 0005 to 0008: indexes of the replicas.
do $$
begin
    if exists (select from ops.schema_version where version_num >= '0008') then
        create index if not exists check_ins_student_id_checked_in_at_idx
            on academy.check_ins (student_id, checked_in_at);
        create index if not exists check_ins_checked_in_at_idx on academy.check_ins (checked_in_at);
        create index if not exists solicitudes_cliente_id_idx on teloo.solicitudes (cliente_id);
        create index if not exists ofertas_solicitud_id_idx on teloo.ofertas (solicitud_id);
        create index if not exists ofertas_ganadora_idx on teloo.ofertas (solicitud_id) where ganadora;
        create index if not exists ofertas_asesor_id_idx on teloo.ofertas (asesor_id);
        create index if not exists ofertas_created_at_idx
            on teloo.ofertas using brin (created_at timestamptz_minmax_multi_ops);
        create index if not exists auditorias_asesor_id_auditada_at_idx
            on teloo.auditorias (asesor_id, auditada_at, id);
        create index if not exists notificaciones_asesor_id_idx on teloo.notificaciones (asesor_id);
        create index if not exists notificaciones_solicitud_id_idx on teloo.notificaciones (solicitud_id);
        create index if not exists notificaciones_enviada_at_idx
            on teloo.notificaciones using brin (enviada_at timestamptz_minmax_multi_ops);
        create index if not exists sessions_school_id_started_at_idx on classwaves.sessions (school_id, started_at);
        create index if not exists sessions_ended_at_idx on classwaves.sessions (ended_at);
        create index if not exists session_groups_session_id_idx on classwaves.session_groups (session_id);
        create index if not exists participants_session_id_idx on classwaves.participants (session_id);
        create index if not exists participants_group_id_idx on classwaves.participants (group_id);
        create index if not exists session_metrics_session_id_idx on classwaves.session_metrics (session_id);
        create index if not exists session_metrics_measured_at_idx on classwaves.session_metrics (measured_at);
        create index if not exists guidance_events_session_id_idx on classwaves.guidance_events (session_id);
        create index if not exists guidance_events_occurred_at_idx on classwaves.guidance_events (occurred_at);
        create index if not exists ai_analyses_session_id_idx on classwaves.ai_analyses (session_id);
        create index if not exists ai_analyses_finished_at_idx on classwaves.ai_analyses (finished_at);
        create index if not exists resource_usage_school_id_recorded_at_idx
            on classwaves.resource_usage (school_id, recorded_at);
        create index if not exists session_events_session_id_sequence_idx
            on classwaves.session_events (session_id, sequence, event_time);
        create index if not exists course_chapters_course_id_idx on learning.course_chapters (course_id);
        create index if not exists media_files_chapter_id_idx on learning.media_files (chapter_id);
        create index if not exists enrollments_student_id_course_id_idx on learning.enrollments (student_id, course_id);
        create index if not exists enrollments_course_id_idx on learning.enrollments (course_id);
        create index if not exists lesson_completions_student_id_idx on learning.lesson_completions (student_id);
        create index if not exists lesson_completions_lesson_id_idx on learning.lesson_completions (lesson_id);
        create index if not exists video_progress_video_id_idx on learning.video_progress (video_id);
        create index if not exists reflections_student_id_idx on learning.reflections (student_id);
        create index if not exists reflections_video_id_idx on learning.reflections (video_id);
        create index if not exists reflections_responded_by_idx
            on learning.reflections (responded_by) where responded_by is not null;
        create index if not exists quiz_attempts_student_id_idx on learning.quiz_attempts (student_id);
        create index if not exists quiz_attempts_video_id_idx
            on learning.quiz_attempts (video_id) where video_id is not null;
        create index if not exists quiz_attempts_course_id_idx
            on learning.quiz_attempts (course_id) where course_id is not null;
        create index if not exists milestones_student_id_idx on learning.milestones (student_id);
        create index if not exists milestones_goal_id_idx on learning.milestones (goal_id) where goal_id is not null;
        create index if not exists milestones_video_id_idx on learning.milestones (video_id) where video_id is not null;
        create index if not exists daily_notes_student_id_idx on learning.daily_notes (student_id);
        create index if not exists success_proofs_student_id_idx on learning.success_proofs (student_id);
        create index if not exists success_proofs_goal_id_idx
            on learning.success_proofs (goal_id) where goal_id is not null;
        create index if not exists goal_messages_goal_id_idx on learning.goal_messages (goal_id);
        create index if not exists goal_messages_student_id_idx on learning.goal_messages (student_id);
        create index if not exists goal_messages_instructor_id_idx on learning.goal_messages (instructor_id);
    end if;
    -- 0012 takes it away again.
    if exists (select from ops.schema_version where version_num between '0008' and '0011') then
        create index if not exists goals_student_id_started_at_idx on learning.goals (student_id, started_at);
    end if;
end;
$$;

-- 0012: a percent of 0 is refused, and what tells activities apart comes first in their key.
do $$
begin
    if not exists (select from ops.schema_version where version_num >= '0012') then
        return;
    end if;
    if to_regclass('timeline.student_activity_timeline_source_table_source_id_source_eve_key') is not null then
        -- Rows from before the rule leave; the next sync puts them in quarantine.
        delete from learning.video_progress where percent not between 1 and 100;
        alter table learning.video_progress drop constraint video_progress_percent_check;
        alter table learning.video_progress add constraint video_progress_percent_check
            check (percent between 1 and 100);
        alter table timeline.student_activity_timeline
            drop constraint student_activity_timeline_source_table_source_id_source_eve_key;
        alter table timeline.student_activity_timeline add unique (source_id, source_event, source_table);
    end if;
end;
$$;
