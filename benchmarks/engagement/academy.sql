-- A study centre of :students students and about :check_ins check-ins over three years, written into the warehouse's raw
-- tables past their triggers, which want to be rebuilt afterwards. A student stays for 3 to 20 months and comes on random
-- days, more or less often. Of a hundred check-ins one is never ended, of a thousand one lasts a day; some cross midnight.
set local timezone = 'UTC';
set local atalaya.skip_facts = 'on';
set local session_replication_role = replica;
select setseed(0.5);

create temporary table person on commit drop as
select
    number,
    'student-' || lpad(number::text, 8, '0') as id,
    ('{A1,A2,B1,B2,C1,NULL}'::text[])[1 + number % 6] as level,
    began,
    greatest(least(days, 1094 - began), 1) as days,
    0.5 + random() as zeal
from (
    select
        number,
        (random() * 1090)::integer as began,
        (90 + random() * 510)::integer as days
    from generate_series(1, :students) as number
) as drawn;

insert into academy.students (id, full_name, level, created_at, updated_at, deleted_at)
select
    id, 'Student ' || number, level, now() - (1094 - began) * interval '1 day', now(),
    case when number % 101 = 0 then now() end
from person;

insert into academy.check_ins (id, student_id, checked_in_at, checked_out_at, updated_at)
select
    'check-in-' || lpad((row_number() over ())::text, 10, '0'),
    seen.student_id,
    seen.came,
    case
        when seen.luck < 0.01 then null
        when seen.luck < 0.011 then seen.came + interval '1 day'
        else seen.came + (15 + seen.luck * 220) * interval '1 minute'
    end,
    now()
from (
    select
        person.id as student_id,
        random() as luck,
        date_trunc('day', now()) - (1094 - person.began - floor(random() * person.days)) * interval '1 day'
        + interval '13 hours' + power(random(), 1.3) * interval '13 hours' as came
    from person
    cross join (select sum(days * zeal) as zeal from person) as total
    cross join lateral generate_series(1, (:check_ins * (person.days * person.zeal / total.zeal))::integer) as visit
) as seen
order by seen.came;
