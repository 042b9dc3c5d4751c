-- ops.checked_identity (table)
-- Question: what did each fact add up to, and what should it have, when somebody looked last?
-- Grain:    one row per source, fact, measure and whether it was looked at from an earlier day (source, fact, measure,
--           looks_back)
-- Traps:    read ops.identities, which says when it was
comment on table ops.checked_identity is 'What facts added up to when they were checked last.';
comment on column ops.checked_identity.source is 'Name of the source.';
comment on column ops.checked_identity.fact is 'The fact, with its schema.';
comment on column ops.checked_identity.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column ops.checked_identity.looks_back is 'Whether it was looked at from an earlier day; else from then.';
comment on column ops.checked_identity.as_of is 'The moment to look from.';
comment on column ops.checked_identity.counted is 'What the fact held.';
comment on column ops.checked_identity.expected is 'What the rows said that it is made of.';
