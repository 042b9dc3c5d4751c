-- mgmt.rebuild_presence (function)
-- Question: what do all the raw rows say about how long students were there?
-- Grain:    writes mgmt.presence_hours; returns how many rows it has
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.hours_over_change, mgmt.is_on_calendar, mgmt.longest_stay,
--           mgmt.presence_hours, ops.clock_changes, ops.local_clock, ops.rule_academy_time_zone, ops.steady_clock
-- Writes:   mgmt.presence_hours
-- Traps:    the same as adding up mgmt.hours_of_stay, for stays of one kind at a time: those that begin in one hour and
--           touch equally many share all but their first and last piece, unless clocks are changed meanwhile; wants
--           mgmt.counted_students rebuilt first
create function mgmt.rebuild_presence() returns bigint
language plpgsql
set work_mem = '128MB'
as $$
declare
    steady record;
    changes timestamptz[];
begin
    changes := ops.clock_changes(
        ops.rule_academy_time_zone(),
        (select min(checked_in_at) from academy.check_ins where mgmt.is_on_calendar(checked_in_at)),
        (select max(checked_in_at) + mgmt.longest_stay() from academy.check_ins where mgmt.is_on_calendar(checked_in_at))
    );
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
                    where
                        mgmt.is_on_calendar(check_in.checked_in_at)
                        and (
                            width_bucket(check_in.checked_in_at, changes) = width_bucket(check_in.checked_out_at, changes)
                            or check_in.checked_out_at <= check_in.checked_in_at
                            or check_in.checked_out_at > check_in.checked_in_at + mgmt.longest_stay()
                            or check_in.checked_out_at is null
                        )
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
        ),

        over_changes as (
            select
                piece.on_day + piece.hour * interval '1 hour' as began_at,
                counted.level,
                greatest(piece.on_day, counted.created_on) as counts_from,
                piece.sessions,
                piece.microseconds
            from unnest(changes) as change
            inner join academy.check_ins as check_in
                on check_in.checked_in_at < change
                and check_in.checked_in_at >= change - mgmt.longest_stay()
                and check_in.checked_out_at >= change
                and check_in.checked_out_at <= check_in.checked_in_at + mgmt.longest_stay()
                -- The last change of a stay.
                and change = changes[width_bucket(check_in.checked_out_at, changes)]
            inner join mgmt.counted_students as counted on counted.student_id = check_in.student_id
            cross join lateral mgmt.hours_over_change(check_in.checked_in_at, check_in.checked_out_at) as piece
            where mgmt.is_on_calendar(check_in.checked_in_at)
        )

    select
        added.began_at::date as on_day,
        date_part('hour', added.began_at)::smallint as hour,
        added.level,
        added.counts_from,
        sum(added.sessions) as sessions,
        sum(added.microseconds) as microseconds
    from (
        select
            summed.began_at,
            summed.level,
            coalesce(summed.registered_later_on, summed.began_at::date) as counts_from,
            summed.sessions,
            summed.microseconds
        from summed
        union all
        select
            over_changes.began_at,
            over_changes.level,
            over_changes.counts_from,
            over_changes.sessions,
            over_changes.microseconds
        from over_changes
    ) as added
    group by added.began_at, added.level, added.counts_from
    having sum(added.sessions) <> 0 or sum(added.microseconds) <> 0
    order by added.began_at;

    return (select count(*) from mgmt.presence_hours);
end;
$$;

comment on function mgmt.rebuild_presence() is 'Recomputes every hour of presence from the raw check-ins.';
