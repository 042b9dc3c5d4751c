-- ngeshare.rescue_directory (view)
-- Question: which cities and facilitators do the groups of the rescue list have, however these are spelt?
-- Grain:    one row per group of the rescue list
-- Reads:    ngeshare.v_rescue_list, ngeshare.course_config, ops.fold, ops.usual_spelling
-- Traps:    two facilitators of one name are one choice
create view ngeshare.rescue_directory as
select
    list.group_id,
    list.course_name,
    course.sequence_order,
    list.city,
    nullif(ops.usual_spelling(array_agg(list.city) over (partition by ops.fold(list.city))), '') as usual_city,
    list.facilitator_name,
    nullif(
        ops.usual_spelling(array_agg(list.facilitator_name) over (partition by ops.fold(list.facilitator_name))), ''
    ) as usual_facilitator_name
from ngeshare.v_rescue_list as list
inner join ngeshare.course_config as course on course.course_name = list.course_name;

comment on view ngeshare.rescue_directory is 'What the groups of the rescue list can be chosen by.';
comment on column ngeshare.rescue_directory.group_id is 'The group.';
comment on column ngeshare.rescue_directory.course_name is 'Course of the group.';
comment on column ngeshare.rescue_directory.sequence_order is 'Place of the course in the curriculum.';
comment on column ngeshare.rescue_directory.city is 'City as written; empty when unknown.';
comment on column ngeshare.rescue_directory.usual_city is 'The same city in its most usual spelling on the list.';
comment on column ngeshare.rescue_directory.facilitator_name is 'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.rescue_directory.usual_facilitator_name is 'The same name in its most usual spelling on the list.';
