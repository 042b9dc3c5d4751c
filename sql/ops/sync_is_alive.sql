-- ops.sync_is_alive (function)
-- Question: does some process hold the lock of the sync?
-- Grain:    one boolean
-- Reads:    none
-- Traps:    a replica does not know the locks of its primary: there the answer is always yes
create function ops.sync_is_alive() returns boolean
language sql stable parallel safe
begin atomic
    with
        lock_of_the_sync as (
            select hashtextextended('atalaya sync', 0) as number
        )

    select pg_is_in_recovery() or count(*) > 0
    from pg_locks
    cross join lock_of_the_sync
    where
        pg_locks.locktype = 'advisory'
        and pg_locks.granted
        and pg_locks.objsubid = 1
        and pg_locks.database = (select oid from pg_database where datname = current_database())
        and pg_locks.classid = ((lock_of_the_sync.number >> 32) & 4294967295)::oid
        and pg_locks.objid = (lock_of_the_sync.number & 4294967295)::oid;
end;

comment on function ops.sync_is_alive() is 'Whether some process holds the lock of the sync; on a replica always true.';
