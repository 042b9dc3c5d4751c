-- mgmt.few_recent_students (function)
-- Question: how many students came in the last {academy.trend_days:days}, if they are few?
-- Grain:    one row, for the given levels (none given: everybody)
-- Reads:    mgmt.active_students, mgmt.today, mgmt.trend_begins, ops.rule_academy_minimum_people
-- Traps:    null: {academy.minimum_people:people} or more
create function mgmt.few_recent_students(levels text[]) returns table (few_people integer)
language sql stable parallel safe
begin atomic
    select case when came.students < ops.rule_academy_minimum_people() then came.students end as few_people
    from (
        select mgmt.active_students(day.trend_begins, day.today, levels) as students
        from (select mgmt.today() as today, mgmt.trend_begins() as trend_begins) as day
    ) as came;
end;

comment on function mgmt.few_recent_students(text[]) is
    'Students of the last {academy.trend_days} local days, where they are fewer than {academy.minimum_people}; null otherwise.';
