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

create table ngeshare.group_changes (
    hangout_id text not null,
    state text not null,
    part integer not null,
    is_month boolean not null,
    changed_on date not null,
    groups integer not null,
    primary key (hangout_id, state, part, is_month, changed_on)
);

create index group_changes_changed_on_idx on ngeshare.group_changes (is_month, changed_on);
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

-- All are filled from the meetings and rosters that are there, once views and functions are.
insert into ops.pending_change (source, "table", reloaded, changed_rows)
select
    'ngeshare' as source,
    'public.UserHangoutGroupAttendance' as "table",
    true as reloaded,
    count(*) as changed_rows
from public."HangoutGroup"
having count(*) > 0;
