-- ops.replica (table)
-- Question: what did each replica that pages read from say when it was last asked?
-- Grain:    one row per replica that was ever asked (name)
-- Traps:    written every few seconds by the servers that read from it; one that nobody reads from any more stays here with
--           its last answer: read ops.replica_state
comment on table ops.replica is 'What the servers last heard from each replica.';
comment on column ops.replica.name is 'Host and port.';
comment on column ops.replica.asked_at is 'When it was asked.';
comment on column ops.replica.version is 'Which version of the data it had; null: it did not answer, or cannot be read from.';
comment on column ops.replica.replayed_at is
    'Moment of the newest transaction of the warehouse that it had; null: it is no replica of PostgreSQL''s, or was just started.';
comment on column ops.replica.said is 'Why it cannot be read from; null: it can.';
