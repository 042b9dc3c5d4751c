-- ops.apply_retention (function)
-- Question: which rows are older than they may become?
-- Grain:    removes rows; returns one row per table that has a setting
-- Reads:    ops.retention, ops.retention_run
-- Writes:   analytics.session_events, ops.access_log, ops.retention_run, ops.rollup_run, ops.sync_error_log,
--           ops.verification
-- Traps:    nothing is removed while keep_days is null; what was removed is written down in the same transaction
create function ops.apply_retention() returns table ("table" text, rows_removed bigint)
language plpgsql as $$
#variable_conflict use_column
declare
    setting record;
    removed bigint;
begin
    for setting in select retention."table", retention.dated_by, retention.keep_days from ops.retention loop
        continue when setting.keep_days is null;
        execute format(
            'delete from %s where %I < now() - make_interval(days => $1)',
            setting."table"::regclass, setting.dated_by
        )
        using setting.keep_days;
        get diagnostics removed = row_count;
        insert into ops.retention_run ("table", keep_days, rows_removed)
        values (setting."table", setting.keep_days, removed);
        "table" := setting."table";
        rows_removed := removed;
        return next;
    end loop;
end;
$$;

comment on function ops.apply_retention() is 'Removes rows that are older than their table''s setting, and writes down how many.';
