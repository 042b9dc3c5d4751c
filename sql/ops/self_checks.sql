-- ops.self_checks (view)
-- Question: which sources' facts were added up, when, and how many of the sums disagree?
-- Grain:    one row per source that was to be checked
-- Reads:    ops.self_check, ops.identities
-- Traps:    a source without any sum to compare has 0 of both
create view ops.self_checks as
with
    counted as (
        select
            identities.source,
            count(*) as identities,
            count(*) filter (where identities.difference <> 0) as disagreeing
        from ops.identities
        group by identities.source
    )

select
    self_check.source,
    case
        when counted.disagreeing > 0 then 'disagrees'
        when self_check.state = 'checked' and counted.identities is null then 'empty'
        else self_check.state
    end as state,
    self_check.checked_at,
    self_check.duration_ms,
    coalesce(counted.identities, 0) as identities,
    coalesce(counted.disagreeing, 0) as disagreeing,
    self_check.message
from ops.self_check
left join counted on counted.source = self_check.source;

comment on view ops.self_checks is 'The newest self-check of each source.';
comment on column ops.self_checks.source is 'Name of the source.';
comment on column ops.self_checks.state is
    'checked: all agree; disagrees: some sum does not; empty: there was nothing to add up yet; waiting: facts had yet to follow '
    'changed rows; not synced: no sync was ever asked for; failed: it could not be asked.';
comment on column ops.self_checks.checked_at is 'When it ended.';
comment on column ops.self_checks.duration_ms is 'How long it took, in milliseconds.';
comment on column ops.self_checks.identities is 'How many sums were compared.';
comment on column ops.self_checks.disagreeing is 'How many of them disagree.';
comment on column ops.self_checks.message is 'Why it could not be asked; null: it could.';
