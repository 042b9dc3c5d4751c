-- Which schools gave a sign of life between two moments: a few always do, however short the time, since somewhere a
-- classroom device is switched on.
with
    span as (
        select %(since)s::timestamptz as since, %(until)s::timestamptz as until
    ),

    reporting as (
        select
            school.id,
            ('x' || substr(md5(school.id || span.until::text), 1, 8))::bit(32)::bigint / 4294967296.0 as chance,
            ('x' || substr(md5(school.id || span.until::text), 9, 8))::bit(32)::bigint / 4294967296.0 as lot
        from classwaves.schools as school
        cross join span
        where school.created_at < span.until and school.updated_at <= span.until
    ),

    signs as (
        select
            reporting.id,
            greatest(
                date_trunc('milliseconds', span.until - (span.until - span.since) * reporting.chance::double precision * 0.01),
                span.since + interval '1 millisecond'
            ) as seen_at
        from reporting
        cross join span
        order by reporting.lot
        limit 3
    )

update classwaves.schools as school
set
    last_seen_at = signs.seen_at,
    updated_at = greatest(school.updated_at, signs.seen_at)
from signs
where signs.id = school.id and signs.seen_at > coalesce(school.last_seen_at, '-infinity');
