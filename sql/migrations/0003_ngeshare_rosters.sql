-- Who belongs to which group, one row per person and role: so that no view sorts or names raw memberships.
create table ngeshare.group_rosters (
    group_id text not null,
    user_id text not null,
    role text not null,
    membership_id text not null,
    joined_at timestamptz not null,
    user_name text not null,
    contact text,
    primary key (group_id, user_id, role)
);
comment on table ngeshare.group_rosters is
    'Fact: one row per group, user and role, from the earliest record with a joining date of a user who is not soft-deleted.';
comment on column ngeshare.group_rosters.group_id is 'The group, inside or outside the curriculum.';
comment on column ngeshare.group_rosters.user_id is 'The user.';
comment on column ngeshare.group_rosters.role is 'FACILITATOR or MEMBER, as production writes it.';
comment on column ngeshare.group_rosters.membership_id is 'The earliest record; of equal joining times the smallest id.';
comment on column ngeshare.group_rosters.joined_at is 'Joining moment of that record.';
comment on column ngeshare.group_rosters.user_name is
    'Name by that record: e-mail before @, else the record''s own, else public id, else user id.';
comment on column ngeshare.group_rosters.contact is 'E-mail of the user, else the record''s; empty when neither is known.';

create index group_rosters_user_id_idx on ngeshare.group_rosters (user_id);
comment on index ngeshare.group_rosters_user_id_idx is 'Serves: refreshing the rows of a user whose e-mail or deletion changed.';

create index group_rosters_facilitators_idx
on ngeshare.group_rosters (group_id collate "C", joined_at, membership_id collate "C") include (user_id, user_name, contact)
where role = 'FACILITATOR';
comment on index ngeshare.group_rosters_facilitators_idx is
    'Serves: the first facilitator of each group, without visiting the many members or sorting.';

create index "UserHangoutGroup_facilitators_idx" on public."UserHangoutGroup" ("userId", "joinedAt", "hangoutGroupId")
where "hangoutGroupRole" = 'FACILITATOR';
comment on index public."UserHangoutGroup_facilitators_idx" is 'Serves: the latest FACILITATOR record of each user.';
