-- ops.source_quality (table)
-- Question: which quality report did a run make of a source?
-- Grain:    one row per run and source with a report (run, source)
-- Traps:    kept for 90 days, the newest of each source for ever (ops.retention)
comment on table ops.source_quality is 'One row per run and source: the quality report that was true then.';
comment on column ops.source_quality.run is 'The run.';
comment on column ops.source_quality.source is 'Name of the source.';
comment on column ops.source_quality.recorded_at is 'Moment the report was made or repeated.';
comment on column ops.source_quality.report is 'The report in ops.quality_report.';
