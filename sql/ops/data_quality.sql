-- ops.data_quality (view)
-- Question: what did each run find odd in the data?
-- Grain:    one row per run, source, check, table
-- Reads:    ops.source_quality, ops.quality_report, ops.quality_line
-- Traps:    clean checks are here too, with a count of 0; rows are kept for 90 days, the newest report of each source
--           for ever
create view ops.data_quality as
select
    source_quality.run,
    source_quality.source,
    quality_line."check",
    quality_line."table",
    quality_line.severity,
    quality_line.count,
    quality_line.sample_keys
from ops.source_quality
inner join ops.quality_report on quality_report.report = source_quality.report
cross join lateral unnest(quality_report.lines) as listed (line)
inner join ops.quality_line on quality_line.line = listed.line;

comment on view ops.data_quality is
    'What each run found odd in the data: one row per run and check, clean ones included.';
comment on column ops.data_quality.run is 'The run.';
comment on column ops.data_quality.source is 'Name of the source.';
comment on column ops.data_quality."check" is 'Name of the check.';
comment on column ops.data_quality."table" is 'Name of the table.';
comment on column ops.data_quality.severity is 'info: ignored by rule; warning: look at it; error: numbers suffer.';
comment on column ops.data_quality.count is 'Rows found.';
comment on column ops.data_quality.sample_keys is 'Up to five primary keys of such rows.';
