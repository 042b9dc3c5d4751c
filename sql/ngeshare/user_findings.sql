-- ngeshare.user_findings (fact)
-- Question: which checks does a user fail?
-- Grain:    one row per user and check (user_id, check)
-- Traps:    as of the last report; users who changed since are in ops.unchecked_entity
comment on table ngeshare.user_findings is 'Users that fail a check, as of the last report.';
comment on column ngeshare.user_findings.user_id is 'The user.';
comment on column ngeshare.user_findings."check" is 'Name of the check, as in ngeshare.quality_checks.';
