-- ngeshare.identities (view)
-- Question: do the study groups' facts add up to what their raw rows say?
-- Grain:    one row per fact, measure
-- Reads:    ngeshare.identities_of_meetings, ngeshare.identities_of_people
-- Traps:    for the self-check, not for a page; ngeshare.group_findings and ngeshare.user_findings wait for the next quality
--           report, and are in none
create view ngeshare.identities as
select fact, measure, counted, expected from ngeshare.identities_of_meetings
union all
select fact, measure, counted, expected from ngeshare.identities_of_people;

comment on view ngeshare.identities is 'Sums of the study groups'' facts beside those of the rows that they are made of.';
comment on column ngeshare.identities.fact is 'The fact, with its schema.';
comment on column ngeshare.identities.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column ngeshare.identities.counted is 'What the fact holds.';
comment on column ngeshare.identities.expected is 'What the rows that it is made of say.';
