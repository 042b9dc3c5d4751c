-- ngeshare.group_standings (view)
-- Question: where does each group stand: how far did it get, when did it meet, and is it still alive?
-- Grain:    one row per curriculum group
-- Reads:    public."Hangout", ngeshare.course_config, ngeshare.group_progress, ops.rule_ngeshare_active_days,
--           ops.rule_ngeshare_rescue_percent, ngeshare.percent, ngeshare.today
-- Traps:    v_group_progress and v_group_status are parts of it; the highest episode number, not the number of episodes
--           attended; who has to attend for an episode to be reached is the rule reached_by; the first rule of the status
--           that matches wins: a graduated group stays graduated however long ago it met; ngeshare.counted_standings says the same of
--           counts, for which no group is looked at
create view ngeshare.group_standings as
with
    standings as (
        select
            group_progress.group_id,
            course.course_name,
            course.max_episodes,
            course.sequence_order,
            group_progress.since,
            group_progress.highest_episode as max_episode_reached,
            group_progress.attended_episode as max_episode_attended,
            group_progress.first_met_on as first_meeting_date,
            group_progress.met_on as last_meeting_date,
            group_progress.meetings as total_meetings,
            (select ngeshare.today()) - group_progress.met_on as days_since_last_meeting,
            group_progress.graduated_on
        from ngeshare.group_progress
        inner join public."Hangout" as hangout on hangout.id = group_progress.hangout_id
        inner join ngeshare.course_config as course on course.course_name = hangout.name
        where
            group_progress.since <= (select ngeshare.today())
            and group_progress.until > (select ngeshare.today())
    ),

    judged as (
        select
            group_id,
            course_name,
            max_episodes,
            sequence_order,
            max_episode_reached,
            max_episode_attended,
            first_meeting_date,
            last_meeting_date,
            total_meetings,
            days_since_last_meeting,
            graduated_on,
            case
                when max_episode_reached >= max_episodes then 'GRADUATED'
                when days_since_last_meeting <= ops.rule_ngeshare_active_days() then 'ACTIVE'
                when last_meeting_date is null and (select ngeshare.today()) - since <= ops.rule_ngeshare_active_days()
                    then 'NOT_STARTED'
                else 'STALLED'
            end as status,
            least(100.00, ngeshare.percent(max_episode_reached, max_episodes)) as progress_pct
        from standings
    )

select
    group_id,
    course_name,
    max_episodes,
    sequence_order,
    max_episode_reached,
    max_episode_attended,
    first_meeting_date,
    last_meeting_date,
    total_meetings,
    days_since_last_meeting,
    graduated_on,
    status,
    progress_pct,
    status = 'STALLED' and last_meeting_date is not null and progress_pct >= ops.rule_ngeshare_rescue_percent()
        as is_rescuable
from judged;

comment on view ngeshare.group_standings is 'Progress, meetings and health of every group in the curriculum.';
comment on column ngeshare.group_standings.group_id is 'The group.';
comment on column ngeshare.group_standings.course_name is 'Course of the group.';
comment on column ngeshare.group_standings.max_episodes is 'Episode that graduates a group of this course.';
comment on column ngeshare.group_standings.sequence_order is 'Place of the course in the curriculum, from 1.';
comment on column ngeshare.group_standings.max_episode_reached is
    'Highest episode that it reached; 0 if it reached none.';
comment on column ngeshare.group_standings.max_episode_attended is
    'Highest episode that anybody attended; 0 if the group never met.';
comment on column ngeshare.group_standings.first_meeting_date is 'Local date of the first meeting; empty if it never met.';
comment on column ngeshare.group_standings.last_meeting_date is 'Local date of the last meeting; empty if it never met.';
comment on column ngeshare.group_standings.total_meetings is 'Local dates with a meeting.';
comment on column ngeshare.group_standings.days_since_last_meeting is
    'Whole days from the last meeting to today; empty if it never met.';
comment on column ngeshare.group_standings.graduated_on is
    'Local date of the first meeting that reached the course''s last episode; empty before that.';
comment on column ngeshare.group_standings.status is
    'GRADUATED: reached the last episode; ACTIVE: met at most {ngeshare.active_days:days} ago; NOT_STARTED: never met and created at most '
    '{ngeshare.active_days:days} ago; STALLED: all others.';
comment on column ngeshare.group_standings.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.group_standings.is_rescuable is
    'STALLED after it has met, with at least {ngeshare.rescue_percent:percent} of the episodes behind it.';
