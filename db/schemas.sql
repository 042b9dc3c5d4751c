-- name: lacking_incoming
-- Which of these schemas are not there.
select name
from unnest(%(schemas)s::text[]) as name
where to_regnamespace(name) is null

-- name: create_incoming
-- Makes the schema in which a source's first load waits.
create schema {schema}

-- name: describe_incoming
-- Says what the schema is for.
comment on schema {schema} is {said}

-- name: begin_threshold
-- From which age on a new source is late and stale, until somebody chooses otherwise; a chosen value stays.
insert into ops.freshness_threshold (source, warn_after, error_after)
values (%(source)s, interval '26 hours', interval '3 days')
on conflict do nothing
