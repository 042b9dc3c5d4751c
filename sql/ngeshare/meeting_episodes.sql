-- ngeshare.meeting_episodes (view)
-- Question: how many people attended each episode of a meeting, and does that make it one that the group reached?
-- Grain:    one row per group_id, met_on, hangout_id, episode
-- Reads:    ngeshare.checked_attendance, ngeshare.group_rosters, ngeshare.local_date, ngeshare.reached_members,
--           ngeshare.reached_share
-- Traps:    episodes of one number are one episode; of a number of people anybody counts, of a share only members who had
--           joined by that date; asked for only where the rule is not "anyone"
create view ngeshare.meeting_episodes as
with
    attended as (
        select
            attendance.group_id,
            ngeshare.local_date(attendance.attended_at) as met_on,
            attendance.hangout_id,
            attendance.episode,
            count(distinct attendance.user_id) as attendees,
            count(distinct member.user_id) as members_present
        from ngeshare.checked_attendance as attendance
        left join ngeshare.group_rosters as member
            on member.group_id = attendance.group_id
            and member.user_id = attendance.user_id
            and member.role = 'MEMBER'
            and ngeshare.local_date(member.joined_at at time zone 'UTC') <= ngeshare.local_date(attendance.attended_at)
            and ngeshare.reached_share() is not null
        where attendance.hangout_id is not null
        group by 1, 2, 3, 4
    )

select
    attended.group_id,
    attended.met_on,
    attended.hangout_id,
    attended.episode,
    case
        when ngeshare.reached_share() is null
            then attended.attendees >= coalesce(ngeshare.reached_members(), 1)
        else (
            select
                count(*) = 0
                or 100 * attended.members_present >= ngeshare.reached_share() * count(*)
            from ngeshare.group_rosters
            where
                group_rosters.group_id = attended.group_id
                and group_rosters.role = 'MEMBER'
                and ngeshare.local_date(group_rosters.joined_at at time zone 'UTC') <= attended.met_on
        )
    end as is_reached
from attended;

comment on view ngeshare.meeting_episodes is 'Episodes of meetings that raw attendance tells of, and which of them were reached.';
comment on column ngeshare.meeting_episodes.group_id is 'The group.';
comment on column ngeshare.meeting_episodes.met_on is 'Local date of the meeting.';
comment on column ngeshare.meeting_episodes.hangout_id is 'The Hangout of the episode.';
comment on column ngeshare.meeting_episodes.episode is 'Number of the episode within its Hangout.';
comment on column ngeshare.meeting_episodes.is_reached is
    'Whether those attended whom the rule asks for: {ngeshare.reached_by}. Of a share: of the members who had joined by that '
    'date; where there were none, anyone.';
