-- ngeshare.counted_findings (view)
-- Question: how many raw rows fail each check, as the rows are and as facts remember them?
-- Grain:    one row per origin, check, table with findings
-- Reads:    ngeshare.quality_of_people, ngeshare.quality_of_groups, ngeshare.quality_of_memberships,
--           ngeshare.quality_of_attendance, ngeshare.quality_of_meetings, ngeshare.group_findings, ngeshare.user_findings
-- Traps:    always asked of one origin, so that the other one is not read; Hangouts, episodes and groups are few, compared
--           with each other, and looked at anew for both, as are the few meetings that other rules recorded
create view ngeshare.counted_findings as
with
    findings as (
        select false as from_facts, "check", "table", key from ngeshare.quality_of_people
        union all
        select false as from_facts, "check", "table", key from ngeshare.quality_of_groups
        union all
        select false as from_facts, "check", "table", key from ngeshare.quality_of_memberships
        union all
        select false as from_facts, "check", "table", key from ngeshare.quality_of_attendance
        union all
        select false as from_facts, "check", "table", key from ngeshare.quality_of_meetings
        union all
        select true as from_facts, "check", "table", key from ngeshare.quality_of_meetings
        union all
        select true as from_facts, "check", 'User' as "table", user_id as key from ngeshare.user_findings
        union all
        select true as from_facts, "check", "table", key from ngeshare.quality_of_groups
        union all
        select true as from_facts, "check", "table", key from ngeshare.group_findings
    ),

    numbered as (
        select
            from_facts,
            "check",
            "table",
            key,
            row_number() over (partition by from_facts, "check", "table" order by key collate "C") as position
        from findings
    )

select
    from_facts,
    "check",
    "table",
    count(*) as count,
    array_agg(key order by position) filter (where position <= 5) as sample_keys
from numbered
group by from_facts, "check", "table";

comment on view ngeshare.counted_findings is 'Findings of the ngeShare quality report by check, from rows and from facts.';
comment on column ngeshare.counted_findings.from_facts is
    'Whether users, memberships and attendance are told by ngeshare.user_findings and ngeshare.group_findings, as of their '
    'last refresh.';
comment on column ngeshare.counted_findings."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.counted_findings."table" is 'Raw table.';
comment on column ngeshare.counted_findings.count is 'Rows that fail it.';
comment on column ngeshare.counted_findings.sample_keys is 'Ids of up to five of them.';
