-- name: alone
-- Takes the lock of whoever checks, until the session ends; false where another process has it.
select pg_try_advisory_lock(hashtextextended(%(lock)s, 0))

-- name: synced
-- Sources that some sync was asked for: of the others there is nothing to add up.
select source from ops.asked_sources

-- name: just_done
-- Whether anything was checked within a time.
select exists (select from ops.self_check where checked_at > clock_timestamp() - %(within)s)

-- name: waits
-- Whether rows of a source have changed and its facts have yet to follow.
select exists (select from ops.pending_change where source = %(source)s)

-- name: identities
-- The sums of a domain.
select fact, measure, counted, expected from {identities} order by fact, measure

-- name: forget
-- What was found of a source before.
delete from ops.checked_identity where source = %(source)s

-- name: write
-- What came of checking a source.
insert into ops.self_check (source, state, duration_ms, message)
values (%(source)s, %(state)s, %(duration_ms)s, %(message)s)
on conflict (source) do update set
    state = excluded.state,
    checked_at = excluded.checked_at,
    duration_ms = excluded.duration_ms,
    message = excluded.message

-- name: write_once
-- That a source waits, where it was never checked.
insert into ops.self_check (source, state, duration_ms, message)
values (%(source)s, %(state)s, %(duration_ms)s, %(message)s)
on conflict (source) do nothing

-- name: write_identity
-- A sum, and what it should be.
insert into ops.checked_identity (source, fact, measure, looks_back, as_of, counted, expected)
values (%(source)s, %(fact)s, %(measure)s, %(looks_back)s, %(as_of)s, %(counted)s, %(expected)s)
