-- ngeshare.states_in_time (view)
-- Question: in which state was each group, from which day to which, and what else was so of it?
-- Grain:    one row per group_id, state, since
-- Reads:    ngeshare.group_progress, ngeshare.group_marks, ops.rule_ngeshare_active_days
-- Traps:    a group is in one of the four states, which know no course: who has reached the last episode is in one of them,
--           too; beside it it may bear any marks; days ahead are here as well
create view ngeshare.states_in_time as
with
    -- Read twice, but of a few groups mostly: as a whole it would be made of all first.
    stretches as not materialized (
        select
            group_progress.group_id,
            group_progress.hangout_id,
            group_progress.meetings > 0 as has_met,
            group_progress.highest_episode as part,
            group_progress.since,
            group_progress.until,
            coalesce(group_progress.met_on, group_progress.since) + (ops.rule_ngeshare_active_days() + 1) as quiet_since
        from ngeshare.group_progress
        where group_progress.since < group_progress.until
    )

select
    group_id,
    hangout_id,
    case when has_met then 'MEETING' else 'NEW' end as state,
    part,
    since,
    least(until, quiet_since) as until
from stretches
where since < quiet_since
union all
select
    group_id,
    hangout_id,
    case when has_met then 'SILENT' else 'WAITING' end as state,
    part,
    greatest(since, quiet_since) as since,
    until
from stretches
where quiet_since < until
union all
select
    group_id,
    hangout_id,
    mark as state,
    part,
    since,
    until
from ngeshare.group_marks;

comment on view ngeshare.states_in_time is 'From when until when each group was in which state: what ngeshare.group_changes counts.';
comment on column ngeshare.states_in_time.group_id is 'The group.';
comment on column ngeshare.states_in_time.hangout_id is 'The Hangout that the group works through.';
comment on column ngeshare.states_in_time.state is
    'NEW: has not met, created at most {ngeshare.active_days:days} ago; WAITING: has not met for longer; '
    'MEETING: met at most {ngeshare.active_days:days} ago; '
    'SILENT: met longer ago; or a mark of ngeshare.group_marks.';
comment on column ngeshare.states_in_time.part is 'Highest episode reached so far, 0 if none was; of a mark, its own part.';
comment on column ngeshare.states_in_time.since is 'First local date on which it was so.';
comment on column ngeshare.states_in_time.until is 'First local date on which it was so no longer; infinity: it is still so.';
