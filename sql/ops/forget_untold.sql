-- ops.forget_untold (function)
-- Question: which lines does no run tell any more?
-- Grain:    returns nothing; removes them
-- Reads:    ops.source_sync, ops.sync_line, ops.source_quality, ops.quality_report, ops.quality_line
-- Writes:   ops.sync_line, ops.quality_report, ops.quality_line
-- Traps:    lines that a later run would tell again are written again then
create function ops.forget_untold() returns void
language plpgsql as $$
begin
    delete from ops.sync_line
    where not exists (
        select
        from (select unnest(lines) as line from ops.source_sync) as told
        where told.line = sync_line.line
    );
    delete from ops.quality_report
    where not exists (select from ops.source_quality where source_quality.report = quality_report.report);
    delete from ops.quality_line
    where not exists (
        select
        from (select unnest(lines) as line from ops.quality_report) as listed
        where listed.line = quality_line.line
    );
end;
$$;

comment on function ops.forget_untold() is 'Removes lines of syncs and of quality reports to which no run refers.';
