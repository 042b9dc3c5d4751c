-- ngeshare.states_to_date (view)
-- Question: how many groups of each course are in each state today?
-- Grain:    one row per course_name, state, part with a group
-- Reads:    ngeshare.group_changes, public."Hangout", ngeshare.course_config, ngeshare.today
-- Traps:    adds up what changed, months first, and looks at no group; counts groups of the curriculum only
create view ngeshare.states_to_date as
with
    changed as (
        select
            group_changes.hangout_id,
            group_changes.state,
            group_changes.part,
            group_changes.groups
        from ngeshare.group_changes
        where
            group_changes.is_month
            and group_changes.changed_on < (select date_trunc('month', ngeshare.today()::timestamp)::date)
        union all
        select
            group_changes.hangout_id,
            group_changes.state,
            group_changes.part,
            group_changes.groups
        from ngeshare.group_changes
        where
            not group_changes.is_month
            and group_changes.changed_on >= (select date_trunc('month', ngeshare.today()::timestamp)::date)
            and group_changes.changed_on <= (select ngeshare.today())
    ),

    summed as (
        select
            changed.hangout_id,
            changed.state,
            changed.part,
            sum(changed.groups) as groups
        from changed
        group by changed.hangout_id, changed.state, changed.part
    )

select
    course.course_name,
    course.sequence_order,
    course.max_episodes,
    summed.state,
    summed.part,
    sum(summed.groups)::integer as groups
from summed
inner join public."Hangout" as hangout on hangout.id = summed.hangout_id
inner join ngeshare.course_config as course on course.course_name = hangout.name
group by course.course_name, course.sequence_order, course.max_episodes, summed.state, summed.part
having sum(summed.groups) <> 0;

comment on view ngeshare.states_to_date is 'Groups of the curriculum by course and state.';
comment on column ngeshare.states_to_date.course_name is 'The course.';
comment on column ngeshare.states_to_date.sequence_order is 'Position of the course in the curriculum.';
comment on column ngeshare.states_to_date.max_episodes is 'Episode that graduates a group of the course.';
comment on column ngeshare.states_to_date.state is
    'NEW: has not met, created at most {ngeshare.active_days:days} ago; WAITING: has not met for longer; '
    'MEETING: met at most {ngeshare.active_days:days} ago; '
    'SILENT: met longer ago; or a mark of ngeshare.group_marks.';
comment on column ngeshare.states_to_date.part is 'Highest episode so far, 0 if it had not met; of a mark, its own part.';
comment on column ngeshare.states_to_date.groups is 'Groups in the state.';
