-- 0038_group_changes: how many groups entered and left each state on each day, so that no count goes through all groups

-- A row for each meeting, also for those before the group's creation: what counts days counts these rows.
truncate ngeshare.group_progress;
alter table ngeshare.group_progress rename column highest_since to graduated_on;
alter table ngeshare.group_progress
    drop constraint group_progress_pkey,
    add column created_on date not null,
    add column opens_week boolean not null,
    add column attendees integer not null,
    add primary key (group_id, meetings);

create index group_progress_stopped_idx on ngeshare.group_progress (hangout_id, highest_episode, until, since)
include (met_on, group_id);
comment on index ngeshare.group_progress_stopped_idx is
    'Serves: ngeshare.rescuable_groups: the groups that stopped at an episode';
create table ngeshare.group_changes (
    hangout_id text not null,
    state text not null,
    part integer not null,
    is_month boolean not null,
    changed_on date not null,
    groups integer not null,
    primary key (hangout_id, state, part, is_month, changed_on)
);

create index group_changes_changed_on_idx on ngeshare.group_changes (state, is_month, changed_on);
comment on index ngeshare.group_changes_changed_on_idx is
    'Serves: ngeshare.states_to_date: the months that have ended, and the days of the one that runs';

create table ngeshare.meeting_days (
    hangout_id text not null,
    met_on date not null,
    since date not null,
    meetings integer not null,
    attendances integer not null,
    groups_of_week integer not null,
    primary key (hangout_id, met_on, since)
);

create table ngeshare.group_marks (
    group_id text not null,
    mark text not null,
    since date not null,
    until date not null,
    part integer not null,
    hangout_id text not null,
    primary key (group_id, mark, since)
);
create index group_marks_mark_idx on ngeshare.group_marks (mark, until, since);
comment on index ngeshare.group_marks_mark_idx is
    'Serves: ngeshare.group_outcomes and ngeshare.findings_to_date: whom a mark holds for on a day';

create index group_marks_part_idx on ngeshare.group_marks (mark, hangout_id, part);
comment on index ngeshare.group_marks_part_idx is
    'Serves: ngeshare.v_time_to_graduate_outliers: who took so long to graduate';

create table ngeshare.facilitator_history (
    facilitator_id text not null,
    since date not null,
    until date not null,
    facilitator_name text not null,
    facilitator_since timestamptz not null,
    facilitator_since_on date not null,
    member_since timestamptz,
    is_alumni boolean not null,
    primary key (facilitator_id, since)
);
create index facilitator_history_until_idx on ngeshare.facilitator_history (until, since)
include (facilitator_since_on, is_alumni);
comment on index ngeshare.facilitator_history_until_idx is
    'Serves: ngeshare.v_facilitator_growth and its months: the one row of each facilitator that holds on a day';
create index facilitator_history_newest_idx
on ngeshare.facilitator_history (facilitator_since desc, facilitator_id collate "C");
comment on index ngeshare.facilitator_history_newest_idx is
    'Serves: the newest facilitators of ngeshare.v_facilitator_alumni, without sorting all';

create table ngeshare.facilitator_activity (
    facilitator_id text not null,
    since date not null,
    until date not null,
    primary key (facilitator_id, since)
);
create index facilitator_activity_until_idx on ngeshare.facilitator_activity (until, since);
comment on index ngeshare.facilitator_activity_until_idx is
    'Serves: ngeshare.active_facilitators: how many lead an active group on a day';

-- All are filled from the meetings and rosters that are there, once views and functions are.
insert into ops.pending_change (source, "table", reloaded, changed_rows)
select
    'ngeshare' as source,
    'public.UserHangoutGroupAttendance' as "table",
    true as reloaded,
    count(*) as changed_rows
from public."HangoutGroup"
having count(*) > 0;
