-- ops.quality_report (table)
-- Question: which lines make up a quality report?
-- Grain:    one row per different report (report)
-- Traps:    read ops.data_quality, which says of which run and source it is; removed once no run refers to it
comment on table ops.quality_report is 'Reports of data quality; runs that found the same in a source share one.';
comment on column ops.quality_report.report is 'Number of the report, ascending.';
comment on column ops.quality_report.lines is 'Its lines in ops.quality_line.';
