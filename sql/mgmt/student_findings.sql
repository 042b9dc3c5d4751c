-- mgmt.student_findings (fact)
-- Question: which checks does a student fail, and which check-ins of a student?
-- Grain:    one row per student, raw table, row and what it fails together (student_id, table, key, failed)
-- Traps:    as of the last report; what changed since is in ops.unchecked_entity
comment on table mgmt.student_findings is 'Students and check-ins that fail checks, by student, as of the last report.';
comment on column mgmt.student_findings.student_id is 'The student.';
comment on column mgmt.student_findings."table" is 'Raw table.';
comment on column mgmt.student_findings.key is 'Id of the check-in or of the student.';
comment on column mgmt.student_findings.failed is 'Names of the checks, as in mgmt.quality_checks, with blanks between.';
