-- mgmt.student_findings (fact)
-- Question: which check-ins of a student fail checks?
-- Grain:    one row per student, check-in and what it fails together (student_id, key, failed)
-- Traps:    as of the last report; students who changed since are in ops.unchecked_entity
comment on table mgmt.student_findings is 'Check-ins that fail checks, by student, as of the last report.';
comment on column mgmt.student_findings.student_id is 'The student.';
comment on column mgmt.student_findings.key is 'Id of the check-in.';
comment on column mgmt.student_findings.failed is 'Names of the checks, as in mgmt.quality_checks, with blanks between.';
