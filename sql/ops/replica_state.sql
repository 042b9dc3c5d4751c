-- ops.replica_state (view)
-- Question: which replicas do pages read from, and how far is each behind the warehouse?
-- Grain:    one row per replica that a server has asked within ten minutes
-- Reads:    ops.replica, ops.data_version, ops.as_of
-- Traps:    a replica is behind while data have changed that it has not; time that passes without changes does not count
create view ops.replica_state as
with
    compared as (
        select
            replica.name,
            replica.asked_at,
            replica.said,
            replica.version,
            replica.version is null as is_down,
            replica.version < data_version.version as is_behind,
            coalesce(replica.replayed_at, data_version.changed_at) as has_data_of
        from ops.replica
        cross join ops.data_version
        where replica.asked_at > (select ops.as_of()) - interval '10 minutes'
    )

select
    name,
    asked_at,
    case when is_down then 'down' when is_behind then 'behind' else 'current' end as state,
    case when is_behind then has_data_of end as has_data_of,
    case
        when is_behind then greatest(0, round(extract(epoch from asked_at - has_data_of)))::integer
        when not is_down then 0
    end as behind_seconds,
    version,
    said
from compared;

comment on view ops.replica_state is 'How far each replica that pages read from is behind the warehouse.';
comment on column ops.replica_state.name is 'Host and port of the replica.';
comment on column ops.replica_state.asked_at is 'When a server asked it last.';
comment on column ops.replica_state.state is
    'current: it has the newest data; behind: data have changed since; down: it cannot be read from.';
comment on column ops.replica_state.has_data_of is
    'Moment of the newest transaction that it had, where it is behind; null: it is not, or is down.';
comment on column ops.replica_state.behind_seconds is
    'Seconds from that moment to when it was asked; 0: it has the newest data; null: it is down.';
comment on column ops.replica_state.version is 'The version of the data that it had; null: it is down.';
comment on column ops.replica_state.said is 'Why it cannot be read from; null: it can.';
