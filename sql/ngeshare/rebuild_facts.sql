-- ngeshare.rebuild_facts (function)
-- Question: what do all the raw rows say about all meetings?
-- Grain:    writes ngeshare.group_meetings; returns how many rows changed
-- Reads:    public."UserHangoutGroupAttendance", ngeshare.group_meetings, ngeshare.local_date, ngeshare.refresh_facts
-- Traps:    the same rule as the triggers, on every group and day known to the raw rows or to the facts
create function ngeshare.rebuild_facts() returns bigint
language sql volatile
begin atomic
    with
        known as (
            select
                attendance."hangoutGroupId" as group_id,
                ngeshare.local_date(attendance."attendedAt") as met_on
            from public."UserHangoutGroupAttendance" as attendance
            union
            select
                group_meetings.group_id,
                group_meetings.met_on
            from ngeshare.group_meetings
        )

    select ngeshare.refresh_facts(array_agg(known.group_id), array_agg(known.met_on))
    from known;
end;

comment on function ngeshare.rebuild_facts() is
    'Brings every meeting up to date; after a bulk load with atalaya.skip_facts it does what the triggers left out.';
