-- ngeshare.progress_in_time (view)
-- Question: how far had each group come from its creation, and from each meeting, to the next meeting?
-- Grain:    one row per group_id, meetings
-- Reads:    public."HangoutGroup", public."Hangout", ngeshare.course_config, ngeshare.group_meetings, ngeshare.local_date
-- Traps:    goes through all meetings of the groups asked for; pages read what it gave, ngeshare.group_progress; what happened
--           before a group's creation is known from its creation on, so that rows can hold on no day at all
create view ngeshare.progress_in_time as
with
    meetings as (
        select
            hangout_group.id as group_id,
            hangout_group."hangoutId" as hangout_id,
            ngeshare.local_date(hangout_group."createdAt") as created_on,
            group_meetings.met_on,
            group_meetings.attendees,
            lag(group_meetings.met_on) over meetings_in_order as met_before_on,
            lead(group_meetings.met_on, 1, date 'infinity') over meetings_in_order as next_met_on,
            min(group_meetings.met_on) over meetings_in_order as first_met_on,
            min(group_meetings.met_on) filter (
                where group_meetings.reached_episode >= course.max_episodes
            ) over meetings_in_order as graduated_on,
            (row_number() over meetings_in_order)::integer as meetings,
            coalesce(max(group_meetings.reached_episode) over meetings_in_order, 0) as highest_episode,
            max(group_meetings.highest_episode) over meetings_in_order as attended_episode
        from public."HangoutGroup" as hangout_group
        inner join ngeshare.group_meetings
            on group_meetings.group_id = hangout_group.id
            and group_meetings.hangout_id = hangout_group."hangoutId"
        left join public."Hangout" as hangout on hangout.id = hangout_group."hangoutId"
        left join ngeshare.course_config as course on course.course_name = hangout.name
        window meetings_in_order as (partition by hangout_group.id order by group_meetings.met_on)
    )

select
    group_id,
    meetings,
    greatest(met_on, created_on) as since,
    greatest(next_met_on, created_on) as until,
    hangout_id,
    created_on,
    highest_episode,
    attended_episode,
    met_on,
    first_met_on,
    graduated_on,
    coalesce(date_trunc('week', met_on::timestamp) <> date_trunc('week', met_before_on::timestamp), true) as opens_week,
    attendees
from meetings
union all
select
    hangout_group.id as group_id,
    0 as meetings,
    ngeshare.local_date(hangout_group."createdAt") as since,
    greatest(
        ngeshare.local_date(hangout_group."createdAt"),
        coalesce(
            (
                select min(group_meetings.met_on)
                from ngeshare.group_meetings
                where
                    group_meetings.group_id = hangout_group.id
                    and group_meetings.hangout_id = hangout_group."hangoutId"
            ),
            date 'infinity'
        )
    ) as until,
    hangout_group."hangoutId" as hangout_id,
    ngeshare.local_date(hangout_group."createdAt") as created_on,
    0 as highest_episode,
    0 as attended_episode,
    null::date as met_on,
    null::date as first_met_on,
    null::date as graduated_on,
    false as opens_week,
    0 as attendees
from public."HangoutGroup" as hangout_group
where hangout_group."hangoutId" is not null;

comment on view ngeshare.progress_in_time is
    'What was known of each group from its creation and from each meeting on: what ngeshare.group_progress keeps.';
comment on column ngeshare.progress_in_time.group_id is 'The group.';
comment on column ngeshare.progress_in_time.meetings is 'Meetings by then, that of the row included.';
comment on column ngeshare.progress_in_time.since is 'First local date on which it was so.';
comment on column ngeshare.progress_in_time.until is
    'First local date on which it was so no longer; infinity: it is still so.';
comment on column ngeshare.progress_in_time.hangout_id is 'The Hangout that the group works through.';
comment on column ngeshare.progress_in_time.created_on is 'Local date of the group''s creation.';
comment on column ngeshare.progress_in_time.highest_episode is 'Highest episode reached by then; 0 if none was.';
comment on column ngeshare.progress_in_time.attended_episode is
    'Highest episode that anybody attended by then; 0 if it had not met.';
comment on column ngeshare.progress_in_time.met_on is 'Local date of the last meeting by then; empty if it had not met.';
comment on column ngeshare.progress_in_time.first_met_on is 'Local date of the first meeting; empty if it had not met.';
comment on column ngeshare.progress_in_time.graduated_on is
    'Local date of the first meeting that reached the course''s last episode; empty before, and outside the curriculum.';
comment on column ngeshare.progress_in_time.opens_week is 'Whether the meeting is the group''s first of its week.';
comment on column ngeshare.progress_in_time.attendees is 'Different people who attended the meeting; 0 if it had not met.';
