-- A study centre's production of realistic size: 20,000 students, 2,000,000 check-ins over three years, with a few
-- blemishes of each kind that the quality report looks for. Keys are 25 characters, in order of creation.
set timezone = 'UTC';
set max_parallel_workers_per_gather = 0;
set session_replication_role = replica;

create schema academy;

create table academy.students (
    id text primary key,
    full_name text not null,
    phone text,
    level text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);

create table academy.check_ins (
    id text primary key,
    student_id text not null references academy.students,
    desk smallint default 1 not null,
    checked_in_at timestamptz not null,
    checked_out_at timestamptz,
    updated_at timestamptz not null
);

create function pg_temp.key(kind text, number bigint, made timestamptz) returns text
language sql immutable
return 'c' || lpad(to_hex((extract(epoch from made) * 1000)::bigint), 11, '0') || left(md5(kind || number), 13);

create temporary table person as
select number, date_trunc('minute', now()) - interval '1080 days' + number * interval '75 minutes' as made
from generate_series(0, 19999) as number;
alter table person add column id text, add primary key (number);
update person set id = pg_temp.key('student', number, made);

insert into academy.students (id, full_name, phone, level, created_at, updated_at, deleted_at)
select
    id, 'Student ' || number, '+593' || 900000000 + number,
    case when number % 40 <> 0 then ('{A1,A2,B1,B2,C1}'::text[])[1 + number % 5] end,
    made, least(made + (number % 90) * interval '1 day', now() - (3 + number % 900) * interval '1 hour'),
    case when number % 101 = 0 then now() - interval '50 days' end
from person
order by number;

-- Mornings to evenings in Guayaquil, 100 visits a student; of 1,000 some 15 were never ended and one took a day.
insert into academy.check_ins (id, student_id, checked_in_at, checked_out_at, updated_at)
select
    pg_temp.key('check-in', seen.number, seen.checked_in_at), seen.student_id, seen.checked_in_at, seen.checked_out_at,
    coalesce(seen.checked_out_at, seen.checked_in_at)
from (
    select
        visit.number, person.id as student_id, visit.checked_in_at,
        case
            when visit.number % 67 = 0 then null
            when visit.number % 1009 = 0 then visit.checked_in_at + interval '20 hours'
            else visit.checked_in_at + (20 + visit.number % 150) * interval '1 minute'
        end as checked_out_at
    from (
        select
            number,
            date_trunc('day', now()) - interval '1081 days' + (number / 1852) * interval '1 day'
            + interval '13 hours' + (number % 1852) * interval '22 seconds' as checked_in_at
        from generate_series(0, 1999999) as number
    ) as visit
    -- Whoever was a student by then: these became more from day to day.
    inner join person on person.number = (visit.number * 7919::bigint) % greatest(visit.number / 100, 100)
) as seen
order by seen.checked_in_at;

create index on academy.check_ins (student_id, checked_in_at);
