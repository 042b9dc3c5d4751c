-- 0022_hangout_of_meetings: a meeting is remembered with the Hangout that it worked through

-- Until now a meeting was kept only while its episodes belonged to the group's Hangout: those with raw attendance and
-- those without are of the group's present one. A group that has none tells nothing of where it met: ''.
alter table ngeshare.group_meetings add column hangout_id text not null default '';
update ngeshare.group_meetings set hangout_id = hangout_group."hangoutId"
from public."HangoutGroup" as hangout_group
where hangout_group.id = group_meetings.group_id and hangout_group."hangoutId" is not null;
alter table ngeshare.group_meetings alter column hangout_id drop default;
alter table ngeshare.group_meetings drop constraint group_meetings_pkey;
alter table ngeshare.group_meetings add primary key (group_id, met_on, hangout_id);
comment on table ngeshare.group_meetings is
    'Facts: one row per group, local date and Hangout with at least one attendance, whatever the group''s Hangout is '
    'by now and also for future dates. Kept current by triggers; meetings older than the 45-day window outlive their raw rows.';
comment on column ngeshare.group_meetings.hangout_id is
    'The Hangout whose episodes were worked through (public."Hangout".id); '''' where nobody knows it any more.';
comment on column ngeshare.group_meetings.highest_episode is 'Highest episode number of that Hangout attended that day.';
comment on column ngeshare.group_meetings.attendees is 'People who attended that Hangout that day.';

-- Whether a meeting counts is now asked when it is read: a group that moves touches none.
drop trigger if exists group_updated on public."HangoutGroup";

-- Meetings of other Hangouts than the group's present one, as far as raw attendance tells of them.
insert into ops.pending_change (source, "table", reloaded, changed_rows)
select
    'ngeshare' as source,
    'public.UserHangoutGroupAttendance' as "table",
    true as reloaded,
    count(*) as changed_rows
from public."UserHangoutGroupAttendance"
having count(*) > 0;
