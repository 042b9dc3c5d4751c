-- mgmt.quality_of_students (view)
-- Question: which students break an assumption of the rules, and how?
-- Grain:    one row per student that fails a check
-- Reads:    academy.students, mgmt.horizon, ops.fold, ops.usual_spelling
-- Traps:    names and levels are compared through ops.fold; blank is missing
create view mgmt.quality_of_students as
with
    -- Read twice, but folded once.
    spelled as materialized (
        select
            student.*,
            nullif(ops.fold(student.full_name), '') as plain_name
        from academy.students as student
    ),

    -- Few, so that folding them costs nothing; as a whole, for else each student's is folded to see whether it is blank.
    spellings as materialized (
        select
            student.level,
            ops.fold(student.level) as plain_level,
            count(*) as students
        from academy.students as student
        group by student.level
    ),

    levels as (
        select
            spellings.level,
            count(*) over same_level > 1
            and spellings.level <> ops.usual_spelling(
                array_agg(spellings.level) over same_level, array_agg(spellings.students) over same_level
            ) as is_spelt_differently
        from spellings
        where spellings.plain_level <> ''
        window same_level as (partition by spellings.plain_level)
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
            levels.level is null as missing_level,
            levels.is_spelt_differently as ambiguous_level,
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
        left join levels on levels.level = spelled.level
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
