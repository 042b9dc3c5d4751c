-- 0028_unchanged_lines: what a run has to say that the run before it did not; details for 90 days, totals for ever

-- A table's line and a check's finding are mostly what they were in the run before: they are written once, and runs
-- refer to them. ops.sync_log and ops.data_quality become views that show a row per run, as before.
create table ops.sync_line (
    line bigint generated always as identity primary key,
    "table" text not null,
    mode text not null check (mode in ('incremental', 'window', 'append')),
    status text not null check (status in ('succeeded', 'mismatch', 'failed', 'skipped')),
    rows_read bigint not null,
    rows_inserted bigint not null,
    rows_updated bigint not null,
    rows_deleted bigint not null,
    bytes bigint not null,
    watermark_before text,
    watermark_after text,
    source_count bigint,
    warehouse_count bigint,
    message text
);

create table ops.source_sync (
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    recorded_at timestamptz default clock_timestamp() not null,
    lines bigint[] not null,
    started_at timestamptz[] not null,
    finished_at timestamptz[] not null,
    duration_ms integer[] not null,
    primary key (run, source)
);

create table ops.quality_line (
    line bigint generated always as identity primary key,
    "check" text not null,
    "table" text not null,
    severity text not null check (severity in ('info', 'warning', 'error')),
    count bigint not null,
    sample_keys text[] not null
);

create table ops.quality_report (
    report bigint generated always as identity primary key,
    lines bigint[] not null
);

create table ops.source_quality (
    run bigint not null references ops.sync_run on delete cascade,
    source text not null,
    recorded_at timestamptz default clock_timestamp() not null,
    report bigint not null,
    primary key (run, source)
);

-- What earlier runs said, each different line once.
create temporary table told on commit drop as
select
    run,
    source,
    "table",
    mode,
    started_at,
    finished_at,
    status,
    rows_read,
    rows_inserted,
    rows_updated,
    rows_deleted,
    rows_changed,
    bytes,
    duration_ms,
    watermark_before,
    watermark_after,
    source_count,
    warehouse_count,
    message,
    dense_rank() over (
        order by
            "table", mode, status, rows_read, rows_inserted, rows_updated, rows_deleted, bytes,
            watermark_before, watermark_after, source_count, warehouse_count, message
    ) as line
from ops.sync_log;
insert into ops.sync_line
overriding system value
select distinct on (line)
    line,
    "table",
    mode,
    status,
    rows_read,
    rows_inserted,
    rows_updated,
    rows_deleted,
    bytes,
    watermark_before,
    watermark_after,
    source_count,
    warehouse_count,
    message
from told
order by line;
insert into ops.source_sync (run, source, recorded_at, lines, started_at, finished_at, duration_ms)
select
    run,
    source,
    max(finished_at) as recorded_at,
    array_agg(line order by "table") as lines,
    array_agg(started_at order by "table") as started_at,
    array_agg(finished_at order by "table") as finished_at,
    array_agg(duration_ms order by "table") as duration_ms
from told
group by run, source;
select setval(pg_get_serial_sequence('ops.sync_line', 'line'), max(line)) from ops.sync_line having count(*) > 0;

create temporary table found on commit drop as
select
    run,
    source,
    "check",
    "table",
    severity,
    count,
    sample_keys,
    dense_rank() over (order by "check", "table", severity, count, sample_keys) as line
from ops.data_quality;
insert into ops.quality_line
overriding system value
select distinct on (line)
    line,
    "check",
    "table",
    severity,
    count,
    sample_keys
from found
order by line;
create temporary table reported on commit drop as
select
    run,
    source,
    lines,
    dense_rank() over (order by lines) as report
from (select run, source, array_agg(line order by line) as lines from found group by run, source) as whole; -- noqa: ST05
insert into ops.quality_report
overriding system value
select distinct on (report)
    report,
    lines
from reported
order by report;
insert into ops.source_quality (run, source, recorded_at, report)
select
    reported.run,
    reported.source,
    coalesce(sync_run.finished_at, sync_run.started_at) as recorded_at,
    reported.report
from reported
inner join ops.sync_run on sync_run.run = reported.run;
select setval(pg_get_serial_sequence('ops.quality_line', 'line'), max(line)) from ops.quality_line having count(*) > 0;
select setval(pg_get_serial_sequence('ops.quality_report', 'report'), max(report))
from ops.quality_report having count(*) > 0;

-- A run's totals stay with it when its details go.
alter table ops.sync_run
add column tables bigint,
add column tables_validated bigint,
add column total_rows_read bigint,
add column total_rows_changed bigint,
add column total_bytes bigint,
add column errors bigint,
add column validated_sources text[];
create index sync_run_sources_idx on ops.sync_run (sources, started_at) where kind = 'sync';
comment on index ops.sync_run_sources_idx is 'Serves: ops.asked_sources, which finds each combination of sources once.';
with
    dealt_with as (
        select
            run,
            source,
            status = 'succeeded' as validated,
            rows_read,
            rows_changed,
            bytes,
            true as is_sync
        from told
        union all
        select
            run,
            source,
            message is null and missing + different + surplus <= repaired as validated,
            rows_compared as rows_read,
            repaired as rows_changed,
            0 as bytes,
            false as is_sync
        from ops.verification
    ),

    sources as (
        select
            run,
            source,
            count(*) as tables,
            count(*) filter (where validated) as tables_validated,
            sum(rows_read)::bigint as rows_read,
            sum(rows_changed)::bigint as rows_changed,
            sum(bytes)::bigint as bytes,
            bool_and(validated) and bool_and(is_sync) as is_validated
        from dealt_with
        group by run, source
    ),

    done as (
        select
            run,
            sum(tables)::bigint as tables,
            sum(tables_validated)::bigint as tables_validated,
            sum(rows_read)::bigint as rows_read,
            sum(rows_changed)::bigint as rows_changed,
            sum(bytes)::bigint as bytes,
            array_agg(source order by source) filter (where is_validated) as validated_sources
        from sources
        group by run
    ),

    met as (
        select
            run,
            count(*) as errors
        from ops.sync_error_log
        group by run
    ),

    totals as (
        select
            sync_run.run,
            coalesce(done.tables, 0) as tables,
            coalesce(done.tables_validated, 0) as tables_validated,
            coalesce(done.rows_read, 0) as rows_read,
            coalesce(done.rows_changed, 0) as rows_changed,
            coalesce(done.bytes, 0) as bytes,
            coalesce(met.errors, 0) as errors,
            coalesce(done.validated_sources, '{}') as validated_sources
        from ops.sync_run
        left join done on done.run = sync_run.run
        left join met on met.run = sync_run.run
        where sync_run.status <> 'running'
    )

update ops.sync_run set
    tables = totals.tables,
    tables_validated = totals.tables_validated,
    total_rows_read = totals.rows_read,
    total_rows_changed = totals.rows_changed,
    total_bytes = totals.bytes,
    errors = totals.errors,
    validated_sources = totals.validated_sources
from totals
where totals.run = sync_run.run;

-- Whatever of ours reads the two tables gives way, and is made again with all that is derived; a view that is somebody
-- else's stops the upgrade with its name.
do $$
declare
    reader record;
begin
    for reader in
        with recursive
            readers (class, oid) as (
                values
                    ('pg_class'::regclass::oid, 'ops.sync_log'::regclass::oid),
                    ('pg_class'::regclass::oid, 'ops.data_quality'::regclass::oid)
                union
                select
                    case when pg_rewrite.oid is null then pg_depend.classid else 'pg_class'::regclass::oid end,
                    coalesce(pg_rewrite.ev_class, pg_depend.objid)
                from readers
                inner join pg_depend on pg_depend.refclassid = readers.class and pg_depend.refobjid = readers.oid
                left join pg_rewrite on pg_depend.classid = 'pg_rewrite'::regclass and pg_rewrite.oid = pg_depend.objid
            )

        select derived_object.kind, derived_object.identity
        from ops.derived_object
        where exists (
            select
            from readers
            where
                (readers.class = 'pg_class'::regclass and readers.oid = to_regclass(derived_object.identity))
                or (readers.class = 'pg_proc'::regclass and readers.oid = to_regproc(derived_object.identity))
        )
        order by derived_object.position desc
    loop
        execute format('drop %s %s', replace(reader.kind, 'trigger ', ''), reader.identity);
    end loop;
end;
$$;
drop table ops.sync_log;
drop table ops.data_quality;

-- One row a table, written over by each run: its versions find room beside it.
delete from ops.sync_progress as earlier
using ops.sync_progress as later
where later.source = earlier.source and later."table" = earlier."table" and later.run > earlier.run;
alter table ops.sync_progress drop constraint sync_progress_pkey;
alter table ops.sync_progress add primary key (source, "table");
alter table ops.sync_progress set (fillfactor = 50);

-- Details of bookkeeping go after 90 days, those that tell of the present excepted.
alter table ops.retention add column newest_of text[] default '{}' not null;
update ops.retention set keep_days = 90 where "table" in ('ops.sync_error_log', 'ops.verification') and keep_days is null;
update ops.retention set newest_of = '{source,table}' where "table" = 'ops.verification';
insert into ops.retention ("table", dated_by, keep_days, newest_of) values
    ('ops.source_sync', 'recorded_at', 90, '{source}'),
    ('ops.source_quality', 'recorded_at', 90, '{source}');
