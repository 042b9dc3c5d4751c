-- 0002_ngeshare: the ngeShare replica in schema public, its reference data and its facts
-- The six raw tables are the source's own, name by name. Everything derived from them is in schema ngeshare.
-- Only the columns that serve as cursors may be empty here: a row without one is kept, not refused.

create schema ngeshare;
comment on schema ngeshare is 'ngeShare: curriculum, group health, funnel, rescue list. Local zone Asia/Jakarta.';

create table public."User" (
    id text primary key,
    "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3),
    email text,
    "lastLogin" timestamp(3),
    "lastActive" timestamp(3),
    "deletedAt" timestamp(3)
);

create table public."Hangout" (
    id text primary key,
    "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3),
    name text not null,
    description text,
    type text not null,
    price double precision not null,
    "circleProfileId" text not null,
    visibility text default 'PUBLIC' not null,
    "hangoutProgramId" text,
    "pictureId" text
);

create table public."HangoutEpisode" (
    id text primary key,
    "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3),
    name text not null,
    description text,
    "hangoutId" text not null references public."Hangout" on update cascade on delete restrict,
    "order" integer default 1 not null
);

create table public."HangoutGroup" (
    id text primary key,
    "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3),
    name text not null,
    description text,
    status text not null,
    day integer,
    time timestamp(3),
    "hangoutId" text references public."Hangout" on update cascade on delete set null,
    "imageId" text,
    "endDate" timestamp(3),
    "startDate" timestamp(3),
    city text,
    province text
);

create table public."UserHangoutGroup" (
    id text primary key,
    "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3),
    "joinedAt" timestamp(3),
    status text not null,
    "hangoutGroupRole" text not null,
    "hangoutGroupId" text not null references public."HangoutGroup" on update cascade on delete restrict,
    "userId" text references public."User" on update cascade on delete set null,
    "publicId" text,
    "userEmail" text,
    "orderId" text
);

create table public."UserHangoutGroupAttendance" (
    id text primary key,
    "attendedAt" timestamp(3) default current_timestamp,
    "hangoutEpisodeId" text not null references public."HangoutEpisode" on update cascade on delete restrict,
    "hangoutGroupId" text not null references public."HangoutGroup" on update cascade on delete restrict,
    "userId" text not null references public."User" on update cascade on delete restrict
);

create table ngeshare.course_config (
    course_name text primary key,
    max_episodes integer not null check (max_episodes > 0),
    sequence_order integer not null unique
);

insert into ngeshare.course_config (course_name, max_episodes, sequence_order) values
    ('Ngeshare Sesi Aqidah', 9, 1),
    ('Ngeshare Sesi Hijrah', 9, 2),
    ('Ngeshare Sesi Sejarah', 11, 3),
    ('Ngeshare Sesi Dakwah', 7, 4);

create table ngeshare.group_meetings (
    group_id text not null,
    met_on date not null,
    highest_episode integer not null,
    attendees integer not null,
    primary key (group_id, met_on)
);

create index "UserHangoutGroupAttendance_hangoutGroupId_attendedAt_idx"
    on public."UserHangoutGroupAttendance" ("hangoutGroupId", "attendedAt");
comment on index public."UserHangoutGroupAttendance_hangoutGroupId_attendedAt_idx" is
    'Serves: ngeshare.refresh_meetings: the attendance of one group on one local day';

create index "UserHangoutGroupAttendance_attendedAt_idx"
    on public."UserHangoutGroupAttendance" ("attendedAt");
comment on index public."UserHangoutGroupAttendance_attendedAt_idx" is
    'Serves: the sync: the rows of the 45-day window; ngeshare.v_member_roster: attendance of the last 28 days';

create index "UserHangoutGroupAttendance_userId_idx"
    on public."UserHangoutGroupAttendance" ("userId");
comment on index public."UserHangoutGroupAttendance_userId_idx" is
    'Serves: the sync: may a user that is gone in the source be deleted (foreign key)?';

create index "UserHangoutGroupAttendance_hangoutEpisodeId_idx"
    on public."UserHangoutGroupAttendance" ("hangoutEpisodeId");
comment on index public."UserHangoutGroupAttendance_hangoutEpisodeId_idx" is
    'Serves: ngeshare.episode_changed: the meetings of an episode that got another number or Hangout; '
    'the sync: may an episode be deleted (foreign key)?';

-- Sorted as ngeshare.earliest_memberships picks, and with all that it shows, so that it need not
-- sort or read the table.
create index "UserHangoutGroup_hangoutGroupId_hangoutGroupRole_idx"
    on public."UserHangoutGroup" ("hangoutGroupId", "hangoutGroupRole", "userId", "joinedAt", id collate "C")
    include ("userEmail", "publicId");
comment on index public."UserHangoutGroup_hangoutGroupId_hangoutGroupRole_idx" is
    'Serves: ngeshare.earliest_memberships: the first record of each group, role and user; the roster of one group';

create index "UserHangoutGroup_userId_joinedAt_idx"
    on public."UserHangoutGroup" ("userId", "joinedAt");
comment on index public."UserHangoutGroup_userId_joinedAt_idx" is
    'Serves: ngeshare.v_member_journey of one user; the sync: memberships of a deleted user (foreign key)';

create index "HangoutGroup_hangoutId_idx" on public."HangoutGroup" ("hangoutId");
comment on index public."HangoutGroup_hangoutId_idx" is
    'Serves: ngeshare.curriculum_groups: the groups of a course; the sync: groups of a deleted Hangout (foreign key)';

create index "HangoutEpisode_hangoutId_idx" on public."HangoutEpisode" ("hangoutId");
comment on index public."HangoutEpisode_hangoutId_idx" is
    'Serves: the sync: episodes of a deleted Hangout (foreign key)';

create index "User_deleted_idx" on public."User" (id) where "deletedAt" is not null;
comment on index public."User_deleted_idx" is
    'Serves: ngeshare.memberships: the users that are soft-deleted';

comment on table public."User" is 'ngeShare replica: people. One row per user.';
comment on column public."User".id is 'Key of the user.';
comment on column public."User"."createdAt" is 'When the account was made (UTC wall clock).';
comment on column public."User"."updatedAt" is 'Last change of the row (UTC wall clock); the cursor of the sync.';
comment on column public."User".email is 'E-mail address; the part before @ serves as the name.';
comment on column public."User"."lastLogin" is 'Last login (UTC wall clock).';
comment on column public."User"."lastActive" is 'Last activity in the product (UTC wall clock).';
comment on column public."User"."deletedAt" is 'Soft delete (UTC wall clock); any value hides the user''s memberships.';

comment on table public."Hangout" is
    'ngeShare replica: offers; those named in ngeshare.course_config are the curriculum.';
comment on column public."Hangout".id is 'Key of the Hangout.';
comment on column public."Hangout"."createdAt" is 'When the Hangout was made (UTC wall clock).';
comment on column public."Hangout"."updatedAt" is 'Last change of the row (UTC wall clock); the cursor of the sync.';
comment on column public."Hangout".name is 'Name; equal to a course_name, character by character, for a course.';
comment on column public."Hangout".description is 'Free text.';
comment on column public."Hangout".type is 'Kind of Hangout.';
comment on column public."Hangout".price is 'Price as the source keeps it.';
comment on column public."Hangout"."circleProfileId" is 'The circle that offers it; its table is not replicated.';
comment on column public."Hangout".visibility is 'PUBLIC or another audience.';
comment on column public."Hangout"."hangoutProgramId" is 'The programme it belongs to; its table is not replicated.';
comment on column public."Hangout"."pictureId" is 'Picture; its table is not replicated.';

comment on table public."HangoutEpisode" is 'ngeShare replica: the episodes of a Hangout.';
comment on column public."HangoutEpisode".id is 'Key of the episode.';
comment on column public."HangoutEpisode"."createdAt" is 'When the episode was made (UTC wall clock).';
comment on column public."HangoutEpisode"."updatedAt" is
    'Last change of the row (UTC wall clock); the cursor of the sync.';
comment on column public."HangoutEpisode".name is 'Title of the episode.';
comment on column public."HangoutEpisode".description is 'Free text.';
comment on column public."HangoutEpisode"."hangoutId" is 'The Hangout it belongs to.';
comment on column public."HangoutEpisode"."order" is 'Number of the episode within its Hangout, from 1.';

comment on table public."HangoutGroup" is 'ngeShare replica: small groups that work through one Hangout.';
comment on column public."HangoutGroup".id is 'Key of the group.';
comment on column public."HangoutGroup"."createdAt" is 'When the group was made (UTC wall clock).';
comment on column public."HangoutGroup"."updatedAt" is
    'Last change of the row (UTC wall clock); the cursor of the sync.';
comment on column public."HangoutGroup".name is 'Name of the group.';
comment on column public."HangoutGroup".description is 'Free text.';
comment on column public."HangoutGroup".status is 'Status that the source keeps; no rule of ours reads it.';
comment on column public."HangoutGroup".day is 'Planned weekday.';
comment on column public."HangoutGroup".time is 'Planned time of day.';
comment on column public."HangoutGroup"."hangoutId" is
    'The Hangout that the group works through; empty groups belong to no course.';
comment on column public."HangoutGroup"."imageId" is 'Picture; its table is not replicated.';
comment on column public."HangoutGroup"."endDate" is 'Planned end (UTC wall clock).';
comment on column public."HangoutGroup"."startDate" is 'Planned start (UTC wall clock).';
comment on column public."HangoutGroup".city is 'City where the group meets.';
comment on column public."HangoutGroup".province is 'Province where the group meets.';

comment on table public."UserHangoutGroup" is 'ngeShare replica: who belongs to which group, in which role.';
comment on column public."UserHangoutGroup".id is 'Key of the record; the smaller one wins a tie.';
comment on column public."UserHangoutGroup"."createdAt" is 'When the record was made (UTC wall clock).';
comment on column public."UserHangoutGroup"."updatedAt" is
    'Last change of the row (UTC wall clock); the cursor of the sync.';
comment on column public."UserHangoutGroup"."joinedAt" is
    'When the user joined (UTC wall clock); records without it are ignored.';
comment on column public."UserHangoutGroup".status is 'Status that the source keeps; no rule of ours reads it.';
comment on column public."UserHangoutGroup"."hangoutGroupRole" is 'FACILITATOR or MEMBER.';
comment on column public."UserHangoutGroup"."hangoutGroupId" is 'The group.';
comment on column public."UserHangoutGroup"."userId" is 'The user; records without one are ignored.';
comment on column public."UserHangoutGroup"."publicId" is 'Public handle; serves as the name when no e-mail does.';
comment on column public."UserHangoutGroup"."userEmail" is 'E-mail given when joining; serves when the user has none.';
comment on column public."UserHangoutGroup"."orderId" is 'Order that paid for it; its table is not replicated.';

comment on table public."UserHangoutGroupAttendance" is
    'ngeShare replica: who attended which episode with which group. The last 45 days equal the source; older '
    'rows stay.';
comment on column public."UserHangoutGroupAttendance".id is 'Key of the record.';
comment on column public."UserHangoutGroupAttendance"."attendedAt" is 'When it happened (UTC wall clock).';
comment on column public."UserHangoutGroupAttendance"."hangoutEpisodeId" is
    'The episode; it counts only if it belongs to the group''s Hangout.';
comment on column public."UserHangoutGroupAttendance"."hangoutGroupId" is 'The group.';
comment on column public."UserHangoutGroupAttendance"."userId" is 'The user; a deleted user''s attendance counts too.';

comment on table ngeshare.course_config is 'The curriculum: one row per course. Every rule about courses reads it.';
comment on column ngeshare.course_config.course_name is
    'Name of the course = name of its Hangout, character by character.';
comment on column ngeshare.course_config.max_episodes is 'Episode that graduates a group.';
comment on column ngeshare.course_config.sequence_order is
    'Place in the curriculum, from 1; the next course is one higher.';

comment on table ngeshare.group_meetings is
    'Facts: one row per group and local date with at least one valid attendance, whatever the group''s '
    'Hangout and also for future dates. Kept current by triggers; meetings older than the '
    '45-day window outlive their raw rows.';
comment on column ngeshare.group_meetings.group_id is 'The group (public."HangoutGroup".id).';
comment on column ngeshare.group_meetings.met_on is 'Local date of the meeting.';
comment on column ngeshare.group_meetings.highest_episode is 'Highest episode number attended that day.';
comment on column ngeshare.group_meetings.attendees is 'People who attended that day.';
