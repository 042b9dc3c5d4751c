-- timeline.data_quality (view)
-- Question: how many raw rows break an assumption of the rules, and which?
-- Grain:    one row per check, table, also where nothing was found
-- Reads:    timeline.quality_checks, timeline.quality_of_profiles, timeline.quality_of_goals,
--           timeline.quality_of_catalogue, timeline.quality_of_progress, timeline.quality_of_reflections,
--           timeline.quality_of_quizzes, timeline.quality_of_milestones, timeline.quality_of_conversations,
--           timeline.quality_of_quarantine
-- Traps:    reads all raw rows: meant for once per sync, not for a page
create view timeline.data_quality as
with
    findings as (
        select "check", "table", key from timeline.quality_of_profiles
        union all
        select "check", "table", key from timeline.quality_of_goals
        union all
        select "check", "table", key from timeline.quality_of_catalogue
        union all
        select "check", "table", key from timeline.quality_of_progress
        union all
        select "check", "table", key from timeline.quality_of_reflections
        union all
        select "check", "table", key from timeline.quality_of_quizzes
        union all
        select "check", "table", key from timeline.quality_of_milestones
        union all
        select "check", "table", key from timeline.quality_of_conversations
        union all
        select "check", "table", key from timeline.quality_of_quarantine
    ),

    numbered as (
        select
            "check",
            "table",
            key,
            row_number() over (partition by "check", "table" order by key) as position
        from findings
    ),

    counted as (
        select
            "check",
            "table",
            count(*) as count,
            array_agg(key::text order by position) filter (where position <= 5) as sample_keys
        from numbered
        group by "check", "table"
    )

select
    quality_checks."check",
    quality_checks."table",
    quality_checks.severity,
    coalesce(counted.count, 0) as count,
    coalesce(counted.sample_keys, '{}') as sample_keys
from timeline.quality_checks
left join counted
    on counted."check" = quality_checks."check"
    and counted."table" = quality_checks."table";

comment on view timeline.data_quality is
    'Findings of the video courses'' quality report as of today, checks without any included.';
comment on column timeline.data_quality."check" is 'Name of the check.';
comment on column timeline.data_quality."table" is 'Raw table.';
comment on column timeline.data_quality.severity is 'error, warning or info.';
comment on column timeline.data_quality.count is 'Rows that fail it.';
comment on column timeline.data_quality.sample_keys is 'Up to five of their ids, in order.';
