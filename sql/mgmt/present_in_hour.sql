-- mgmt.present_in_hour (function)
-- Question: who was there at this hour of this weekday in the last 90 days, and when?
-- Grain:    one row per check-in that was there then, the latest first; for the given levels (none given: everybody)
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.hours_of_stay, mgmt.longest_stay, mgmt.midnight,
--           mgmt.minutes, mgmt.today
-- Traps:    an open or forgotten check-in is listed where it began, without minutes; the others add up to the heatmap's
--           cell; looks only at check-ins that began up to 16 hours before each such hour
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
            (select mgmt.today()) - number as on_day,
            mgmt.midnight((select mgmt.today()) - number) + asked_hour * interval '1 hour' as began_at
        from generate_series(0, 89) as number
        where extract(isodow from (select mgmt.today()) - number) = asked_weekday
    ) as cell
    inner join academy.check_ins as check_in
        on check_in.checked_in_at >= cell.began_at - mgmt.longest_stay()
        and check_in.checked_in_at < cell.began_at + interval '1 hour'
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
