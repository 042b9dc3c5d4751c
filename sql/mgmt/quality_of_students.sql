-- mgmt.quality_of_students (view)
-- Question: which students break an assumption of the rules, and how?
-- Grain:    one row per student that fails a check
-- Reads:    academy.students, mgmt.horizon
-- Traps:    names and levels are compared without regard to case and white space around them; blank is missing;
--           of two equally frequent spellings of a level the first in order is the usual one
create view mgmt.quality_of_students as
with
    spelled as (
        select
            student.*,
            nullif(lower(btrim(student.level, e' \t\n\r\f\v')), '') as plain_level,
            nullif(lower(btrim(student.full_name, e' \t\n\r\f\v')), '') as plain_name
        from academy.students as student
    ),

    usual_levels as (
        select
            spelled.plain_level,
            mode() within group (order by spelled.level collate "C") as spelling
        from spelled
        group by spelled.plain_level
    ),

    shared_names as (
        select spelled.plain_name
        from spelled
        where spelled.deleted_at is null
        group by spelled.plain_name
        having count(*) > 1
    ),

    checked as (
        select
            spelled.id as key,
            spelled.plain_level is null as missing_level,
            spelled.level <> usual_levels.spelling as ambiguous_level,
            spelled.plain_name is null as missing_name,
            spelled.deleted_at is null and shared_names.plain_name is not null as duplicate_name,
            spelled.deleted_at is not null as soft_deleted,
            spelled.updated_at is null as missing_updated_at,
            greatest(spelled.created_at, spelled.updated_at, spelled.deleted_at) >= (select mgmt.horizon())
                as future_date,
            spelled.updated_at < spelled.created_at
            or spelled.deleted_at < spelled.created_at
            or spelled.created_at < timestamptz '2000-01-01 00:00+00' as impossible_date
        from spelled
        left join usual_levels on usual_levels.plain_level = spelled.plain_level
        left join shared_names on shared_names.plain_name = spelled.plain_name
    )

select
    checked.key,
    concat_ws(
        ' ',
        case when checked.missing_level then 'missing_level' end,
        case when checked.ambiguous_level then 'ambiguous_level' end,
        case when checked.missing_name then 'missing_name' end,
        case when checked.duplicate_name then 'duplicate_name' end,
        case when checked.soft_deleted then 'soft_deleted' end,
        case when checked.missing_updated_at then 'missing_updated_at' end,
        case when checked.future_date then 'future_date' end,
        case when checked.impossible_date then 'impossible_date' end
    ) as failed
from checked
where
    checked.missing_level or checked.ambiguous_level or checked.missing_name or checked.duplicate_name
    or checked.soft_deleted or checked.missing_updated_at or checked.future_date or checked.impossible_date;

comment on view mgmt.quality_of_students is 'Students that fail a check.';
comment on column mgmt.quality_of_students.key is 'Id of the student.';
comment on column mgmt.quality_of_students.failed is 'Names of the checks, as in mgmt.quality_checks, with blanks between.';
