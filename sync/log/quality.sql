-- name: repeat_report
-- Repeats a report of this clock hour: later, "future" may mean another day. Not of the last sixty minutes, for what was
-- repeated every quarter of an hour would never be made anew.
insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys)
select %(run)s, source, "check", "table", severity, count, sample_keys
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

-- name: record_check
-- One line of a run's report.
insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys)
values (%s, %s, %s, %s, %s, %s, %s)

-- name: record_extra
-- What the source has and nobody copies; another attempt of the run writes it again.
insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys)
values (%s, %s, %s, %s, 'info', %s, %s)
on conflict do nothing
