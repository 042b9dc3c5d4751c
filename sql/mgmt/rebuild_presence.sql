-- mgmt.rebuild_presence (function)
-- Question: what do all the raw rows say about how long students were there?
-- Grain:    writes mgmt.presence_hours; returns how many rows it has
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.stay_on_clock, mgmt.presence_hours
-- Traps:    the same as adding up mgmt.hours_of_stay, for stays of one kind at a time: those that begin in one hour and
--           touch equally many share all but their first and last piece; wants mgmt.counted_students rebuilt first
create function mgmt.rebuild_presence() returns bigint
language plpgsql as $$
begin
    delete from mgmt.presence_hours;

    insert into mgmt.presence_hours (on_day, hour, level, counts_from, sessions, microseconds)
    with
        alike as (
            select
                stay.first_hour,
                stay.more_hours,
                counted.level,
                -- Later than the stay in no more than a few: the others are counted from the day itself.
                case
                    when (counted.created_on - date '0001-01-01') * 24 > stay.first_hour then counted.created_on
                end as registered_later_on,
                count(*) as stays,
                sum(least(stay.began + stay.lasted, 3600000000) - stay.began)::bigint as in_first_hour,
                sum(stay.began + stay.lasted - stay.more_hours * 3600000000)::bigint as in_last_hour
            from academy.check_ins as check_in
            inner join mgmt.counted_students as counted on counted.student_id = check_in.student_id
            cross join lateral mgmt.stay_on_clock(check_in.checked_in_at, check_in.checked_out_at) as stay
            group by 1, 2, 3, 4
        ),

        pieces as (
            select
                date '0001-01-01' + (alike.first_hour + later) / 24 as on_day,
                ((alike.first_hour + later) % 24)::smallint as hour,
                alike.level,
                alike.registered_later_on,
                case when later = 0 then alike.stays else 0 end as sessions,
                case
                    when later = 0 then alike.in_first_hour
                    when later = alike.more_hours then alike.in_last_hour
                    else alike.stays * 3600000000
                end as microseconds
            from alike
            cross join lateral generate_series(0, alike.more_hours) as later
        )

    select
        pieces.on_day,
        pieces.hour,
        pieces.level,
        greatest(pieces.on_day, pieces.registered_later_on) as counts_from,
        sum(pieces.sessions),
        sum(pieces.microseconds)
    from pieces
    group by 1, 2, 3, 4
    having sum(pieces.sessions) <> 0 or sum(pieces.microseconds) <> 0
    order by 1, 2, 3, 4;

    return (select count(*) from mgmt.presence_hours);
end;
$$;

comment on function mgmt.rebuild_presence() is 'Recomputes every hour of presence from the raw check-ins.';
