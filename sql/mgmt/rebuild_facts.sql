-- mgmt.rebuild_facts (function)
-- Question: what do all the raw rows say about all visits and hours?
-- Grain:    writes all facts of the study centre; returns how many rows they have
-- Reads:    mgmt.rebuild_presence, mgmt.rebuild_visits, mgmt.write_alone, ops.findings_checked
-- Writes:   ops.findings_checked
-- Traps:    visits first: presence takes levels and registrations from them
create function mgmt.rebuild_facts() returns bigint
language sql volatile
begin atomic
    select mgmt.write_alone();

    -- The next report checks all students anew.
    with forgotten as (delete from ops.findings_checked where source = 'academy')

    select mgmt.rebuild_visits() + mgmt.rebuild_presence();
end;

comment on function mgmt.rebuild_facts() is
    'Makes all facts of the study centre anew; after a bulk load with atalaya.skip_facts it does what the triggers left out.';
