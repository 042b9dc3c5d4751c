-- 0004_sync: kinds of runs, resumable first loads, changed ranges, verifications, freshness thresholds

alter table ops.sync_run add column kind text default 'sync' not null check (kind in ('sync', 'verify', 'restore'));
comment on column ops.sync_run.kind is
    'sync: copied what changed; verify: compared every row; restore: brought a backup back.';

alter table ops.sync_error_log add column key text;
comment on column ops.sync_error_log.key is 'Primary key of the row that failed; null when no single row is to blame.';

alter table ops.sync_progress drop constraint sync_progress_phase_check;
alter table ops.sync_progress add constraint sync_progress_phase_check
check (phase in ('waiting', 'reading', 'merging', 'indexing', 'checking', 'done', 'failed', 'skipped'));
comment on column ops.sync_progress.phase is
    'waiting, reading and merging batches, indexing after a first load, checking counts and keys, or how it ended: '
    'done, failed, skipped.';

create table ops.first_load_chunk (
    source text not null,
    "table" text not null,
    chunk integer not null,
    first_page bigint not null,
    end_page bigint,
    rows_read bigint default 0 not null,
    bytes bigint default 0 not null,
    taken_at timestamptz,
    primary key (source, "table", chunk)
);
comment on table ops.first_load_chunk is
    'Parts in which a first load brings a table, so that the next run goes on where one was killed; empty once published.';
comment on column ops.first_load_chunk.source is 'Name of the source.';
comment on column ops.first_load_chunk."table" is 'Name of the table.';
comment on column ops.first_load_chunk.chunk is 'Number of the part, from 0.';
comment on column ops.first_load_chunk.first_page is 'First page of the part in the source''s table.';
comment on column ops.first_load_chunk.end_page is 'First page beyond the part; null: open-ended.';
comment on column ops.first_load_chunk.rows_read is 'Rows of the part.';
comment on column ops.first_load_chunk.bytes is 'Bytes of row data of the part.';
comment on column ops.first_load_chunk.taken_at is 'Moment of the snapshot that it was read in; null until it has come.';

create type ops.changed_range as (
    "table" text, reloaded boolean, first_at timestamptz, last_at timestamptz, changed_rows bigint
);
comment on type ops.changed_range is
    'What a sync changed in one raw table, as each domain''s refresh_facts() gets it: the table with its schema, whether '
    'it was loaded anew past its triggers, the earliest and latest moment that the changed rows are dated, before and '
    'after (null: any), and how many they are.';

create table ops.pending_change (
    change bigint generated always as identity primary key,
    source text not null,
    "table" text not null,
    reloaded boolean default false not null,
    first_at timestamptz,
    last_at timestamptz,
    changed_rows bigint not null
);
comment on table ops.pending_change is
    'Changes that the domains have not been told yet; written with the rows, taken away with the facts.';
comment on column ops.pending_change.change is 'Number of the change, ascending.';
comment on column ops.pending_change.source is 'Name of the source.';
comment on column ops.pending_change."table" is 'The raw table with its schema.';
comment on column ops.pending_change.reloaded is 'Whether the table was loaded anew, past its triggers.';
comment on column ops.pending_change.first_at is 'Earliest moment that a changed row is dated; null: any.';
comment on column ops.pending_change.last_at is 'Latest moment that a changed row is dated; null: any.';
comment on column ops.pending_change.changed_rows is 'Rows inserted, updated and deleted.';

create table ops.verification (
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    "table" text not null,
    verified_at timestamptz default clock_timestamp() not null,
    duration_ms integer not null,
    rows_compared bigint not null,
    missing bigint not null,
    different bigint not null,
    surplus bigint not null,
    repaired bigint not null,
    sample_keys text[] default '{}' not null,
    message text,
    primary key (run, source, "table")
);
comment on table ops.verification is 'One row per verified table: how many rows differed from production, and what was mended.';
comment on column ops.verification.run is 'The run.';
comment on column ops.verification.source is 'Name of the source.';
comment on column ops.verification."table" is 'Name of the table.';
comment on column ops.verification.verified_at is 'Moment the comparison ended.';
comment on column ops.verification.duration_ms is 'Time spent on the table, milliseconds.';
comment on column ops.verification.rows_compared is 'Rows of the source''s snapshot.';
comment on column ops.verification.missing is 'Rows that production has and the warehouse lacked.';
comment on column ops.verification.different is 'Rows whose values differed.';
comment on column ops.verification.surplus is 'Rows that production no longer has.';
comment on column ops.verification.repaired is 'How many of these were mended.';
comment on column ops.verification.sample_keys is 'Up to twenty primary keys of rows that differed.';
comment on column ops.verification.message is 'Why the table could not be compared or mended; null otherwise.';

create table ops.freshness_threshold (
    source text primary key,
    warn_after interval not null check (warn_after > interval '0'),
    error_after interval not null,
    check (error_after > warn_after)
);
insert into ops.freshness_threshold (source, warn_after, error_after) values
    ('ngeshare', interval '26 hours', interval '3 days'),
    ('academy', interval '26 hours', interval '3 days'),
    ('teloo', interval '26 hours', interval '3 days'),
    ('classwaves', interval '2 hours', interval '1 day'),
    ('learning', interval '26 hours', interval '3 days');
comment on table ops.freshness_threshold is 'From which age on a source''s data are called late, and when they are called stale.';
comment on column ops.freshness_threshold.source is 'Name of the source.';
comment on column ops.freshness_threshold.warn_after is 'Older than this: late, a warning.';
comment on column ops.freshness_threshold.error_after is 'Older than this: stale, an error.';

create schema incoming_ngeshare;
comment on schema incoming_ngeshare is 'First load of ngeshare, unseen by readers until it is whole; else empty.';
create schema incoming_academy;
comment on schema incoming_academy is 'First load of academy, unseen by readers until it is whole; else empty.';
create schema incoming_teloo;
comment on schema incoming_teloo is 'First load of teloo, unseen by readers until it is whole; else empty.';
create schema incoming_classwaves;
comment on schema incoming_classwaves is 'First load of classwaves, unseen by readers until it is whole; else empty.';
create schema incoming_learning;
comment on schema incoming_learning is 'First load of learning, unseen by readers until it is whole; else empty.';
