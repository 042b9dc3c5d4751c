-- mgmt.active_windows (function)
-- Question: how many students came in each of the windows of {academy.active_windows} days, and how many in as many days before?
-- Grain:    one row per window, for the given levels (none given: everybody)
-- Reads:    mgmt.active_students, mgmt.today, ops.rule_academy_active_windows
-- Traps:    today is the last day of each window
create function mgmt.active_windows(levels text[])
returns table (window_days integer, active_students integer, active_students_before integer, change integer)
language sql stable parallel safe
begin atomic
    with
        day as (select mgmt.today() as today)

    select
        counted.window_days,
        counted.active_students,
        counted.active_students_before,
        counted.active_students - counted.active_students_before as change
    from (
        select
            periods.days as window_days,
            mgmt.active_students(day.today - periods.days + 1, day.today, levels) as active_students,
            mgmt.active_students(day.today - 2 * periods.days + 1, day.today - periods.days, levels)
                as active_students_before
        from unnest(ops.rule_academy_active_windows()) as periods (days)
        cross join day
    ) as counted;
end;

comment on function mgmt.active_windows(text[]) is
    'Active students of each window of the Engagement Panel, with those of the window before and the change.';
