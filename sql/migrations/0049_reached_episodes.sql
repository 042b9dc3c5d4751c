-- 0049_reached_episodes: what a group reached beside what anybody attended, and under which rules a meeting was recorded

-- Until now whoever attended an episode made it one that the group reached.
alter table ngeshare.group_meetings
    add column reached_episode integer,
    add column recorded_under text;
update ngeshare.group_meetings set reached_episode = highest_episode;
create index group_meetings_recorded_under_idx on ngeshare.group_meetings (recorded_under, met_on)
where recorded_under is not null;
comment on index ngeshare.group_meetings_recorded_under_idx is
    'Serves: ngeshare.quality_of_meetings: the few that a change of rules left as they were';

alter table ngeshare.group_progress add column attended_episode integer not null default 0;
update ngeshare.group_progress set attended_episode = highest_episode;
alter table ngeshare.group_progress alter column attended_episode drop default;

comment on index ngeshare.group_meetings_met_on_idx is 'Serves: ngeshare.home_standing: the meetings of the last days';
