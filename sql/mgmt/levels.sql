-- mgmt.levels (view)
-- Question: which levels are there, and how many students are in each?
-- Grain:    one row per current level, however it is spelt
-- Reads:    mgmt.first_visits, mgmt.today, ops.fold, ops.usual_spelling
-- Traps:    students without a level are in the row of the empty text; facts have levels as they are spelt:
--           mgmt.every_spelling leads from here to them
create view mgmt.levels as
with
    spelt as (
        select
            first_visits.level as spelling,
            sum(first_visits.students) as students
        from mgmt.first_visits
        where first_visits.created_on <= (select mgmt.today())
        group by first_visits.level
    )

select
    ops.usual_spelling(array_agg(spelt.spelling), array_agg(spelt.students)) as level,
    sum(spelt.students)::integer as students,
    array_agg(spelt.spelling order by spelt.spelling collate "C") as spellings
from spelt
group by ops.fold(spelt.spelling);

comment on view mgmt.levels is 'Students by current level.';
comment on column mgmt.levels.level is 'Current level in its most usual spelling; empty text: not placed yet.';
comment on column mgmt.levels.students is 'Students who are not soft-deleted and registered by today.';
comment on column mgmt.levels.spellings is 'All its spellings, as in the facts.';
