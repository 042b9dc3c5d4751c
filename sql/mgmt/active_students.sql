-- mgmt.active_students (function)
-- Question: how many students came at least once from one local day to another?
-- Grain:    one number, for the given levels (none given: everybody)
-- Reads:    mgmt.visit_gaps, mgmt.today
-- Traps:    whoever came has exactly one visit in the window whose next one lies after it; neither day may be after today
create function mgmt.active_students(first_day date, last_day date, levels text[]) returns integer
language sql stable parallel safe
begin atomic
    select coalesce(sum(visit_gaps.student_visits), 0)::integer
    from mgmt.visit_gaps
    where
        visit_gaps.visited_on between first_day and last_day
        and visit_gaps.next_on > last_day
        and visit_gaps.counts_from <= (select mgmt.today())
        and (cardinality(levels) = 0 or visit_gaps.level = any(levels));
end;

comment on function mgmt.active_students(date, date, text[]) is 'Students with a visit day in a window of local days.';
