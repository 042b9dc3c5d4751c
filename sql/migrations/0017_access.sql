-- 0017_access: who saw data of single students, and for how long rows are kept
create table ops.access_log (
    access bigint generated always as identity primary key,
    accessed_at timestamptz default clock_timestamp() not null,
    who text not null,
    action text not null check (action in ('view', 'export', 'api')),
    what text not null,
    filters jsonb default '{}' not null,
    rows bigint
);
create index access_log_accessed_at_idx on ops.access_log (accessed_at);
comment on index ops.access_log_accessed_at_idx is 'Serves: the newest accesses, on the Operations page; ops.apply_retention';
comment on table ops.access_log is 'One row whenever data of single students were shown, exported or read over the API.';
comment on column ops.access_log.access is 'Number of the access, ascending.';
comment on column ops.access_log.accessed_at is 'Moment of the access.';
comment on column ops.access_log.who is
    'User of ATALAYA_BASIC_AUTH or of the machine; anonymous where nobody is asked, token for a program with the token.';
comment on column ops.access_log.action is 'view: shown on a page; export: written into a file; api: read by a program.';
comment on column ops.access_log.what is 'The view that the rows came from, and the section or path that asked.';
comment on column ops.access_log.filters is 'What the reader had chosen.';
comment on column ops.access_log.rows is 'How many rows; null: as many as there are, streamed.';

create table ops.retention (
    "table" text primary key,
    dated_by text not null,
    keep_days integer check (keep_days > 0)
);
insert into ops.retention ("table", dated_by) values
    ('analytics.session_events', 'created_at'),
    ('ops.access_log', 'accessed_at'),
    ('ops.rollup_run', 'started_at'),
    ('ops.sync_error_log', 'at'),
    ('ops.verification', 'verified_at');
comment on table ops.retention is 'For how many days the rows of a table are kept. Off until somebody sets keep_days.';
comment on column ops.retention."table" is 'The table with its schema.';
comment on column ops.retention.dated_by is 'The column that tells how old a row is.';
comment on column ops.retention.keep_days is 'Rows older than so many days are removed; null: none is.';

create table ops.retention_run (
    run bigint generated always as identity primary key,
    "table" text not null,
    removed_at timestamptz default clock_timestamp() not null,
    keep_days integer not null,
    rows_removed bigint not null
);
comment on table ops.retention_run is 'What each retention run removed from each table.';
comment on column ops.retention_run.run is 'Number of the removal, ascending.';
comment on column ops.retention_run."table" is 'The table with its schema.';
comment on column ops.retention_run.removed_at is 'Moment of the removal.';
comment on column ops.retention_run.keep_days is 'For how many days rows were kept.';
comment on column ops.retention_run.rows_removed is 'Rows removed.';
