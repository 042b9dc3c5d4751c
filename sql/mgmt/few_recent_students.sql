-- mgmt.few_recent_students (function)
-- Question: how many students came in the last 90 days, if they are few?
-- Grain:    one row, for the given levels (none given: everybody)
-- Reads:    mgmt.active_students, mgmt.today, ops.few_people
-- Traps:    null: ops.few_people() or more
create function mgmt.few_recent_students(levels text[]) returns table (few_people integer)
language sql stable parallel safe
begin atomic
    select case when came.students < ops.few_people() then came.students end as few_people
    from (
        select mgmt.active_students(day.today - 89, day.today, levels) as students
        from (select mgmt.today() as today) as day
    ) as came;
end;

comment on function mgmt.few_recent_students(text[]) is
    'Students of the last 90 local days, where they are fewer than ops.few_people(); null otherwise.';
