-- What a sync brings in one batch: 500 new check-ins, 490 changed ones of the last days, ten of a year ago that move by a day.
insert into academy.check_ins (id, student_id, checked_in_at, checked_out_at, updated_at)
select
    brought.id,
    brought.student_id,
    brought.checked_in_at,
    brought.checked_in_at + interval '40 minutes',
    now()
from (
    (
        select id, student_id, checked_in_at + interval '1 day' as checked_in_at
        from academy.check_ins
        where checked_in_at between now() - interval '366 days' and now() - interval '365 days'
        order by id
        limit 10
    )
    union all
    (
        select id, student_id, checked_in_at
        from academy.check_ins
        where checked_in_at > now() - interval '9 days'
        order by id
        limit 490
    )
    union all
    (select 'new ' || id, id, now() - interval '1 hour' from academy.students order by id limit 500)
) as brought
on conflict (id) do update set
    checked_in_at = excluded.checked_in_at,
    checked_out_at = excluded.checked_out_at,
    updated_at = excluded.updated_at;
