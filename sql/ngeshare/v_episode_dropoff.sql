-- ngeshare.v_episode_dropoff (view)
-- Question: after which episode do groups stall?
-- Grain:    one row per course_name, episode from 0 to one before the last
-- Reads:    ngeshare.course_config, ngeshare.counted_standings, ngeshare.percent
-- Traps:    episode 0 holds the groups that reached none, as those that never met; several episodes can share the peak
create view ngeshare.v_episode_dropoff as
with
    stalled_at as (
        select
            counted_standings.course_name,
            greatest(counted_standings.episode, 0) as episode,
            sum(counted_standings.groups) as stalled_groups
        from ngeshare.counted_standings
        where counted_standings.status = 'STALLED'
        group by 1, 2
    ),

    per_episode as (
        select
            course.course_name,
            course.sequence_order,
            episodes.episode,
            coalesce(stalled_at.stalled_groups, 0) as stalled_groups
        from ngeshare.course_config as course
        cross join lateral generate_series(0, course.max_episodes - 1) as episodes (episode)
        left join stalled_at
            on stalled_at.course_name = course.course_name
            and stalled_at.episode = episodes.episode
    )

select
    per_episode.course_name,
    per_episode.episode,
    per_episode.stalled_groups::integer as stalled_groups,
    ngeshare.percent(
        per_episode.stalled_groups, sum(per_episode.stalled_groups) over (partition by per_episode.course_name)
    ) as share_pct,
    per_episode.stalled_groups > 0
    and per_episode.stalled_groups = max(per_episode.stalled_groups) over (partition by per_episode.course_name)
        as is_peak
from per_episode
order by per_episode.sequence_order, per_episode.episode;

comment on view ngeshare.v_episode_dropoff is 'Stalled groups of each course by the highest episode they reached.';
comment on column ngeshare.v_episode_dropoff.course_name is 'The course.';
comment on column ngeshare.v_episode_dropoff.episode is 'Highest episode reached; 0 for groups that reached none.';
comment on column ngeshare.v_episode_dropoff.stalled_groups is 'Groups that are STALLED there.';
comment on column ngeshare.v_episode_dropoff.share_pct is
    'Share of the course''s stalled groups, 0 to 100; empty when none stalled.';
comment on column ngeshare.v_episode_dropoff.is_peak is
    'Whether no other episode of the course has more stalled groups; several may tie, none when nothing stalled.';
