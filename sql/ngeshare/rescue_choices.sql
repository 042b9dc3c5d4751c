-- ngeshare.rescue_choices (view)
-- Question: by which courses, cities and facilitators can the rescue list be narrowed?
-- Grain:    one row per kind (course, city, facilitator) and choice
-- Reads:    ngeshare.rescue_directory
-- Traps:    what a group has not cannot be chosen
create view ngeshare.rescue_choices as
select
    one.kind,
    one.choice,
    min(one.place) as place,
    count(*) as groups
from ngeshare.rescue_directory
cross join lateral (
    values
    ('course', rescue_directory.course_name, rescue_directory.sequence_order),
    ('city', rescue_directory.usual_city, 0),
    ('facilitator', rescue_directory.usual_facilitator_name, 0)
) as one (kind, choice, place)
where one.choice is not null
group by one.kind, one.choice;

comment on view ngeshare.rescue_choices is 'Courses, cities and facilitators of the rescue list.';
comment on column ngeshare.rescue_choices.kind is 'course, city or facilitator.';
comment on column ngeshare.rescue_choices.choice is 'Its name, in its most usual spelling.';
comment on column ngeshare.rescue_choices.place is 'Place of a course in the curriculum; 0 for the others.';
comment on column ngeshare.rescue_choices.groups is 'How many groups of the list have it.';
