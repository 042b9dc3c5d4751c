-- mgmt.quality_checks (view)
-- Question: which checks does the quality report of the study centre make?
-- Grain:    one row per check, table
-- Reads:    ops.rule_academy_longest_stay_hours, ops.rule_academy_trend_days
-- Traps:    error: a number on a page may be wrong; warning: rows are left out; info: worth knowing
create view mgmt.quality_checks as
select
    listed."check",
    listed."table",
    listed.severity,
    listed.explanation
from (
    values
    ('missing_level', 'students', 'info', 'No level, or a blank one: counts in the global averages only.'),
    ('ambiguous_level', 'students', 'warning', 'Most students have this level in another spelling: pages take both for one, views do not.'),
    ('missing_name', 'students', 'info', 'Blank name.'),
    ('duplicate_name', 'students', 'info', 'Another student that is not deleted has the same name: one person twice?'),
    ('soft_deleted', 'students', 'info', 'Left out: soft-deleted, with all check-ins.'),
    ('missing_updated_at', 'students', 'warning', 'No date of change: the cursor cannot see its changes.'),
    ('future_date', 'students', 'warning', 'Created, changed or deleted after today; left out if created then.'),
    ('impossible_date', 'students', 'warning', 'Changed or deleted before it was created, or created before 2000.'),
    ('orphan_student', 'check_ins', 'error', 'In quarantine: its student is missing.'),
    ('ignored_deleted_student', 'check_ins', 'info', 'Left out: the student is soft-deleted.'),
    ('ignored_future_student', 'check_ins', 'warning', 'Left out: the student was created after today.'),
    ('before_student_creation', 'check_ins', 'info', 'Counts, though on a day before the student was created.'),
    ('after_student_deletion', 'check_ins', 'warning', 'Left out, though the student came after being deleted.'),
    ('never_checked_out', 'check_ins', 'warning',
        format('Open for more than %s h: a session without minutes.', ops.rule_academy_longest_stay_hours())
    ),
    ('longer_than_16_hours', 'check_ins', 'warning',
        format('Checked out after more than %s h: no minutes.', ops.rule_academy_longest_stay_hours())
    ),
    ('negative', 'check_ins', 'warning', 'Checked out before checking in: no minutes.'),
    ('zero_length', 'check_ins', 'info', 'Checked out at the moment of checking in: no minutes.'),
    ('repeated', 'check_ins', 'warning',
        format('Within a minute of the student''s last one, in %s days: a session too many.', ops.rule_academy_trend_days())
    ),
    ('overlapping', 'check_ins', 'warning',
        format('Began before an earlier one ended, in %s days: minutes counted twice.', ops.rule_academy_trend_days())
    ),
    ('outside_opening_hours', 'check_ins', 'info',
        format('Began in no part of the day, in %s days.', ops.rule_academy_trend_days())
    ),
    ('missing_updated_at', 'check_ins', 'warning', 'No date of change: the cursor cannot see its changes.'),
    ('future_date', 'check_ins', 'warning', 'Begins after today and is left out, or ends or was changed after today.'),
    ('impossible_date', 'check_ins', 'error', 'Began before 2000, or was changed before it began, by today.')
) as listed ("check", "table", severity, explanation);

comment on view mgmt.quality_checks is 'The checks of the study centre''s quality report.';
comment on column mgmt.quality_checks."check" is 'Name of the check.';
comment on column mgmt.quality_checks."table" is 'Raw table that it looks at.';
comment on column mgmt.quality_checks.severity is 'error, warning or info.';
comment on column mgmt.quality_checks.explanation is 'What a finding means.';
