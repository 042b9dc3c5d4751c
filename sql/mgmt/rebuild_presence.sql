-- mgmt.rebuild_presence (function)
-- Question: what do all the raw rows say about how long students were there?
-- Grain:    writes mgmt.presence_hours; returns how many rows it has
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.hours_of_stay, mgmt.presence_hours
-- Traps:    the rules of mgmt.count_stays in one pass; wants mgmt.counted_students rebuilt first
create function mgmt.rebuild_presence() returns bigint
language plpgsql as $$
begin
    delete from mgmt.presence_hours;

    insert into mgmt.presence_hours (on_day, hour, level, counts_from, sessions, microseconds)
    select
        piece.on_day,
        piece.hour,
        counted.level,
        greatest(piece.on_day, counted.created_on) as counts_from,
        sum(piece.sessions),
        sum(piece.microseconds)
    from academy.check_ins as check_in
    inner join mgmt.counted_students as counted on counted.student_id = check_in.student_id
    cross join lateral mgmt.hours_of_stay(check_in.checked_in_at, check_in.checked_out_at) as piece
    group by 1, 2, 3, 4
    having sum(piece.sessions) <> 0 or sum(piece.microseconds) <> 0
    order by 1, 2, 3, 4;

    return (select count(*) from mgmt.presence_hours);
end;
$$;

comment on function mgmt.rebuild_presence() is 'Recomputes every hour of presence from the raw check-ins.';
