-- mgmt.few_who_came_again (function)
-- Question: how many students have come on two days or more, if they are few?
-- Grain:    one number, for the given levels as they are spelt (none given: everybody); null: {academy.minimum_people:people} or more
-- Reads:    mgmt.counted_students, mgmt.student_visits, mgmt.today, ops.rule_academy_minimum_people
-- Traps:    stops as soon as there are enough
create function mgmt.few_who_came_again(levels text[]) returns integer
language sql stable parallel safe
return (
    select case when count(*) < ops.rule_academy_minimum_people() then count(*)::integer end
    from (
        select counted.student_id
        from mgmt.counted_students as counted
        inner join mgmt.student_visits as visits on visits.student_id = counted.student_id
        where
            counted.created_on <= (select mgmt.today())
            and visits.visit_days[2] <= (select mgmt.today())
            and (cardinality(levels) = 0 or counted.level = any(levels))
        order by counted.student_id
        limit ops.rule_academy_minimum_people()
    ) as found
);

comment on function mgmt.few_who_came_again(text[]) is
    'Students with two visit days or more, where they are fewer than {academy.minimum_people}; null otherwise.';
