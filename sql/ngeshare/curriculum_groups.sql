-- ngeshare.curriculum_groups (view)
-- Question: which groups work through a course of the curriculum?
-- Grain:    one row per group
-- Reads:    public."HangoutGroup", public."Hangout", ngeshare.course_config, ngeshare.local_date, ngeshare.horizon
-- Traps:    the Hangout's name must equal the course name exactly; groups created after today do not exist;
--           least(x, limit) <> limit says x < limit, but lets the planner expect that most rows pass
create view ngeshare.curriculum_groups as
select
    hangout_group.id as group_id,
    hangout_group.name as group_name,
    course.course_name,
    course.max_episodes,
    course.sequence_order,
    hangout_group."createdAt" at time zone 'UTC' as created_at,
    ngeshare.local_date(hangout_group."createdAt") as created_on,
    hangout_group.city,
    hangout_group.province,
    hangout_group."hangoutId" as hangout_id
from public."HangoutGroup" as hangout_group
inner join public."Hangout" as hangout on hangout.id = hangout_group."hangoutId"
inner join ngeshare.course_config as course on course.course_name = hangout.name
where least(hangout_group."createdAt", (select ngeshare.horizon())) <> (select ngeshare.horizon());

comment on view ngeshare.curriculum_groups is
    'Groups in the curriculum: their Hangout bears a course''s name and they were created by today.';
comment on column ngeshare.curriculum_groups.group_id is 'The group.';
comment on column ngeshare.curriculum_groups.group_name is 'Name of the group.';
comment on column ngeshare.curriculum_groups.course_name is 'Course that the group works through.';
comment on column ngeshare.curriculum_groups.max_episodes is 'Episode that graduates a group of this course.';
comment on column ngeshare.curriculum_groups.sequence_order is 'Place of the course in the curriculum, from 1.';
comment on column ngeshare.curriculum_groups.created_at is 'Moment the group was created.';
comment on column ngeshare.curriculum_groups.created_on is 'Local date the group was created.';
comment on column ngeshare.curriculum_groups.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.curriculum_groups.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.curriculum_groups.hangout_id is 'The Hangout that the group works through.';
