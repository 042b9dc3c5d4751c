-- ngeshare.what_counts (view)
-- Question: how many of the copied rows do the pages rest on, and until which day are there any?
-- Grain:    one row per subject: groups, meetings, facilitators
-- Reads:    public."HangoutGroup", public."UserHangoutGroupAttendance", public."UserHangoutGroup",
--           ngeshare.course_config, ngeshare.curriculum_groups, ngeshare.curriculum_meetings,
--           ngeshare.group_facilitators
-- Traps:    reads all of history, so it is asked only where a page has nothing to show; copied and counted may be of
--           different things (attendances make meetings), so only their being zero is comparable
create view ngeshare.what_counts as
with
    rule as (
        select array_agg(course_config.course_name order by course_config.sequence_order) as courses
        from ngeshare.course_config
    ),

    counted_groups as materialized (
        select
            curriculum_groups.group_id,
            curriculum_groups.created_on
        from ngeshare.curriculum_groups
    )

select
    'groups' as subject,
    1 as position,
    (select count(*) from public."HangoutGroup") as copied,
    (select count(*) from counted_groups) as counted,
    null::bigint as left_out,
    (select max(counted_groups.created_on) from counted_groups) as last_day,
    rule.courses as named
from rule
union all
select
    'meetings' as subject,
    2 as position,
    (select count(*) from public."UserHangoutGroupAttendance") as copied,
    (select count(*) from ngeshare.curriculum_meetings) as counted,
    null::bigint as left_out,
    (select max(curriculum_meetings.met_on) from ngeshare.curriculum_meetings) as last_day,
    rule.courses as named
from rule
union all
select
    'facilitators' as subject,
    2 as position,
    (select count(*) from public."UserHangoutGroup") as copied,
    count(*) as counted,
    null::bigint as left_out,
    null::date as last_day,
    null::text[] as named
from ngeshare.group_facilitators
inner join counted_groups on counted_groups.group_id = group_facilitators.group_id;

comment on view ngeshare.what_counts is 'What the pages of the study groups rest on, and by which rule.';
comment on column ngeshare.what_counts.subject is 'What is counted.';
comment on column ngeshare.what_counts.position is 'What has to count before something later can.';
comment on column ngeshare.what_counts.copied is 'Rows that were copied from production.';
comment on column ngeshare.what_counts.counted is 'What of them the pages show.';
comment on column ngeshare.what_counts.left_out is 'Always empty here.';
comment on column ngeshare.what_counts.last_day is 'Local date of the newest, up to today.';
comment on column ngeshare.what_counts.named is 'The courses whose names count.';
