-- mgmt.visit_days_after (function)
-- Question: on which local days after a given one did a student check in?
-- Grain:    one array of days, ascending
-- Reads:    academy.check_ins, mgmt.is_on_calendar, mgmt.local_date, mgmt.midnight
-- Traps:    null asks for all days; days of the future too
create function mgmt.visit_days_after(asked_student text, day date) returns date[]
language sql stable parallel safe
return array(
    select distinct mgmt.local_date(check_in.checked_in_at) as visited_on
    from academy.check_ins as check_in
    where
        check_in.student_id = asked_student
        and check_in.checked_in_at >= coalesce(mgmt.midnight(day + 1), '-infinity')
        and mgmt.is_on_calendar(check_in.checked_in_at)
    order by visited_on
);

comment on function mgmt.visit_days_after(text, date) is 'Local days with a check-in of a student, after a given day.';
