-- 0019_facts_of_earlier_rows: facts of rows that were copied before there were such facts wait for the next sync

-- 0003, 0011, 0012 and 0016 made tables of facts and left them empty; triggers only follow what is written afterwards.
insert into ops.pending_change (source, "table", reloaded, changed_rows)
select
    'ngeshare' as source,
    'public.UserHangoutGroup' as "table",
    true as reloaded,
    count(*) as changed_rows
from public."UserHangoutGroup"
where not exists (select from ngeshare.group_rosters)
having count(*) > 0
union all
select
    'classwaves' as source,
    'classwaves.sessions' as "table",
    true as reloaded,
    count(*) as changed_rows
from classwaves.sessions
where not exists (select from analytics.rollup_ledger)
having count(*) > 0
union all
select
    'classwaves' as source,
    'classwaves.session_events' as "table",
    true as reloaded,
    count(*) as changed_rows
from classwaves.session_events
where not exists (select kept.session_id from analytics.session_events as kept)
having count(*) > 0
union all
select
    'learning' as source,
    'learning.profiles' as "table",
    true as reloaded,
    count(*) as changed_rows
from learning.profiles
where not exists (select from timeline.student_activity_timeline)
having count(*) > 0;
