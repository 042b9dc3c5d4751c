-- mgmt.present_in_hour (function)
-- Question: who was there at this hour of this weekday in the last {academy.trend_days:days}, and when?
-- Grain:    one row per check-in that was there then, the latest first; for the given levels (none given: everybody)
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.hours_of_stay, mgmt.longest_stay, mgmt.midnight,
--           mgmt.minutes, mgmt.today, ops.rule_academy_trend_days
-- Traps:    an open or forgotten check-in is listed where it began, without minutes; the others add up to the heatmap's
--           cell; looks only at check-ins that began up to {academy.longest_stay_hours:hours} before each such hour,
--           or on a day whose clocks are changed
create function mgmt.present_in_hour(asked_weekday integer, asked_hour integer, levels text[])
returns table (
    student_id text,
    full_name text,
    level text,
    on_day date,
    checked_in_at timestamptz,
    checked_out_at timestamptz,
    minutes numeric
)
language sql stable parallel safe
begin atomic
    select
        counted.student_id,
        counted.full_name,
        nullif(counted.level, '') as level,
        piece.on_day,
        check_in.checked_in_at,
        check_in.checked_out_at,
        mgmt.minutes(piece.microseconds, 2) as minutes
    from (
        select
            day.on_day,
            -- Where clocks are changed the hour may be at any time, or twice, or never.
            case when day.is_usual then day.began_at + asked_hour * interval '1 hour' else day.began_at end as began_at,
            case when day.is_usual then day.began_at + (asked_hour + 1) * interval '1 hour' else day.ended_at end as ended_at
        from (
            select
                last_days.on_day,
                last_days.began_at,
                last_days.ended_at,
                last_days.ended_at - last_days.began_at = interval '24 hours' as is_usual
            from (
                select
                    (select mgmt.today()) - number as on_day,
                    mgmt.midnight((select mgmt.today()) - number) as began_at,
                    mgmt.midnight((select mgmt.today()) - number + 1) as ended_at
                from generate_series(0, ops.rule_academy_trend_days() - 1) as number
                where extract(isodow from (select mgmt.today()) - number) = asked_weekday
                offset 0 -- noqa: AM09
            ) as last_days
        ) as day
    ) as cell
    inner join academy.check_ins as check_in
        on check_in.checked_in_at >= cell.began_at - mgmt.longest_stay()
        and check_in.checked_in_at < cell.ended_at
        and (check_in.checked_in_at >= cell.began_at or check_in.checked_out_at > cell.began_at)
    inner join mgmt.counted_students as counted on counted.student_id = check_in.student_id
    cross join lateral mgmt.hours_of_stay(check_in.checked_in_at, check_in.checked_out_at) as piece
    where
        piece.on_day = cell.on_day
        and piece.hour = asked_hour
        and counted.created_on <= (select mgmt.today())
        and (cardinality(levels) = 0 or counted.level = any(levels))
    order by check_in.checked_in_at desc, counted.student_id collate "C", check_in.id collate "C";
end;

comment on function mgmt.present_in_hour(integer, integer, text[]) is
    'Check-ins behind one cell of the heatmap, with their minutes in it.';
