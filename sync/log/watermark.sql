-- name: watermarks
-- How far each of a source's tables has been read, and how old the oldest snapshot of a first load under way is.
select
    asked."table",
    sync_watermark.watermark,
    coalesce(sync_watermark.loaded, false),
    (
        select min(first_load_chunk.taken_at)
        from ops.first_load_chunk
        where first_load_chunk.source = %(source)s and first_load_chunk."table" = asked."table"
    )
from unnest(%(tables)s::text[]) as asked ("table")
left join ops.sync_watermark
    on sync_watermark.source = %(source)s and sync_watermark."table" = asked."table"

-- name: await_first_load
-- Whether one of some tables has never been loaded whole.
select exists (
    select from unnest(%(sources)s::text[], %(tables)s::text[]) as asked (source, "table")
    where not exists (
        select from ops.sync_watermark
        where
            sync_watermark.source = asked.source and sync_watermark."table" = asked."table" and sync_watermark.loaded
    )
)

-- name: advance
-- Moves a watermark forward, never back.
insert into ops.sync_watermark as known (source, "table", watermark, run)
values ({source}, {table}, {watermark}, {run})
on conflict (source, "table") do update set
    watermark = excluded.watermark, run = excluded.run, updated_at = clock_timestamp()
where known.watermark is null or excluded.watermark::{type} > known.watermark::{type}

-- name: mark_loaded
-- Notes that a table's whole history has arrived.
insert into ops.sync_watermark (source, "table", loaded, run)
values (%(source)s, %(table)s, true, %(run)s)
on conflict (source, "table") do update set loaded = true where not sync_watermark.loaded
