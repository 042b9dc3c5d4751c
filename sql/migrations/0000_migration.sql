-- 0000_migration: which of these files the warehouse has applied

create schema if not exists ops;

create table ops.migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz
);
comment on table ops.migration is
    'The numbered files of sql/migrations that this warehouse has applied; a file that is listed is never edited again.';
comment on column ops.migration.number is 'Number of the file, from 0 and without gaps.';
comment on column ops.migration.name is 'Name of the file without its ending.';
comment on column ops.migration.checksum is 'SHA-256 of the file''s text.';
comment on column ops.migration.applied_at is 'Moment it was applied; null where that was before this table existed.';
