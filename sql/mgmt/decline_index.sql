-- mgmt.decline_index (function)
-- Question: does the centre lose ground: what are the last 7 days against the 7 before?
-- Grain:    one row, for the given levels (none given: everybody)
-- Reads:    mgmt.active_students, mgmt.daily_activity, mgmt.minutes, mgmt.ratio, mgmt.today
-- Traps:    changes are taken from exact times, not from rounded minutes; null where the days before have nothing
create function mgmt.decline_index(levels text[])
returns table (
    active_students_7d integer,
    active_students_prev7d integer,
    active_students_wow_change numeric,
    total_minutes_7d integer,
    total_minutes_prev7d integer,
    total_minutes_wow_change numeric
)
language sql stable parallel safe
begin atomic
    with
        day as materialized (select mgmt.today() as today),

        students as materialized (
            select
                mgmt.active_students(day.today - 6, day.today, levels) as this_week,
                mgmt.active_students(day.today - 13, day.today - 7, levels) as week_before
            from day
        ),

        spent as materialized (
            select
                sum(daily_activity.microseconds) filter (where daily_activity.on_day > day.today - 7) as this_week,
                sum(daily_activity.microseconds) filter (where daily_activity.on_day <= day.today - 7) as week_before
            from day
            cross join lateral mgmt.daily_activity(day.today - 13, levels) as daily_activity
        )

    select
        students.this_week as active_students_7d,
        students.week_before as active_students_prev7d,
        mgmt.ratio(students.this_week - students.week_before, students.week_before) as active_students_wow_change,
        mgmt.minutes(spent.this_week, 0)::integer as total_minutes_7d,
        mgmt.minutes(spent.week_before, 0)::integer as total_minutes_prev7d,
        mgmt.ratio(spent.this_week - spent.week_before, spent.week_before) as total_minutes_wow_change
    from students
    cross join spent;
end;

comment on function mgmt.decline_index(text[]) is 'Students and minutes of the last 7 days against the 7 before.';
