-- timeline.identities (view)
-- Question: do the activities add up to what the raw rows say?
-- Grain:    one row per fact, measure
-- Reads:    timeline.student_activity_timeline, timeline.searched_students, timeline.students, timeline.told_rows,
--           timeline.horizon, timeline.today
-- Traps:    for the self-check, not for a page; adds up each table alone, as a cluster can, where the timeline lies on other
--           nodes; a quarter of a video that was reached once stays, so that of those only a lack is noticed; the moment
--           of an activity outlives a correction of its row, so that days to look from compare the activity with itself:
--           by its moment and by its stored date
create view timeline.identities as
with
    activities as materialized (
        select
            activity.source_table,
            count(*) as activities
        from timeline.student_activity_timeline as activity
        where activity.removed_at is null
        group by activity.source_table
    ),

    compared as (
        select
            'timeline.student_activity_timeline' as fact,
            told_rows.source_table as measure,
            case
                when told_rows.source_table = 'video_progress' then least(coalesce(activities.activities, 0), told_rows.activities)
                else activities.activities
            end as counted,
            told_rows.activities as expected
        from timeline.told_rows
        left join activities on activities.source_table = told_rows.source_table
        union all
        select
            'timeline.student_activity_timeline' as fact,
            'activity_date' as measure,
            (
                select count(*)
                from timeline.student_activity_timeline as activity
                where activity.removed_at is null and activity.activity_date <= (select timeline.today())
            ) as counted,
            (
                select count(*)
                from timeline.student_activity_timeline as activity
                where activity.removed_at is null and activity.created_at < (select timeline.horizon())
            ) as expected
        union all
        select
            'timeline.searched_students' as fact,
            'students' as measure,
            (select count(*) from timeline.searched_students) as counted,
            (select count(*) from timeline.students) as expected
    )

select
    compared.fact,
    compared.measure,
    coalesce(compared.counted, 0)::numeric as counted,
    coalesce(compared.expected, 0)::numeric as expected
from compared;

comment on view timeline.identities is 'Sums of the activities beside those of the raw rows that tell them.';
comment on column timeline.identities.fact is 'The fact, with its schema.';
comment on column timeline.identities.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column timeline.identities.counted is 'What the fact holds.';
comment on column timeline.identities.expected is 'What the rows that it is made of say.';
