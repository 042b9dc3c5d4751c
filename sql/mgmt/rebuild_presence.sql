-- mgmt.rebuild_presence (function)
-- Question: what do all the raw rows say about how long students were there?
-- Grain:    writes mgmt.presence_hours; returns how many rows it has
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.is_on_calendar, mgmt.longest_stay, mgmt.presence_hours,
--           ops.rule_academy_time_zone, ops.local_clock, ops.steady_clock
-- Writes:   mgmt.presence_hours
-- Traps:    the same as adding up mgmt.hours_of_stay, for stays of one kind at a time: those that begin in one hour and
--           touch equally many share all but their first and last piece; wants mgmt.counted_students rebuilt first
create function mgmt.rebuild_presence() returns bigint
language plpgsql
set work_mem = '128MB'
as $$
declare
    steady record;
begin
    select * into steady from ops.steady_clock(ops.rule_academy_time_zone());

    delete from mgmt.presence_hours;

    insert into mgmt.presence_hours (on_day, hour, level, counts_from, sessions, microseconds)
    with
        alike as (
            select
                stay.first_hour,
                (greatest(stay.began + stay.lasted - 1, stay.began) / 3600000000)::integer as more_hours,
                counted.level,
                -- Later than the stay in no more than a few: the others are counted from the day itself.
                case when counted.created_on::timestamp > stay.first_hour then counted.created_on end as registered_later_on,
                count(*) as stays,
                sum(stay.began)::bigint as began,
                sum(stay.lasted)::bigint as lasted
            from (
                select
                    clock.student_id,
                    date_bin('1 hour', clock.moment, timestamp '0001-01-01') as first_hour,
                    -- The parts of an interval are floats, exact because each is small.
                    (
                        date_part('epoch', clock.moment - date_bin('1 hour', clock.moment, timestamp '0001-01-01')) * 1000000
                    )::bigint as began,
                    case
                        when
                            clock.checked_out_at > clock.checked_in_at
                            and clock.checked_out_at <= clock.checked_in_at + mgmt.longest_stay()
                            then (date_part('epoch', clock.checked_out_at - clock.checked_in_at) * 1000000)::bigint
                        else 0
                    end as lasted
                from (
                    select
                        check_in.student_id,
                        check_in.checked_in_at,
                        check_in.checked_out_at,
                        ops.local_clock(
                            check_in.checked_in_at, ops.rule_academy_time_zone(), steady.since, steady.until, steady.shift
                        ) as moment
                    from academy.check_ins as check_in
                    where mgmt.is_on_calendar(check_in.checked_in_at)
                    -- Computes it once per check-in, not once per use; below likewise.
                    offset 0 -- noqa: AM09
                ) as clock
                offset 0 -- noqa: AM09
            ) as stay
            inner join mgmt.counted_students as counted on counted.student_id = stay.student_id
            group by 1, 2, 3, 4
        ),

        hours as (
            select
                alike.first_hour,
                alike.more_hours,
                alike.level,
                alike.registered_later_on,
                alike.stays,
                alike.began,
                alike.lasted,
                -- In the list, since a join would begin a scan for each kind of stay.
                generate_series(0, alike.more_hours) as later
            from alike
        ),

        pieces as (
            select
                hours.first_hour + hours.later * interval '1 hour' as began_at,
                hours.level,
                hours.registered_later_on,
                case when hours.later = 0 then hours.stays else 0 end as sessions,
                case
                    when hours.more_hours = 0 then hours.lasted
                    when hours.later = 0 then hours.stays * 3600000000 - hours.began
                    when hours.later = hours.more_hours
                        then hours.began + hours.lasted - hours.stays * hours.more_hours * 3600000000
                    else hours.stays * 3600000000
                end as microseconds
            from hours
        ),

        summed as (
            select
                pieces.began_at,
                pieces.level,
                case when pieces.registered_later_on > pieces.began_at then pieces.registered_later_on end
                    as registered_later_on,
                sum(pieces.sessions) as sessions,
                sum(pieces.microseconds) as microseconds
            from pieces
            group by 1, 2, 3
        )

    select
        summed.began_at::date as on_day,
        date_part('hour', summed.began_at)::smallint as hour,
        summed.level,
        coalesce(summed.registered_later_on, summed.began_at::date) as counts_from,
        summed.sessions,
        summed.microseconds
    from summed
    where summed.sessions <> 0 or summed.microseconds <> 0
    order by summed.began_at;

    return (select count(*) from mgmt.presence_hours);
end;
$$;

comment on function mgmt.rebuild_presence() is 'Recomputes every hour of presence from the raw check-ins.';
