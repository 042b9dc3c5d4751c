-- The tables of an ngeShare production: the six that Atalaya copies, among tables and columns that it must ignore.

drop table if exists public."UserHangoutGroupAttendance", public."UserHangoutGroup", public."HangoutGroup",
    public."HangoutEpisode", public."Hangout", public."User", public."Order", public."HangoutProgram",
    public."CircleProfile", public."Image", public."_prisma_migrations" cascade;

create table public."_prisma_migrations" (
    id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
    migration_name varchar(255) not null, applied_steps_count integer default 0 not null);

create table public."Image" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null, url text not null,
    width integer, height integer);

create table public."CircleProfile" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3) not null, name text not null, slug text not null unique, settings jsonb);

create table public."HangoutProgram" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3) not null, name text not null);

create table public."User" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "passwordHash" text, email text, "phoneNumber" text,
    "updatedAt" timestamp(3) not null, "lastLogin" timestamp(3), "lastActive" timestamp(3),
    locale text default 'id' not null, "deletedAt" timestamp(3), preferences jsonb);

create table public."Order" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3) not null, status text not null, amount numeric(12, 2) not null,
    currency text default 'IDR' not null,
    "userId" text references public."User" on update cascade on delete set null);

create table public."Hangout" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3) not null, name text not null, slug text, description text, type text not null,
    price double precision not null,
    "circleProfileId" text not null references public."CircleProfile" on update cascade on delete restrict,
    visibility text default 'PUBLIC' not null,
    "hangoutProgramId" text references public."HangoutProgram" on update cascade on delete set null,
    "pictureId" text references public."Image" on update cascade on delete set null);

create table public."HangoutEpisode" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3) not null, name text not null, description text, "durationMinutes" integer,
    "hangoutId" text not null references public."Hangout" on update cascade on delete restrict,
    "order" integer default 1 not null);

create table public."HangoutGroup" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3) not null, name text not null, description text, status text not null,
    "whatsappLink" text, "maxMembers" smallint, day integer, time timestamp(3),
    "hangoutId" text references public."Hangout" on update cascade on delete set null,
    "imageId" text references public."Image" on update cascade on delete set null,
    "endDate" timestamp(3), "startDate" timestamp(3), city text, province text);

create table public."UserHangoutGroup" (
    id text primary key, "createdAt" timestamp(3) default current_timestamp not null,
    "updatedAt" timestamp(3) not null, "joinedAt" timestamp(3), status text not null,
    "hangoutGroupRole" text not null,
    "hangoutGroupId" text not null references public."HangoutGroup" on update cascade on delete restrict,
    "userId" text references public."User" on update cascade on delete set null,
    "publicId" text, "userEmail" text,
    "orderId" text references public."Order" on update cascade on delete set null, "certificateUrl" text);

create table public."UserHangoutGroupAttendance" (
    id text primary key, "attendedAt" timestamp(3) default current_timestamp not null,
    "checkInMethod" text default 'APP' not null,
    "hangoutEpisodeId" text not null references public."HangoutEpisode" on update cascade on delete restrict,
    "hangoutGroupId" text not null references public."HangoutGroup" on update cascade on delete restrict,
    "userId" text not null references public."User" on update cascade on delete restrict);
