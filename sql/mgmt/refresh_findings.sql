-- mgmt.refresh_findings (function)
-- Question: which check-ins fail a check, after some students came or changed, or time has gone by?
-- Grain:    writes mgmt.student_findings
-- Reads:    ops.unchecked_entity, ops.findings_checked, mgmt.student_findings, mgmt.write_alone, mgmt.horizon,
--           mgmt.longest_stay, mgmt.quality_of_check_ins, mgmt.quality_of_recent_check_ins,
--           mgmt.quality_of_early_check_ins, academy.check_ins, ops.as_of
-- Writes:   mgmt.student_findings, ops.unchecked_entity, ops.findings_checked
-- Traps:    whoever never checked out is found once 16 hours have gone by, though no row changes; with another day, or an
--           earlier moment, all students are checked anew, as after a first load; when a great many changed, too, for
--           reading all rows once is less work then
create function mgmt.refresh_findings() returns void
language plpgsql as $$
declare
    changed_ids text[];
    moment timestamptz := ops.as_of();
    checked_at timestamptz;
begin
    -- Waits for those who write rows and note their students: what they have noted must not be forgotten.
    perform mgmt.write_alone();
    checked_at := (select as_of from ops.findings_checked where source = 'academy' and horizon = mgmt.horizon() and as_of <= moment);
    changed_ids := array(
        select entity
        from ops.unchecked_entity
        where source = 'academy'
        union
        select student_id
        from academy.check_ins
        where
            checked_in_at >= checked_at - mgmt.longest_stay()
            and checked_in_at < moment - mgmt.longest_stay()
            and checked_out_at is null
    );
    if checked_at is not null and cardinality(changed_ids) <= 3000 then
        delete from mgmt.student_findings where student_id = any(changed_ids);
        insert into mgmt.student_findings (student_id, key, failed)
        select student_id, key, failed
        from mgmt.quality_of_check_ins
        where student_id = any(changed_ids)
        union all
        select student_id, key, failed
        from mgmt.quality_of_early_check_ins
        where student_id = any(changed_ids)
        union all
        select student_id, key, failed
        from mgmt.quality_of_recent_check_ins
        where student_id = any(changed_ids);
    else
        delete from mgmt.student_findings;
        insert into mgmt.student_findings (student_id, key, failed)
        select student_id, key, failed
        from mgmt.quality_of_check_ins
        union all
        select student_id, key, failed
        from mgmt.quality_of_early_check_ins
        union all
        select student_id, key, failed
        from mgmt.quality_of_recent_check_ins;
    end if;
    delete from ops.unchecked_entity where source = 'academy' and entity = any(changed_ids);
    delete from ops.findings_checked where source = 'academy';
    insert into ops.findings_checked (source, as_of, horizon) values ('academy', moment, mgmt.horizon());
end;
$$;

comment on function mgmt.refresh_findings() is 'Checks the check-ins of the students that changed.';
