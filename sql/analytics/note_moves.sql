-- analytics.note_moves (function)
-- Question: which hours do sessions touch that move to another school?
-- Grain:    writes analytics.changed_hours
-- Reads:    classwaves.session_metrics, classwaves.guidance_events, classwaves.ai_analyses, analytics.changed_hours,
--           analytics.hour_of
-- Writes:   analytics.changed_hours
-- Traps:    what counts by its own time may lie outside the session's hours, and moves along
create function analytics.note_moves(sessions text[], schools text[]) returns void
language sql volatile
begin atomic
    with
        happenings as (
            select
                session_id,
                measured_at as moment
            from classwaves.session_metrics
            where session_id = any(sessions)
            union all
            select
                session_id,
                occurred_at
            from classwaves.guidance_events
            where session_id = any(sessions)
            union all
            select
                session_id,
                finished_at
            from classwaves.ai_analyses
            where session_id = any(sessions)
        )

    insert into analytics.changed_hours (school_id, first_hour, last_hour)
    select distinct
        moved.school_id,
        analytics.hour_of(happenings.moment) as first_hour,
        analytics.hour_of(happenings.moment) as last_hour
    from unnest(sessions, schools) as moved (session_id, school_id)
    inner join happenings on happenings.session_id = moved.session_id
    where isfinite(happenings.moment);
end;

comment on function analytics.note_moves(text[], text[]) is
    'Notes the hours of what happened in sessions that moved, for the school that they left or came to.';
