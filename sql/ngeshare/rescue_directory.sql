-- ngeshare.rescue_directory (view)
-- Question: which cities and facilitators do the groups of the rescue list have, however these are spelt?
-- Grain:    one row per group of the rescue list
-- Reads:    ngeshare.rescuable_groups, ngeshare.course_config, ops.fold, ops.usual_spelling
-- Traps:    two facilitators of one name are one choice
create view ngeshare.rescue_directory as
with
    list as materialized (
        select
            rescuable_groups.group_id,
            rescuable_groups.course_name,
            rescuable_groups.city,
            ops.fold(rescuable_groups.city) as folded_city,
            rescuable_groups.facilitator_name,
            ops.fold(rescuable_groups.facilitator_name) as folded_name
        from ngeshare.rescuable_groups
    ),

    cities as materialized (
        select
            list.folded_city,
            nullif(ops.usual_spelling(array_agg(list.city)), '') as usual_city
        from list
        group by list.folded_city
    ),

    names as materialized (
        select
            list.folded_name,
            nullif(ops.usual_spelling(array_agg(list.facilitator_name)), '') as usual_facilitator_name
        from list
        group by list.folded_name
    )

select
    list.group_id,
    list.course_name,
    course.sequence_order,
    list.city,
    cities.usual_city,
    list.facilitator_name,
    names.usual_facilitator_name
from list
inner join ngeshare.course_config as course on course.course_name = list.course_name
left join cities on cities.folded_city = list.folded_city
left join names on names.folded_name = list.folded_name;

comment on view ngeshare.rescue_directory is 'What the groups of the rescue list can be chosen by.';
comment on column ngeshare.rescue_directory.group_id is 'The group.';
comment on column ngeshare.rescue_directory.course_name is 'Course of the group.';
comment on column ngeshare.rescue_directory.sequence_order is 'Place of the course in the curriculum.';
comment on column ngeshare.rescue_directory.city is 'City as written; empty when unknown.';
comment on column ngeshare.rescue_directory.usual_city is 'The same city in its most usual spelling on the list.';
comment on column ngeshare.rescue_directory.facilitator_name is 'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.rescue_directory.usual_facilitator_name is 'The same name in its most usual spelling on the list.';
