-- ops.read_server (view)
-- Question: which version of the data does this server have, and up to when does it follow the warehouse?
-- Grain:    one row in all
-- Reads:    ops.data_version
-- Traps:    asked of each replica itself: the warehouse follows nobody, and says null
create view ops.read_server as
select
    version,
    pg_last_xact_replay_timestamp() as replayed_at
from ops.data_version;

comment on view ops.read_server is 'How far the server that is asked follows the warehouse.';
comment on column ops.read_server.version is 'The version of the data.';
comment on column ops.read_server.replayed_at is
    'Moment of the newest transaction that it has replayed; null: it replays none.';
