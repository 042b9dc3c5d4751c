-- ops.identities (view)
-- Question: do facts add up to what their rows say?
-- Grain:    one row per source, fact, measure and whether it was looked at from an earlier day, of sources that were checked
-- Reads:    ops.self_check, ops.checked_identity
-- Traps:    as of the newest check; what a sync or a repair did since then is not here
create view ops.identities as
select
    checked_identity.source,
    checked_identity.fact,
    checked_identity.measure,
    checked_identity.looks_back,
    checked_identity.as_of,
    checked_identity.counted,
    checked_identity.expected,
    checked_identity.counted - checked_identity.expected as difference,
    self_check.checked_at
from ops.checked_identity
inner join ops.self_check on self_check.source = checked_identity.source;

comment on view ops.identities is 'What each fact adds up to, beside what its rows say.';
comment on column ops.identities.source is 'Name of the source.';
comment on column ops.identities.fact is 'The fact, with its schema.';
comment on column ops.identities.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column ops.identities.looks_back is 'Whether it was looked at from an earlier day; else from then.';
comment on column ops.identities.as_of is 'The moment to look from.';
comment on column ops.identities.counted is 'What the fact held.';
comment on column ops.identities.expected is 'What the rows said that it is made of.';
comment on column ops.identities.difference is 'How much more the fact held; 0: it agrees.';
comment on column ops.identities.checked_at is 'When it was looked at.';
