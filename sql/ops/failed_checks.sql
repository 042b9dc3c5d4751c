-- ops.failed_checks (view)
-- Question: which checks of the newest quality reports say that numbers suffer?
-- Grain:    one row per source, check, table
-- Reads:    ops.newest_quality
-- Traps:    warnings are not here, however many rows they found
create view ops.failed_checks as
select
    source,
    "check",
    "table",
    count
from ops.newest_quality
where severity = 'error' and count > 0;

comment on view ops.failed_checks is 'Checks whose findings make numbers suffer, by the newest report of each source.';
comment on column ops.failed_checks.source is 'Name of the source.';
comment on column ops.failed_checks."check" is 'Name of the check.';
comment on column ops.failed_checks."table" is 'Name of the table.';
comment on column ops.failed_checks.count is 'Rows found.';
