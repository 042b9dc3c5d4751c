-- ngeshare.refresh_findings (function)
-- Question: which users, memberships and attendance fail a check, after some changed or a day has gone by?
-- Grain:    writes ngeshare.group_findings and ngeshare.user_findings
-- Reads:    ops.unchecked_entity, ops.findings_checked, ngeshare.horizon, ngeshare.quality_of_people,
--           ngeshare.quality_of_memberships, ngeshare.quality_of_attendance, ngeshare.group_findings,
--           ngeshare.user_findings, ops.as_of
-- Writes:   ngeshare.group_findings, ngeshare.user_findings, ops.unchecked_entity, ops.findings_checked
-- Traps:    what lies ahead does so until its day comes: with another horizon all are checked anew, as after a first load;
--           of so many that changed, too, for reading all rows once is less work then
create function ngeshare.refresh_findings() returns void
language plpgsql as $$
declare
    users text[];
    groups text[];
    members text[];
    attended text[];
begin
    -- Waits for those who write rows and note them: what they have noted must not be forgotten.
    perform pg_advisory_xact_lock(hashtextextended('atalaya notes groups of ngeshare', 0));
    select
        coalesce(array_agg(entity) filter (where kind = 'user'), '{}'),
        coalesce(array_agg(entity) filter (where kind = 'group'), '{}'),
        coalesce(array_agg(entity) filter (where kind = 'membership'), '{}'),
        coalesce(array_agg(entity) filter (where kind = 'attendance'), '{}')
    into users, groups, members, attended
    from ops.unchecked_entity
    where source = 'ngeshare';
    if cardinality(groups) <= 2000
        and cardinality(users) <= 20000 and cardinality(members) <= 20000 and cardinality(attended) <= 30000
        and exists (
            select from ops.findings_checked
            where source = 'ngeshare' and horizon = (select ngeshare.horizon() at time zone 'UTC')
        )
    then
        delete from ngeshare.user_findings where user_id = any(users);
        insert into ngeshare.user_findings (user_id, "check")
        select key, "check"
        from ngeshare.quality_of_people
        where key = any(users);
        delete from ngeshare.group_findings
        where
            group_id = any(groups)
            or (key = any(members) and "table" = 'UserHangoutGroup')
            or (key = any(attended) and "table" = 'UserHangoutGroupAttendance');
        insert into ngeshare.group_findings (group_id, "table", key, "check")
        select group_id, "table", key, "check"
        from ngeshare.quality_of_memberships
        where group_id = any(groups) or key = any(members)
        union all
        select group_id, "table", key, "check"
        from ngeshare.quality_of_attendance
        where group_id = any(groups) or key = any(attended);
    else
        delete from ngeshare.user_findings;
        insert into ngeshare.user_findings (user_id, "check")
        select key, "check"
        from ngeshare.quality_of_people;
        delete from ngeshare.group_findings;
        insert into ngeshare.group_findings (group_id, "table", key, "check")
        select group_id, "table", key, "check"
        from ngeshare.quality_of_memberships
        union all
        select group_id, "table", key, "check"
        from ngeshare.quality_of_attendance;
        delete from ops.findings_checked where source = 'ngeshare';
        insert into ops.findings_checked (source, as_of, horizon)
        select 'ngeshare', ops.as_of(), ngeshare.horizon() at time zone 'UTC';
    end if;
    delete from ops.unchecked_entity where source = 'ngeshare';
end;
$$;

comment on function ngeshare.refresh_findings() is 'Checks the users, memberships and attendance that changed.';
