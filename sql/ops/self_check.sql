-- ops.self_check (table)
-- Question: when were the facts of each source added up last, and what came of it?
-- Grain:    one row per source that was to be checked (source)
-- Traps:    tells of the newest check only; while a source waits, what was found before it stays
comment on table ops.self_check is 'When each source''s facts were added up last.';
comment on column ops.self_check.source is 'Name of the source.';
comment on column ops.self_check.state is
    'checked; waiting: facts had yet to follow changed rows; not synced: no sync was ever asked for; failed: it could not be asked.';
comment on column ops.self_check.checked_at is 'When it ended.';
comment on column ops.self_check.duration_ms is 'How long it took, in milliseconds.';
comment on column ops.self_check.message is 'Why it could not be asked; null: it could.';
