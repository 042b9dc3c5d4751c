-- ngeshare.refresh_findings (function)
-- Question: which memberships and attendance fail a check, after some groups changed or a day has gone by?
-- Grain:    writes ngeshare.group_findings
-- Reads:    ops.unchecked_entity, ops.findings_checked, ngeshare.horizon, ngeshare.quality_of_memberships,
--           ngeshare.quality_of_attendance, ngeshare.group_findings, ops.as_of
-- Writes:   ngeshare.group_findings, ops.unchecked_entity, ops.findings_checked
-- Traps:    what lies ahead does so until its day comes: with another horizon all groups are checked anew, as after a first
--           load; of so many changed groups, too, for reading all rows once is less work then
create function ngeshare.refresh_findings() returns void
language plpgsql as $$
declare
    changed_ids text[];
begin
    -- Waits for those who write rows and note their groups: what they have noted must not be forgotten.
    perform pg_advisory_xact_lock(hashtextextended('atalaya notes groups of ngeshare', 0));
    changed_ids := array(select entity from ops.unchecked_entity where source = 'ngeshare');
    if cardinality(changed_ids) <= 2000
        and exists (
            select from ops.findings_checked
            where source = 'ngeshare' and horizon = (select ngeshare.horizon() at time zone 'UTC')
        )
    then
        delete from ngeshare.group_findings where group_id = any(changed_ids);
        insert into ngeshare.group_findings (group_id, "table", key, "check")
        select group_id, "table", key, "check"
        from ngeshare.quality_of_memberships
        where group_id = any(changed_ids)
        union all
        select group_id, "table", key, "check"
        from ngeshare.quality_of_attendance
        where group_id = any(changed_ids);
    else
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
    delete from ops.unchecked_entity where source = 'ngeshare' and entity = any(changed_ids);
end;
$$;

comment on function ngeshare.refresh_findings() is 'Checks memberships and attendance of the groups that changed.';
