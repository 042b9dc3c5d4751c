-- mgmt.quality_of_check_ins (view)
-- Question: which check-ins break an assumption of the rules, or belong to nobody who counts?
-- Grain:    one row per check-in that fails a check
-- Reads:    academy.check_ins, academy.students, mgmt.horizon, mgmt.longest_stay, mgmt.as_of
-- Traps:    how long it lasts is asked only of what began by today: the far end of time has no {academy.longest_stay_hours:hours} more
create view mgmt.quality_of_check_ins as
with
    absent_students as (
        select
            student.id,
            student.deleted_at,
            student.created_at >= (select mgmt.horizon()) as comes_later
        from academy.students as student
        where student.deleted_at is not null or student.created_at >= (select mgmt.horizon())
    ),

    checked as (
        select
            check_in.id as key,
            check_in.student_id,
            absent.deleted_at is not null as ignored_deleted_student,
            absent.comes_later as ignored_future_student,
            check_in.checked_in_at >= absent.deleted_at as after_student_deletion,
            check_in.checked_out_at is null
            and check_in.checked_in_at < (select mgmt.as_of() - mgmt.longest_stay()) as never_checked_out,
            case
                when check_in.checked_in_at < (select mgmt.horizon())
                    then check_in.checked_out_at > check_in.checked_in_at + mgmt.longest_stay()
            end as longer_than_16_hours,
            check_in.checked_out_at < check_in.checked_in_at as negative,
            check_in.checked_out_at = check_in.checked_in_at as zero_length,
            check_in.updated_at is null as missing_updated_at,
            greatest(check_in.checked_in_at, check_in.checked_out_at, check_in.updated_at) >= (select mgmt.horizon())
                as future_date,
            check_in.checked_in_at < timestamptz '2000-01-01 00:00+00'
            or (
                check_in.updated_at < check_in.checked_in_at
                and check_in.checked_in_at < (select mgmt.horizon())
            ) as impossible_date
        from academy.check_ins as check_in
        left join absent_students as absent on absent.id = check_in.student_id
    )

select
    checked.key,
    checked.student_id,
    concat_ws(
        ' ',
        case when checked.ignored_deleted_student then 'ignored_deleted_student' end,
        case when checked.ignored_future_student then 'ignored_future_student' end,
        case when checked.after_student_deletion then 'after_student_deletion' end,
        case when checked.never_checked_out then 'never_checked_out' end,
        case when checked.longer_than_16_hours then 'longer_than_16_hours' end,
        case when checked.negative then 'negative' end,
        case when checked.zero_length then 'zero_length' end,
        case when checked.missing_updated_at then 'missing_updated_at' end,
        case when checked.future_date then 'future_date' end,
        case when checked.impossible_date then 'impossible_date' end
    ) as failed
from checked
where
    -- As a number, because of an equality the planner expects few rows, and goes through them in parallel.
    (
        checked.ignored_deleted_student or checked.ignored_future_student or checked.never_checked_out
        or checked.longer_than_16_hours or checked.negative or checked.zero_length or checked.missing_updated_at
        or checked.future_date or checked.impossible_date
    )::integer = 1;

comment on view mgmt.quality_of_check_ins is 'Check-ins that break an assumption, or belong to nobody who counts.';
comment on column mgmt.quality_of_check_ins.key is 'Id of the check-in.';
comment on column mgmt.quality_of_check_ins.student_id is 'Its student.';
comment on column mgmt.quality_of_check_ins.failed is 'Names of the checks, as in mgmt.quality_checks, with blanks between.';
