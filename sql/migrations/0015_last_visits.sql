-- 0015_last_visits: the last visit day beside the last check-in, so that a roster of everybody converts no moments

alter table mgmt.counted_students add column last_visit_on date;
comment on column mgmt.counted_students.last_visit_on is 'Local date of the latest check-in; null: never.';

-- Rows that were copied before there were facts wait for the next sync to be counted.
insert into ops.pending_change (source, "table", reloaded, changed_rows)
select
    'academy' as source,
    'academy.check_ins' as "table",
    true as reloaded,
    count(*) as changed_rows
from academy.check_ins
having count(*) > 0;
