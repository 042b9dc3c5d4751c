-- ops.apply_retention (function)
-- Question: which rows are older than they may become?
-- Grain:    removes rows; returns one row per table that has a setting
-- Reads:    ops.retention, ops.retention_run, ops.forget_untold
-- Writes:   analytics.session_events, ops.access_log, ops.retention_run, ops.rollup_run, ops.sync_error_log,
--           ops.verification, ops.source_sync, ops.source_quality
-- Traps:    nothing is removed while keep_days is null; what was removed is written down in the same transaction; lines
--           go with the last run that refers to them
create function ops.apply_retention() returns table ("table" text, rows_removed bigint)
language plpgsql as $$
#variable_conflict use_column
declare
    setting record;
    is_replaced text;
    removed bigint;
begin
    for setting in
        select retention."table", retention.dated_by, retention.keep_days, retention.newest_of
        from ops.retention
        where retention.keep_days is not null
        order by retention."table"
    loop
        select coalesce(
            format('exists (select from %s as later where later.%2$I > kept.%2$I', setting."table"::regclass, setting.dated_by)
            || string_agg(format(' and later.%1$I = kept.%1$I', name), '') || ')',
            'true'
        )
        into is_replaced
        from unnest(setting.newest_of) as name;
        execute format(
            'delete from %s as kept where %I < now() - make_interval(days => $1) and %s',
            setting."table"::regclass, setting.dated_by, is_replaced
        )
        using setting.keep_days;
        get diagnostics removed = row_count;
        insert into ops.retention_run ("table", keep_days, rows_removed)
        values (setting."table", setting.keep_days, removed);
        "table" := setting."table";
        rows_removed := removed;
        return next;
    end loop;
    perform ops.forget_untold();
end;
$$;

comment on function ops.apply_retention() is 'Removes rows that are older than their table''s setting, and writes down how many.';
