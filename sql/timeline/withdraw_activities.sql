-- timeline.withdraw_activities (function)
-- Question: which activities have lost their raw rows?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.student_activity_timeline
-- Writes:   timeline.student_activity_timeline
-- Traps:    the activity is hidden, never erased; ids whose raw row is there are left alone
create function timeline.withdraw_activities(told_by text, source_ids uuid[]) returns bigint
language plpgsql
set plan_cache_mode = force_custom_plan
as $$
declare
    gone_ids uuid[];
    changed_rows bigint;
begin
    execute format(
        'select array(select id from unnest($1) as id except select source.id from learning.%I as source '
        'where source.id = any($1))',
        told_by
    ) into gone_ids using source_ids;
    if cardinality(gone_ids) = 0 then
        return 0;
    end if;
    update timeline.student_activity_timeline as known set removed_at = now()
    where known.source_id = any(gone_ids) and known.source_table = told_by and known.removed_at is null;
    get diagnostics changed_rows = row_count;
    return changed_rows;
end;
$$;

comment on function timeline.withdraw_activities(text, uuid[]) is
    'Hides the activities of the given rows of a raw table that are not there any more.';
