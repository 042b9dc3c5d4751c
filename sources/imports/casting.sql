-- name: empty_nothing
-- Where a column may be empty, a dash or a word for nothing is no value that could not be read.
update {mapped}
set {column} = null
where {column} ~* '^\s*([-–—.]+|n/?a|null|none|nan|never|nunca|ninguno|jam[aá]s|tidak pernah)\s*$'

-- name: make_read
-- Each row with its values; where one cannot be read, why, and its texts.
create temporary table {read} on commit drop as
select
    r.*,
    {first} as {when},
    judged._reason,
    case when judged._reason is not null then to_jsonb(m) - '{{_line,_times}}'::text[] end as _texts
from {mapped} as m
cross join lateral (select {values}, m.{line}, m.{times} offset 0) as r
cross join lateral (select nullif(concat_ws('; ', {reasons}), '') as _reason offset 0) as judged

-- name: keep_each_key_once
-- Readable rows; of several with one key the one that the order puts first.
create temporary table {typed} on commit drop as
select distinct on ({key}) {key}::text as id{columns}, {when}, {line}
from {read}
where _reason is null and {has_key}
order by {key}, {order}

-- name: count_read
-- Readable rows that have a key.
select count(*) from {read} where _reason is null and {has_key}

-- name: count_different
-- Readable rows that have a key and differ.
select count(*)
from (select from {read} where _reason is null and {has_key} group by {columns}) as different

-- name: make_stays
-- One row for events with no longer pause between them, of one person.
create temporary table "stays" on commit drop as
with
    paused as (
        select
            {who}, {since}, {ended} as ended, _line,
            {since} - max(coalesce({ended}, {since})) over (
                partition by {who} order by {since}, _line rows between unbounded preceding and 1 preceding
            ) > make_interval(mins => {minutes}) as begins
        from {typed}
    ),

    numbered as (
        select *, count(*) filter (where begins) over (partition by {who} order by {since}, _line) as stay
        from paused
    )
select
    {who} || '@' || to_char(min({since}), 'YYYY-MM-DD"T"HH24:MI:SS.US') as id,
    {who},
    min({since}) as {since},
    greatest(max({since}), max(ended)) as {until},
    min({since}) as _first,
    max(_line) as _line
from numbered
group by {who}, stay

-- name: replace_by_stays
-- Stays stand where the events stood.
drop table {typed};
alter table pg_temp.stays rename to {unqualified}
