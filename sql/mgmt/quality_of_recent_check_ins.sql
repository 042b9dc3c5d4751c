-- mgmt.quality_of_recent_check_ins (view)
-- Question: which check-ins of the last {academy.trend_days:days} count twice, or begin at odd hours?
-- Grain:    one row per check-in that fails a check
-- Reads:    academy.check_ins, mgmt.horizon, mgmt.is_in_daypart, mgmt.longest_stay, mgmt.midnight,
--           ops.rule_academy_time_zone, mgmt.trend_begins
-- Traps:    no number counts sessions or minutes of older days, so history is not sorted after every sync;
--           a check-in of the evening before the first day is only there to be compared with
create view mgmt.quality_of_recent_check_ins as
with
    recent as (
        select
            check_in.id collate "C" as key,
            -- As it is, so that its index finds the check-ins of a few students.
            check_in.student_id,
            check_in.checked_in_at,
            case
                when check_in.checked_out_at <= check_in.checked_in_at + mgmt.longest_stay()
                    then check_in.checked_out_at
            end as counted_until
        from academy.check_ins as check_in
        where
            check_in.checked_in_at >= (select mgmt.midnight(mgmt.trend_begins()) - mgmt.longest_stay())
            and check_in.checked_in_at < (select mgmt.horizon())
    ),

    in_order as (
        select
            recent.key,
            recent.student_id,
            recent.checked_in_at,
            -- In this order the latest of the earlier ones is the one before.
            max(recent.checked_in_at) over earlier as began_before,
            max(recent.counted_until) over earlier as busy_until,
            recent.counted_until > recent.checked_in_at as has_minutes
        from recent
        window earlier as (
            partition by recent.student_id
            order by recent.checked_in_at, recent.key
            rows between unbounded preceding and 1 preceding
        )
    ),

    checked as (
        select
            in_order.key,
            in_order.student_id,
            in_order.checked_in_at <= in_order.began_before + interval '1 minute' as repeated,
            in_order.has_minutes and in_order.checked_in_at < in_order.busy_until as overlapping,
            not mgmt.is_in_daypart(
                date_part('hour', in_order.checked_in_at at time zone ops.rule_academy_time_zone())::integer
            ) as outside_opening_hours
        from in_order
        where in_order.checked_in_at >= (select mgmt.midnight(mgmt.trend_begins()))
    )

select
    checked.key,
    checked.student_id,
    concat_ws(
        ' ',
        case when checked.repeated then 'repeated' end,
        case when checked.overlapping then 'overlapping' end,
        case when checked.outside_opening_hours then 'outside_opening_hours' end
    ) as failed
from checked
where checked.repeated or checked.overlapping or checked.outside_opening_hours;

comment on view mgmt.quality_of_recent_check_ins is
    'Check-ins of the last {academy.trend_days:days} that count twice, or begin at odd hours.';
comment on column mgmt.quality_of_recent_check_ins.key is 'Id of the check-in.';
comment on column mgmt.quality_of_recent_check_ins.student_id is 'Its student.';
comment on column mgmt.quality_of_recent_check_ins.failed is
    'Names of the checks, as in mgmt.quality_checks, with blanks between.';
