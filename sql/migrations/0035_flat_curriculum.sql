-- 0035_flat_curriculum: how far groups had come each time they met, and who moves on together, so that no page sums history up

create table ngeshare.group_progress (
    group_id text not null,
    since date not null,
    until date not null,
    hangout_id text not null,
    meetings integer not null,
    highest_episode integer not null,
    met_on date,
    first_met_on date,
    highest_since date,
    primary key (group_id, since)
);
create index group_progress_until_idx on ngeshare.group_progress (until, since);
comment on index ngeshare.group_progress_until_idx is
    'Serves: ngeshare.group_standings: the one row of each group that holds on a day, without reading the earlier ones';

create table ngeshare.shared_members (
    group_id text not null,
    other_group_id text not null,
    since date not null,
    until date not null,
    facilitator_id text not null,
    shared_members integer not null,
    smaller_members integer not null,
    primary key (group_id, other_group_id, since)
);

-- In the order of the key's own collation, so that a group's facilitators can be looked up as well as gone through.
drop index ngeshare.group_rosters_facilitators_idx;
create index group_rosters_facilitators_idx
on ngeshare.group_rosters (group_id, joined_at, membership_id collate "C") include (user_id, user_name, contact)
where role = 'FACILITATOR';
comment on index ngeshare.group_rosters_facilitators_idx is
    'Serves: the first facilitator of each group, without visiting the many members or sorting.';

create index group_meetings_met_on_idx on ngeshare.group_meetings (met_on);
comment on index ngeshare.group_meetings_met_on_idx is 'Serves: ngeshare.home_standing: the meetings of the last 28 days';

-- Both are filled from the meetings and rosters that are there, once views and functions are.
insert into ops.pending_change (source, "table", reloaded, changed_rows)
select
    'ngeshare' as source,
    'public.UserHangoutGroupAttendance' as "table",
    true as reloaded,
    count(*) as changed_rows
from public."HangoutGroup"
having count(*) > 0;
