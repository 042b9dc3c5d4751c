-- The tables of an academy production: the two that Atalaya copies, among tables and columns that it must ignore.

create schema if not exists academy;

drop table if exists academy.check_ins, academy.level_exams, academy.students, academy.kiosks, academy.branches cascade;

create table academy.branches (
    id text primary key, name text not null, city text not null,
    created_at timestamptz not null, updated_at timestamptz not null);

create table academy.kiosks (
    id text primary key, branch_id text not null references academy.branches, label text not null,
    created_at timestamptz not null);

create table academy.students (
    id text primary key, full_name text not null, email text, phone text, level text,
    branch_id text references academy.branches, preferences jsonb default '{}' not null,
    last_seen_at timestamptz, created_at timestamptz not null, updated_at timestamptz not null,
    deleted_at timestamptz);

create table academy.level_exams (
    id text primary key, student_id text not null references academy.students, level text not null,
    score numeric(4, 1) not null, created_at timestamptz not null);

create table academy.check_ins (
    id text primary key, student_id text not null references academy.students,
    kiosk_id text references academy.kiosks, method text not null, created_at timestamptz not null,
    updated_at timestamptz not null, checked_in_at timestamptz not null, checked_out_at timestamptz, note text);
