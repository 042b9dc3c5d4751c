-- mgmt.what_counts (view)
-- Question: how many of the copied rows do the pages rest on, and until which day are there any?
-- Grain:    one row per subject: students, visits, time
-- Reads:    academy.students, academy.check_ins, mgmt.known_students, mgmt.presence_hours, mgmt.today,
--           ops.rule_academy_longest_stay_hours
-- Traps:    reads all of history, so it is asked only where a page has nothing to show; copied and counted may be of
--           different things (check-ins make hours), so only their being zero is comparable
create view mgmt.what_counts as
with
    check_ins as materialized (
        select
            count(*) as copied,
            count(*) filter (where check_ins.checked_out_at is null) as without_check_out
        from academy.check_ins
    ),

    hours as materialized (
        select
            count(*) filter (where presence_hours.sessions > 0) as visits,
            max(presence_hours.on_day) filter (where presence_hours.sessions > 0) as last_visit_on,
            count(*) filter (where presence_hours.microseconds > 0) as spent,
            max(presence_hours.on_day) filter (where presence_hours.microseconds > 0) as last_spent_on
        from mgmt.presence_hours
        where
            presence_hours.on_day <= (select mgmt.today())
            and presence_hours.counts_from <= (select mgmt.today())
    )

select
    'students' as subject,
    1 as position,
    (select count(*) from academy.students) as copied,
    count(*) as counted,
    null::bigint as left_out,
    max(known_students.created_on) as last_day,
    null::text[] as named
from mgmt.known_students
where known_students.created_on <= (select mgmt.today())
union all
select
    'visits' as subject,
    2 as position,
    check_ins.copied,
    hours.visits as counted,
    null::bigint as left_out,
    hours.last_visit_on as last_day,
    null::text[] as named
from check_ins
cross join hours
union all
select
    'time' as subject,
    3 as position,
    check_ins.copied,
    hours.spent as counted,
    check_ins.without_check_out as left_out,
    hours.last_spent_on as last_day,
    array[ops.rule_academy_longest_stay_hours()::text] as named
from check_ins
cross join hours;

comment on view mgmt.what_counts is 'What the Engagement Panel rests on, and by which rule.';
comment on column mgmt.what_counts.subject is 'What is counted.';
comment on column mgmt.what_counts.position is 'What has to count before something later can.';
comment on column mgmt.what_counts.copied is 'Rows that were copied from production.';
comment on column mgmt.what_counts.counted is 'What of them the pages show.';
comment on column mgmt.what_counts.left_out is 'Of time: check-ins without a check-out.';
comment on column mgmt.what_counts.last_day is 'Local date of the newest, up to today.';
comment on column mgmt.what_counts.named is 'Of time: how many hours a stay may last at most.';
