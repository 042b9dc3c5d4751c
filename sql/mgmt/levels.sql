-- mgmt.levels (view)
-- Question: which levels are there, and how many students are in each?
-- Grain:    one row per current level
-- Reads:    mgmt.first_visits, mgmt.today
-- Traps:    a level as it is spelt; students without one are in the row of the empty text
create view mgmt.levels as
select
    first_visits.level,
    sum(first_visits.students)::integer as students
from mgmt.first_visits
where first_visits.created_on <= (select mgmt.today())
group by first_visits.level;

comment on view mgmt.levels is 'Students by current level.';
comment on column mgmt.levels.level is 'Current level; empty text: not placed yet.';
comment on column mgmt.levels.students is 'Students who are not soft-deleted and registered by today.';
