-- ops.derived_state (table)
-- Question: from which version of the SQL files were the views and functions created?
-- Grain:    one row in all (only_row)
-- Traps:    a hash; the same files give the same
comment on table ops.derived_state is 'Which version of the SQL files the derived objects were created from.';
comment on column ops.derived_state.only_row is 'Always true: the table has one row.';
comment on column ops.derived_state.fingerprint is 'Hash of the files.';
