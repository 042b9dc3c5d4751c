-- ngeshare.group_findings (fact)
-- Question: which memberships and attendance of a group fail a check?
-- Grain:    one row per group, raw table, row and check (group_id, table, key, check)
-- Traps:    as of the last report; what changed since is in ops.unchecked_entity
comment on table ngeshare.group_findings is 'Memberships and attendance that fail a check, by group, as of the last report.';
comment on column ngeshare.group_findings.group_id is 'The group.';
comment on column ngeshare.group_findings."table" is 'Raw table.';
comment on column ngeshare.group_findings.key is 'Id of the row.';
comment on column ngeshare.group_findings."check" is 'Name of the check, as in ngeshare.quality_checks.';
