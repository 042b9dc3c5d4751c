-- ngeshare.v_pipeline_anomalies (view)
-- Question: which groups break a rule of the curriculum, and how do we know?
-- Grain:    one row per group_id, kind
-- Reads:    ngeshare.curriculum_groups, ngeshare.group_successions, ngeshare.group_facilitators,
--           ngeshare.curriculum_meetings, ngeshare.iso_date, ngeshare.local_date
-- Traps:    a finding about a pair of groups is under the later one, and its detail names every earlier one
create view ngeshare.v_pipeline_anomalies as
with
    succession_findings as (
        select
            group_successions.group_b_id as group_id,
            case when group_successions.is_link then 'SKIPPED_COURSE' else 'STARTED_BEFORE_GRADUATION' end as kind,
            group_successions.group_a_id,
            'group ' || group_successions.group_a_id || ' (' || group_successions.course_a || ') graduated on '
            || ngeshare.iso_date(group_successions.graduated_on_a) || ', shared members: '
            || group_successions.shared_member_count || ' (' || group_successions.overlap_pct || ' %)' as evidence,
            group_successions.course_b,
            group_successions.started_on_b
        from ngeshare.group_successions
        where
            (group_successions.is_link and group_successions.skipped_courses > 0)
            or (group_successions.days_between < 0 and group_successions.skipped_courses = 0)
    ),

    succession_anomalies as (
        select
            group_id,
            kind,
            course_b || ' started on ' || ngeshare.iso_date(started_on_b)
            || case kind
                when 'SKIPPED_COURSE'
                    then ' with a course left out (rule: courses in order). It carries on, by the same facilitator, '
                        || 'at least 2 shared members, at least 50 % overlap and at most 90 days: '
                else ' before the course ahead of it was finished (rule: graduate first). '
                    || 'Same facilitator and at least 2 shared members: '
            end
            || string_agg(evidence, '; ' order by group_a_id collate "C") || '.' as detail
        from succession_findings
        group by group_id, kind, course_b, started_on_b
    ),

    facilitator_anomalies as (
        select
            curriculum_groups.group_id,
            case
                when group_facilitators.group_id is null then 'NO_FACILITATOR' else 'EXTRA_FACILITATORS'
            end as kind,
            case
                when group_facilitators.group_id is null
                    then 'Nobody has a FACILITATOR membership (rule: exactly 1 user); the group was created on '
                        || ngeshare.iso_date(curriculum_groups.created_on) || '.'
                else group_facilitators.facilitator_count
                    || ' users have a FACILITATOR membership (rule: exactly 1). Shown is the first to join, '
                    || group_facilitators.facilitator_name || ', on '
                    || ngeshare.iso_date(ngeshare.local_date(group_facilitators.facilitating_since at time zone 'UTC'))
                    || '.'
            end as detail
        from ngeshare.curriculum_groups
        left join ngeshare.group_facilitators on group_facilitators.group_id = curriculum_groups.group_id
        where
            group_facilitators.group_id is null
            or group_facilitators.facilitator_count > 1
    ),

    episode_anomalies as (
        select
            curriculum_meetings.group_id,
            'EPISODE_OUT_OF_RANGE' as kind,
            'Episode ' || max(curriculum_meetings.highest_episode) || ' was attended, but the course ends with episode '
            || curriculum_meetings.max_episodes || '. Meetings beyond it: ' || count(*) || ', the first on '
            || ngeshare.iso_date(min(curriculum_meetings.met_on)) || '.' as detail
        from ngeshare.curriculum_meetings
        where curriculum_meetings.highest_episode > curriculum_meetings.max_episodes
        group by curriculum_meetings.group_id, curriculum_meetings.max_episodes
    )

select
    succession_anomalies.group_id,
    succession_anomalies.kind,
    succession_anomalies.detail
from succession_anomalies
union all
select
    facilitator_anomalies.group_id,
    facilitator_anomalies.kind,
    facilitator_anomalies.detail
from facilitator_anomalies
union all
select
    episode_anomalies.group_id,
    episode_anomalies.kind,
    episode_anomalies.detail
from episode_anomalies;

comment on view ngeshare.v_pipeline_anomalies is 'Groups that break a rule of the curriculum, with the evidence.';
comment on column ngeshare.v_pipeline_anomalies.group_id is 'The group; of a pair of groups the later one.';
comment on column ngeshare.v_pipeline_anomalies.kind is
    'SKIPPED_COURSE, STARTED_BEFORE_GRADUATION, EXTRA_FACILITATORS, NO_FACILITATOR or EPISODE_OUT_OF_RANGE.';
comment on column ngeshare.v_pipeline_anomalies.detail is
    'The rule that is broken and the dates and groups that show it.';
