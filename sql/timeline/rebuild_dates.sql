-- timeline.rebuild_dates (function)
-- Question: on which day did each activity happen, on the clock of the zone in force?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.student_activity_timeline, ops.rule_learning_time_zone
-- Writes:   timeline.student_activity_timeline
-- Traps:    the zone is a value of the statement: where the timeline lies on other nodes, these need not know the rule
create function timeline.rebuild_dates() returns bigint
language plpgsql as $$
declare
    zone constant text := ops.rule_learning_time_zone();
    changed_rows bigint;
begin
    update timeline.student_activity_timeline set activity_date = (created_at at time zone zone)::date
    where activity_date is distinct from (created_at at time zone zone)::date;
    get diagnostics changed_rows = row_count;
    return changed_rows;
end;
$$;

comment on function timeline.rebuild_dates() is 'Gives every activity its date in the zone in force.';
