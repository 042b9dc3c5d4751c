-- analytics.quality_of_quarantine (view)
-- Question: which rows are not in the replica because what they refer to is missing?
-- Grain:    one row per table, key with at least one finding
-- Reads:    ops.sync_rejects, classwaves.schools, classwaves.sessions, classwaves.session_groups
-- Traps:    the replica's foreign keys let no orphan in, so those that production has are found here
create view analytics.quality_of_quarantine as
with
    rejected as (
        select
            "table",
            key,
            data ->> 'school_id' as school_id,
            data ->> 'session_id' as session_id,
            data ->> 'group_id' as group_id
        from ops.sync_rejects
        where source = 'classwaves' and sqlstate = '23503'
    ),

    checked as (
        select
            rejected."table",
            rejected.key,
            rejected.school_id is not null and school.id is null as orphan_school,
            rejected.session_id is not null and session.id is null as orphan_session,
            rejected.group_id is not null and session_group.id is null as orphan_group
        from rejected
        left join classwaves.schools as school on school.id = rejected.school_id
        left join classwaves.sessions as session on session.id = rejected.session_id
        left join classwaves.session_groups as session_group on session_group.id = rejected.group_id
    )

select
    "table",
    key,
    array_remove(array[
        case when orphan_school then 'orphan_school' end,
        case when orphan_session then 'orphan_session' end,
        case when orphan_group then 'orphan_group' end
    ], null) as checks
from checked
where orphan_school or orphan_session or orphan_group;

comment on view analytics.quality_of_quarantine is 'Rows in quarantine of which a parent is missing.';
comment on column analytics.quality_of_quarantine."table" is 'Raw table.';
comment on column analytics.quality_of_quarantine.key is 'Id of the row.';
comment on column analytics.quality_of_quarantine.checks is 'Names of the checks that it fails, as in analytics.quality_checks.';
