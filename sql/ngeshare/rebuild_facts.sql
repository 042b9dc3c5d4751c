-- ngeshare.rebuild_facts (function)
-- Question: what do all the raw rows say about all meetings and rosters?
-- Grain:    writes ngeshare.group_meetings and ngeshare.group_rosters; returns how many rows changed
-- Reads:    public."UserHangoutGroupAttendance", public."UserHangoutGroup", ngeshare.group_meetings,
--           ngeshare.group_rosters, ngeshare.local_date, ngeshare.refresh_facts, ngeshare.refresh_rosters
-- Traps:    the same rules as the triggers, on every meeting and person known to the raw rows or to the facts
create function ngeshare.rebuild_facts() returns bigint
language sql volatile
begin atomic
    with
        meetings as (
            select
                attendance."hangoutGroupId" as group_id,
                ngeshare.local_date(attendance."attendedAt") as met_on
            from public."UserHangoutGroupAttendance" as attendance
            union
            select
                group_meetings.group_id,
                group_meetings.met_on
            from ngeshare.group_meetings
        ),

        people as (
            select
                membership."hangoutGroupId" as group_id,
                membership."userId" as user_id
            from public."UserHangoutGroup" as membership
            union
            select
                group_rosters.group_id,
                group_rosters.user_id
            from ngeshare.group_rosters
        )

    select
        (select ngeshare.refresh_facts(array_agg(meetings.group_id), array_agg(meetings.met_on)) from meetings)
        + (select ngeshare.refresh_rosters(array_agg(people.group_id), array_agg(people.user_id)) from people);
end;

comment on function ngeshare.rebuild_facts() is
    'Brings every meeting and roster up to date; after a bulk load with atalaya.skip_facts it does what the triggers left out.';
