-- ngeshare.pipeline_findings (view)
-- Question: which groups break a rule of the curriculum, and how do we know, by a code and its values?
-- Grain:    one row per group_id, kind
-- Reads:    ngeshare.curriculum_groups, ngeshare.group_successions, ngeshare.group_facilitators,
--           ngeshare.group_standings, ngeshare.curriculum_meetings, ngeshare.iso_date, ngeshare.local_date, ops.say,
--           ops.rule_ngeshare_shared_members, ops.rule_ngeshare_overlap_percent, ops.rule_ngeshare_continuity_days
-- Traps:    ngeshare.v_pipeline_anomalies beside its fixed columns: pages make the detail in the reader's language; a
--           finding's code is its kind in small letters
create view ngeshare.pipeline_findings as
with
    successions as (
        select
            group_successions.group_b_id as group_id,
            case when group_successions.is_link then 'SKIPPED_COURSE' else 'STARTED_BEFORE_GRADUATION' end as kind,
            group_successions.group_a_id,
            jsonb_build_object(
                'code', 'earlier_group',
                'values', jsonb_build_object(
                    'group_id', group_successions.group_a_id,
                    'course', group_successions.course_a,
                    'graduated_on', ngeshare.iso_date(group_successions.graduated_on_a),
                    'shared_members', group_successions.shared_member_count,
                    'overlap_pct', group_successions.overlap_pct
                )
            ) as evidence,
            group_successions.course_b,
            group_successions.started_on_b
        from ngeshare.group_successions
        where
            (group_successions.is_link and group_successions.skipped_courses > 0)
            or (group_successions.days_between < 0 and group_successions.skipped_courses = 0)
    ),

    findings as (
        select
            group_id,
            kind,
            jsonb_build_object(
                'course', course_b,
                'started_on', ngeshare.iso_date(started_on_b),
                'least_shared_members', ops.rule_ngeshare_shared_members(),
                'evidence', jsonb_agg(evidence order by group_a_id collate "C")
            )
            || case kind
                when 'SKIPPED_COURSE' then jsonb_build_object(
                    'least_overlap_pct', ops.rule_ngeshare_overlap_percent(),
                    'most_days', ops.rule_ngeshare_continuity_days()
                )
                else '{}'
            end as detail_values
        from successions
        group by group_id, kind, course_b, started_on_b
        union all
        select
            curriculum_groups.group_id,
            case when group_facilitators.group_id is null then 'NO_FACILITATOR' else 'EXTRA_FACILITATORS' end as kind,
            case
                when group_facilitators.group_id is null
                    then jsonb_build_object('created_on', ngeshare.iso_date(curriculum_groups.created_on))
                else jsonb_build_object(
                    'facilitators', group_facilitators.facilitator_count,
                    'facilitator_name', group_facilitators.facilitator_name,
                    'joined_on',
                    ngeshare.iso_date(ngeshare.local_date(group_facilitators.facilitating_since at time zone 'UTC'))
                )
            end as detail_values
        from ngeshare.curriculum_groups
        left join ngeshare.group_facilitators on group_facilitators.group_id = curriculum_groups.group_id
        where
            group_facilitators.group_id is null
            or group_facilitators.facilitator_count > 1
        union all
        select
            group_standings.group_id,
            'EPISODE_OUT_OF_RANGE' as kind,
            jsonb_build_object(
                'episode', beyond.highest_episode,
                'episodes', group_standings.max_episodes,
                'meetings', beyond.meetings,
                'first_met_on', ngeshare.iso_date(beyond.first_met_on)
            ) as detail_values
        from ngeshare.group_standings
        cross join lateral (
            select
                count(*) as meetings,
                max(curriculum_meetings.highest_episode) as highest_episode,
                min(curriculum_meetings.met_on) as first_met_on
            from ngeshare.curriculum_meetings
            where
                curriculum_meetings.group_id = group_standings.group_id
                and curriculum_meetings.highest_episode > group_standings.max_episodes
        ) as beyond
        where group_standings.max_episode_attended > group_standings.max_episodes
    )

select
    group_id,
    kind,
    ops.say(lower(kind), detail_values) as detail,
    lower(kind) as detail_code,
    detail_values
from findings;

comment on view ngeshare.pipeline_findings is 'Groups that break a rule of the curriculum, with the evidence.';
comment on column ngeshare.pipeline_findings.group_id is 'The group; of a pair of groups the later one.';
comment on column ngeshare.pipeline_findings.kind is
    'SKIPPED_COURSE, STARTED_BEFORE_GRADUATION, EXTRA_FACILITATORS, NO_FACILITATOR or EPISODE_OUT_OF_RANGE.';
comment on column ngeshare.pipeline_findings.detail is
    'The rule that is broken and the dates and groups that show it, in English: ops.say of code and values.';
comment on column ngeshare.pipeline_findings.detail_code is 'What was found, as a code of ops.sentences.';
comment on column ngeshare.pipeline_findings.detail_values is 'What the sentence of that code says it with.';
