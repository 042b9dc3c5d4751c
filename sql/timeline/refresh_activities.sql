-- timeline.refresh_activities (function)
-- Question: what do these rows of a raw table now say that students did?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.writing_of_activities
-- Traps:    source_ids null means all rows; planned anew each time, because one row and a million want different plans
create function timeline.refresh_activities(
    source_table text, source_ids uuid[], keeps_moments boolean default false
) returns bigint
language plpgsql as $$
declare
    source_rows text := format('learning.%I', source_table);
    changed_rows bigint;
begin
    if source_ids is not null then
        source_rows := format('(select * from %s where id = any($1))', source_rows);
    end if;
    execute timeline.writing_of_activities(source_table, source_rows, keeps_moments => keeps_moments) using source_ids;
    get diagnostics changed_rows = row_count;
    return changed_rows;
end;
$$;

comment on function timeline.refresh_activities(text, uuid[], boolean) is
    'Brings the activities of the given rows of a raw table (null: of all its rows) to what those rows say.';
