-- name: group_moments
-- One text of each day, hour and way to write them, and for how many rows it stands: whatever reads it reads those too, for
-- minutes and seconds below 60 are good in any format. So are the last digits of what counts from 1970, and of Excel's days.
create temporary table texts as
select min(value) as value, sum(times)::bigint as times
from (
    select
        value, times,
        case when colon > 0 then colon when length(value) = 13 then 9 when counted then length(value) - 1 else 7 end as place,
        case
            when tail ~ '^:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{{1,9}})?)?[^-+0-9.,:]*$' then tail
            when colon > 0 then substring(tail from '^(:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{{1,9}})?)?)(?![0-9.,:])')
            when counted then right(value, case when length(value) = 13 then 5 else 2 end)
            when value ~ '^[0-9]{{5}}[.,][0-9]{{1,12}}$' then substr(value, 7)
        end as minutes
    from (
        select
            value, times, colon,
            case when colon > 0 then substr(value, colon) end as tail,
            colon = 0 and value ~ '^(?:[0-9]{{9,10}}|[0-9]{{13}})$' as counted
        from (
            select {column}::text collate "C" as value, {times} as times, strpos({column}::text, ':') as colon
            from {relation}
            where btrim({column}::text) <> ''
            offset 0
        ) as written
        offset 0
    ) as found
    offset 0
) as parts
group by case when minutes is null then value else overlay(value placing translate(minutes, '012345678', '999999999') from place) end

-- name: group_texts
-- Each text, and how many rows have it.
create temporary table texts as
select {column}::text collate "C" as value, sum({times})::bigint as times
from {relation}
where btrim({column}::text) <> ''
group by 1

-- name: group_numbers
-- One text of each way to write numbers, and for how many rows it stands: whatever reads it reads those too, unless other
-- digits than zeros begin it or are its last ones. Powers of ten stand for themselves.
create temporary table texts as
select min(value) as value, sum(times)::bigint as times
from (
    select {column}::text collate "C" as value, {times} as times from {relation} where btrim({column}::text) <> ''
    offset 0
) as written
group by
    case when value ~ '[eE]' then value else translate(value, '012345678', '999999999') end,
    ltrim(value, ' +-') like '0%', rtrim(value, '0 %') ~ '[.,]$'

-- name: shapes
-- How texts look, the commonest first: an example of each.
select min(value)
from pg_temp.texts
group by translate(lower(value), '012345678', '999999999')
order by sum(times) desc, 1
limit 2000

-- name: count
-- How many rows have a text, and how many of them each reading reads.
select coalesce(sum(times), 0)::bigint{counts} from pg_temp.texts

-- name: count_one
-- Rows that one reading reads.
, coalesce(sum(times) filter (where {reading} is not null), 0)::bigint

-- name: compare
-- A text that both readings read, differently, then texts that only the one and only the other reads.
select
    min(value) filter (where one <> other),
    min(value) filter (where one is not null and other is null),
    min(value) filter (where one is null and other is not null)
from (select value, {one} as one, {other} as other from pg_temp.texts offset 0) as readings

-- name: days
-- Over how many days each reading spreads its rows.
select coalesce(extract(days from max(one) - min(one)), 0)::integer, coalesce(extract(days from max(other) - min(other)), 0)::integer
from (select {one} as one, {other} as other from pg_temp.texts offset 0) as readings

-- name: say_moment
-- A moment as people say it.
select to_char({reading} at time zone 'UTC', 'FMDD FMMonth YYYY, HH24:MI')
from (select {text}::text as value) as texts

-- name: say_number
-- A number without thousands set apart.
select {reading}::text
from (select {text}::text as value) as texts

-- name: understand
-- What a format means in the notation of strptime, and whether it is one of a date.
select imports.format_text(meant), (imports.format_reading(imports.format_text(meant)))[1] is not null
from (select %s::text as meant) as given

-- name: drop
-- Texts are gone when the column is decided.
drop table if exists pg_temp.texts
