-- ngeshare.counted_standings (view)
-- Question: how many groups of each course graduated, are active, stalled or have not started, and after which episode?
-- Grain:    one row per course_name, status, episode, has_met with a group
-- Reads:    ngeshare.states_to_date, ngeshare.percent, ops.rule_ngeshare_rescue_percent
-- Traps:    the same rules as ngeshare.group_standings, on counts instead of groups; a test compares both on any day
create view ngeshare.counted_standings as
with
    judged as (
        select
            course_name,
            sequence_order,
            part as episode,
            state in ('MEETING', 'SILENT') as has_met,
            case
                when part >= max_episodes then 'GRADUATED'
                when state = 'MEETING' then 'ACTIVE'
                when state = 'NEW' then 'NOT_STARTED'
                else 'STALLED'
            end as status,
            ngeshare.percent(part, max_episodes) as progress_pct,
            groups
        from ngeshare.states_to_date
        where state in ('NEW', 'WAITING', 'MEETING', 'SILENT')
    )

select
    course_name,
    sequence_order,
    status,
    episode,
    has_met,
    status = 'STALLED' and has_met and progress_pct >= ops.rule_ngeshare_rescue_percent() as is_rescuable,
    sum(groups)::integer as groups
from judged
group by course_name, sequence_order, status, episode, has_met, is_rescuable;

comment on view ngeshare.counted_standings is 'Groups of the curriculum by course, status and highest episode.';
comment on column ngeshare.counted_standings.course_name is 'The course.';
comment on column ngeshare.counted_standings.sequence_order is 'Position of the course in the curriculum.';
comment on column ngeshare.counted_standings.status is
    'GRADUATED: reached the last episode; ACTIVE: met at most {ngeshare.active_days:days} ago; NOT_STARTED: never met and created at most '
    '{ngeshare.active_days:days} ago; STALLED: all others.';
comment on column ngeshare.counted_standings.episode is 'Highest episode reached; 0 if the groups reached none.';
comment on column ngeshare.counted_standings.has_met is 'Whether they have met.';
comment on column ngeshare.counted_standings.is_rescuable is
    'Whether they stalled after they had met, with at least {ngeshare.rescue_percent:percent} behind them.';
comment on column ngeshare.counted_standings.groups is 'How many groups.';
