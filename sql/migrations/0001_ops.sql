-- The operations schema: what ran, what went wrong, how far each table has been read.
create schema if not exists ops;
comment on schema ops is 'Runs, errors, watermarks, rejects, backups and data quality: how the numbers got here.';

create table ops.sync_run (
    run bigint generated always as identity primary key,
    origin text not null,
    sources text[] not null,
    forced boolean default false not null,
    status text default 'running' not null
        check (status in ('running', 'succeeded', 'partial', 'failed', 'interrupted')),
    started_at timestamptz default clock_timestamp() not null,
    finished_at timestamptz,
    message text
);
comment on table ops.sync_run is 'One row per sync run, whoever started it.';
comment on column ops.sync_run.run is 'Number of the run, ascending.';
comment on column ops.sync_run.origin is 'Who started it: page, command line, first start, schedule.';
comment on column ops.sync_run.sources is 'The sources that the run was asked to copy.';
comment on column ops.sync_run.forced is 'Whether the guard against a suspiciously small source was switched off for this run.';
comment on column ops.sync_run.status is
    'running; succeeded: every table validated; partial: some did; failed: none did; interrupted: the process died.';
comment on column ops.sync_run.started_at is 'Moment the run started.';
comment on column ops.sync_run.finished_at is 'Moment the run ended; null while it runs.';
comment on column ops.sync_run.message is 'What went wrong and which setting to change; null after success.';

create table ops.sync_log (
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    "table" text not null,
    mode text not null check (mode in ('incremental', 'window', 'append')),
    started_at timestamptz not null,
    finished_at timestamptz not null,
    status text not null check (status in ('succeeded', 'mismatch', 'failed', 'skipped')),
    rows_read bigint default 0 not null,
    rows_inserted bigint default 0 not null,
    rows_updated bigint default 0 not null,
    rows_deleted bigint default 0 not null,
    rows_changed bigint generated always as (rows_inserted + rows_updated + rows_deleted) stored,
    bytes bigint default 0 not null,
    duration_ms integer default 0 not null,
    watermark_before text,
    watermark_after text,
    source_count bigint,
    warehouse_count bigint,
    message text,
    primary key (run, source, "table")
);
comment on table ops.sync_log is 'One row per run and table: what was read, what changed, and whether the counts agree.';
comment on column ops.sync_log.run is 'The run.';
comment on column ops.sync_log.source is 'Name of the source.';
comment on column ops.sync_log."table" is 'Name of the table, as in production.';
comment on column ops.sync_log.mode is 'incremental (by update time), window (last days made equal) or append (by creation time).';
comment on column ops.sync_log.started_at is 'Moment the table''s load started.';
comment on column ops.sync_log.finished_at is 'Moment the table''s load ended.';
comment on column ops.sync_log.status is
    'succeeded: validated; mismatch: loaded, counts differ; failed; skipped: a table that it depends on failed.';
comment on column ops.sync_log.rows_read is 'Rows that the source sent.';
comment on column ops.sync_log.rows_inserted is 'Rows that were new.';
comment on column ops.sync_log.rows_updated is 'Rows that differed.';
comment on column ops.sync_log.rows_deleted is 'Rows that production no longer has.';
comment on column ops.sync_log.rows_changed is 'Inserted + updated + deleted.';
comment on column ops.sync_log.bytes is 'Bytes of row data received.';
comment on column ops.sync_log.duration_ms is 'Time spent on the table, milliseconds.';
comment on column ops.sync_log.watermark_before is 'Highest cursor known before the run.';
comment on column ops.sync_log.watermark_after is 'Highest cursor known after the run.';
comment on column ops.sync_log.source_count is 'Rows of the table in the source''s snapshot.';
comment on column ops.sync_log.warehouse_count is
    'Rows of the table in the warehouse, less those kept after production archived them.';
comment on column ops.sync_log.message is 'Why the table is not validated, and what to do; null otherwise.';

create table ops.sync_progress (
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    "table" text not null,
    position integer not null,
    phase text not null
        check (phase in ('waiting', 'reading', 'merging', 'checking', 'done', 'failed', 'skipped')),
    rows_done bigint default 0 not null,
    rows_expected bigint,
    updated_at timestamptz default clock_timestamp() not null,
    primary key (run, source, "table")
);
comment on table ops.sync_progress is 'How far each table of the newest run is; what the progress bars draw.';
comment on column ops.sync_progress.run is 'The run.';
comment on column ops.sync_progress.source is 'Name of the source.';
comment on column ops.sync_progress."table" is 'Name of the table.';
comment on column ops.sync_progress.position is 'Place of the table in the run''s order, from 0.';
comment on column ops.sync_progress.phase is
    'waiting, reading and merging batches, checking counts and keys, or how it ended: done, failed, skipped.';
comment on column ops.sync_progress.rows_done is 'Rows received so far.';
comment on column ops.sync_progress.rows_expected is 'Rows that the source will send; null before they are counted.';
comment on column ops.sync_progress.updated_at is 'Moment of the last report.';

create table ops.sync_error_log (
    error bigint generated always as identity primary key,
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    "table" text,
    at timestamptz default clock_timestamp() not null,
    attempt integer not null,
    sqlstate text,
    message text not null,
    detail text
);
create index sync_error_log_run on ops.sync_error_log (run);
comment on index ops.sync_error_log_run is 'Serves: the errors of one run, on the Operations page.';
comment on table ops.sync_error_log is 'Every error of a run, those that a retry overcame included.';
comment on column ops.sync_error_log.error is 'Number of the error, ascending.';
comment on column ops.sync_error_log.run is 'The run.';
comment on column ops.sync_error_log.source is 'Name of the source.';
comment on column ops.sync_error_log."table" is 'Name of the table; null when the source as a whole failed.';
comment on column ops.sync_error_log.at is 'Moment of the error.';
comment on column ops.sync_error_log.attempt is 'Which try it was, from 1.';
comment on column ops.sync_error_log.sqlstate is 'PostgreSQL''s five-character error code, where there was one.';
comment on column ops.sync_error_log.message is 'What happened and what to do.';
comment on column ops.sync_error_log.detail is 'What the database said.';

create table ops.sync_watermark (
    source text not null,
    "table" text not null,
    watermark text,
    loaded boolean default false not null,
    run bigint references ops.sync_run on delete set null,
    updated_at timestamptz default clock_timestamp() not null,
    primary key (source, "table")
);
comment on table ops.sync_watermark is 'How far each table has been read; committed together with the rows it stands for.';
comment on column ops.sync_watermark.source is 'Name of the source.';
comment on column ops.sync_watermark."table" is 'Name of the table.';
comment on column ops.sync_watermark.watermark is
    'Highest cursor read, as text in the cursor''s own type, so that no precision or time zone is lost.';
comment on column ops.sync_watermark.loaded is 'Whether the whole history has been loaded once.';
comment on column ops.sync_watermark.run is 'The run that moved it last.';
comment on column ops.sync_watermark.updated_at is 'Moment it moved last.';

create table ops.sync_rejects (
    source text not null,
    "table" text not null,
    key text not null,
    run bigint references ops.sync_run on delete set null,
    at timestamptz default clock_timestamp() not null,
    sqlstate text,
    reason text not null,
    data jsonb not null,
    primary key (source, "table", key)
);
comment on table ops.sync_rejects is 'Rows in quarantine: production has them, but they break a constraint of the replica.';
comment on column ops.sync_rejects.source is 'Name of the source.';
comment on column ops.sync_rejects."table" is 'Name of the table.';
comment on column ops.sync_rejects.key is 'Primary key of the row, as text.';
comment on column ops.sync_rejects.run is 'The run that met it last.';
comment on column ops.sync_rejects.at is 'Moment it was met last.';
comment on column ops.sync_rejects.sqlstate is 'PostgreSQL''s error code for the broken constraint.';
comment on column ops.sync_rejects.reason is 'Which constraint it breaks, in the database''s words.';
comment on column ops.sync_rejects.data is 'The whole row.';

create table ops.sync_backup (
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    "table" text not null,
    key text not null,
    data jsonb not null,
    primary key (run, source, "table", key)
);
comment on table ops.sync_backup is 'Rows as they were before a window was replaced; kept for the last five runs that removed any.';
comment on column ops.sync_backup.run is 'The run that removed or changed the row.';
comment on column ops.sync_backup.source is 'Name of the source.';
comment on column ops.sync_backup."table" is 'Name of the table.';
comment on column ops.sync_backup.key is 'Primary key of the row, as text.';
comment on column ops.sync_backup.data is 'The whole row as it was.';

create table ops.data_quality (
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    "check" text not null,
    "table" text not null,
    severity text not null check (severity in ('info', 'warning', 'error')),
    count bigint not null,
    sample_keys text[] default '{}' not null,
    primary key (run, source, "check", "table")
);
comment on table ops.data_quality is 'What each run found odd in the data: one row per run and check, clean ones included.';
comment on column ops.data_quality.run is 'The run.';
comment on column ops.data_quality.source is 'Name of the source.';
comment on column ops.data_quality."check" is 'Name of the check.';
comment on column ops.data_quality."table" is 'Name of the table.';
comment on column ops.data_quality.severity is 'info: ignored by rule; warning: look at it; error: numbers suffer.';
comment on column ops.data_quality.count is 'Rows found.';
comment on column ops.data_quality.sample_keys is 'Up to five primary keys of such rows.';

create table ops.data_version (
    only_row boolean default true primary key check (only_row),
    version bigint default 0 not null,
    changed_at timestamptz default clock_timestamp() not null
);
insert into ops.data_version default values;
comment on table ops.data_version is 'One number that grows whenever the warehouse''s data change; caches are keyed by it.';
comment on column ops.data_version.only_row is 'Always true: the table has one row.';
comment on column ops.data_version.version is 'The version.';
comment on column ops.data_version.changed_at is 'Moment it grew last.';

create table ops.derived_object (
    position integer primary key,
    identity text unique not null,
    kind text not null
);
comment on table ops.derived_object is 'The views and functions that the last migration created, in the order of creation.';
comment on column ops.derived_object.position is 'Place in that order, from 0.';
comment on column ops.derived_object.identity is 'Schema and name.';
comment on column ops.derived_object.kind is 'view, function or trigger function.';

create table ops.derived_state (
    only_row boolean default true primary key check (only_row),
    fingerprint text not null
);
comment on table ops.derived_state is 'Which version of the SQL files the derived objects were created from.';
comment on column ops.derived_state.only_row is 'Always true: the table has one row.';
comment on column ops.derived_state.fingerprint is 'Hash of the files.';
