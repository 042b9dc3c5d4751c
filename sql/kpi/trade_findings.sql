-- kpi.trade_findings (fact)
-- Question: which checks do requests, offers and notifications fail?
-- Grain:    one row per raw table, row and check (table, key, check)
-- Traps:    as of the last report; what changed since is in ops.unchecked_entity
comment on table kpi.trade_findings is 'Requests, offers and notifications that fail a check, as of the last report.';
comment on column kpi.trade_findings."table" is 'Raw table.';
comment on column kpi.trade_findings.key is 'Id of the row.';
comment on column kpi.trade_findings."check" is 'Name of the check, as in kpi.quality_checks.';
