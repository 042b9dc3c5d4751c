-- name: last_checks
-- The checks of the source's last run where it was in this clock hour: later, "future" may mean another day. Not of the
-- last sixty minutes, for what was repeated every quarter of an hour would never be made anew.
select "check", "table", severity, count, sample_keys
from ops.data_quality
where source = %(source)s and "check" not in ('extra_columns', 'extra_tables') and run = (
    select last_run.run
    from (
        select sync_run.run, sync_run.started_at
        from ops.sync_run
        where sync_run.run < %(run)s and %(source)s = any(sync_run.sources)
        order by sync_run.run desc
        limit 1
    ) as last_run
    where date_trunc('hour', last_run.started_at) = date_trunc('hour', clock_timestamp())
)

-- name: record_report
-- A source's report of a run. Lines, and whole reports, that say what the source's last one said are not written again;
-- writing it twice does no harm.
with
    told as (
        select *
        from jsonb_to_recordset(%(findings)s) as told (
            "check" text, "table" text, severity text, count bigint, sample_keys text[]
        )
    ),

    last_report as (
        select
            quality_report.report,
            quality_report.lines
        from ops.source_quality
        inner join ops.quality_report on quality_report.report = source_quality.report
        where source_quality.source = %(source)s and source_quality.run <= %(run)s
        order by source_quality.run desc
        limit 1
    ),

    known as (
        select
            told."check",
            told."table",
            quality_line.line
        from last_report
        cross join lateral unnest(last_report.lines) as listed (line)
        inner join ops.quality_line on quality_line.line = listed.line
        inner join told on told."check" = quality_line."check" and told."table" = quality_line."table"
        where
            told.severity = quality_line.severity
            and told.count = quality_line.count
            and told.sample_keys = quality_line.sample_keys
    ),

    added as (
        insert into ops.quality_line ("check", "table", severity, count, sample_keys)
        select "check", "table", severity, count, sample_keys
        from told
        where ("check", "table") not in (select known."check", known."table" from known)
        returning line
    ),

    whole as (
        select array_agg(line order by line) as lines
        from (select line from known union all select line from added) as every_line
    ),

    repeated as (
        select last_report.report
        from last_report
        inner join whole on whole.lines = last_report.lines
    ),

    new_report as (
        insert into ops.quality_report (lines)
        select lines from whole
        where lines is not null and not exists (select from repeated)
        returning report
    )

insert into ops.source_quality (run, source, report)
select %(run)s, %(source)s, report from repeated
union all
select %(run)s, %(source)s, report from new_report
on conflict do nothing
