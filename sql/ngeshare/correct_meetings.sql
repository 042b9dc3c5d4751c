-- ngeshare.correct_meetings (function)
-- Question: which meetings are remembered although their attendance was not archived but deleted?
-- Grain:    writes ngeshare.group_meetings; returns how many rows it removed
-- Reads:    ngeshare.checked_attendance, ngeshare.group_meetings, ngeshare.local_date, ngeshare.midnight
-- Writes:   ngeshare.group_meetings
-- Traps:    archives and retention take a group's oldest rows first: a meeting without any, later than the group's oldest
--           attendance, was none of theirs; since `since` ('infinity': never) production alone is the truth, as an
--           explicit repair asks for; a day that it touches is inside
create function ngeshare.correct_meetings(since timestamp) returns bigint
language sql volatile
begin atomic
    with
        attended as materialized (
            select distinct
                attendance.group_id,
                ngeshare.local_date(attendance.attended_at) as met_on
            from ngeshare.checked_attendance as attendance
        ),

        oldest as (
            select
                group_id,
                min(met_on) as met_on
            from attended
            where isfinite(met_on)
            group by group_id
        ),

        deleted as (
            select
                group_meetings.group_id,
                group_meetings.met_on
            from ngeshare.group_meetings
            left join attended
                on attended.group_id = group_meetings.group_id and attended.met_on = group_meetings.met_on
            left join oldest on oldest.group_id = group_meetings.group_id
            where
                attended.group_id is null
                and (
                    ngeshare.midnight(group_meetings.met_on + 1) > since
                    -- What a change of rules left as it was may be dated by another zone.
                    or (group_meetings.met_on > oldest.met_on and group_meetings.recorded_under is null)
                )
        ),

        forgotten as (
            delete from ngeshare.group_meetings
            using deleted
            where group_meetings.group_id = deleted.group_id and group_meetings.met_on = deleted.met_on
            returning 1
        )

    select count(*) from forgotten;
end;

comment on function ngeshare.correct_meetings(timestamp) is
    'Forgets meetings without attendance on or after a moment (UTC wall clock), and those that cannot have been archived.';
