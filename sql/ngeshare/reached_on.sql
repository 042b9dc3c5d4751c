-- ngeshare.reached_on (function)
-- Question: on which day did a group reach an episode of a Hangout, or pass it?
-- Grain:    one date; null where it never did
-- Reads:    ngeshare.group_meetings
-- Traps:    asked for the few groups that went past their last episode; as a subquery the planner would charge it for all, and
--           no longer see any difference between good plans and bad ones
create function ngeshare.reached_on(asked_group text, asked_hangout text, asked_episode integer) returns date
language sql stable parallel safe
begin atomic
    select
        min(group_meetings.met_on) filter (
            where
                group_meetings.hangout_id = asked_hangout
                and group_meetings.highest_episode >= asked_episode
        )
    from ngeshare.group_meetings
    where group_meetings.group_id = asked_group;
end;

comment on function ngeshare.reached_on(text, text, integer) is
    'Local date of the first meeting of a group over a Hangout that reached an episode.';
