-- ngeshare.marks_of (function)
-- Question: who of these groups went on to which course, and who broke a rule, from which day to which?
-- Grain:    one row per asked group, mark and day from which it is so
-- Reads:    ngeshare.turning_points, ngeshare.shared_members, ngeshare.group_rosters, ngeshare.local_date,
--           ops.rule_ngeshare_continuity_days, ops.rule_ngeshare_overlap_percent
-- Traps:    the rules of ngeshare.group_successions and ngeshare.pipeline_findings over all days at once; of several groups
--           that carry one on, the one that skips least counts, day by day
create function ngeshare.marks_of(group_ids text[]) returns setof ngeshare.group_marks
language sql stable
begin atomic
    with
        shared as (
            select
                group_id,
                other_group_id,
                since,
                until,
                100 * shared_members >= ops.rule_ngeshare_overlap_percent() * smaller_members as is_enough
            from ngeshare.shared_members
            where group_id = any(group_ids)
        ),

        numbered as (
            select
                group_id,
                other_group_id,
                since,
                until,
                is_enough,
                row_number() over (partition by group_id, other_group_id order by since)
                - row_number() over (partition by group_id, other_group_id, is_enough order by since) as stretch
            from shared
        ),

        -- A stretch on which nothing but the numbers changes is one.
        pairs as materialized (
            select
                group_id,
                other_group_id,
                is_enough,
                min(since) as since,
                max(until) as until
            from numbered
            group by group_id, other_group_id, is_enough, stretch
        ),

        points as materialized (
            select point.*
            from ngeshare.turning_points(
                group_ids || array(select distinct pairs.other_group_id from pairs)
            ) as point
        ),

        compared as (
            select
                pairs.group_id = earlier.group_id as is_earlier,
                pairs.group_id,
                case when pairs.group_id = earlier.group_id then earlier.hangout_id else later.hangout_id end as hangout_id,
                greatest(
                    pairs.since, earlier.graduated_on, earlier.created_on, later.started_on, later.created_on
                ) as since,
                pairs.until,
                later.sequence_order - earlier.sequence_order - 1 as skipped_courses,
                pairs.is_enough
                and later.started_on >= earlier.graduated_on
                and later.started_on <= earlier.graduated_on + ops.rule_ngeshare_continuity_days() as is_link,
                later.started_on < earlier.graduated_on as is_early
            from pairs
            inner join points as one on one.group_id = pairs.group_id
            inner join points as other on other.group_id = pairs.other_group_id
            inner join points as earlier
                on earlier.group_id
                = case when one.sequence_order < other.sequence_order then one.group_id else other.group_id end
            inner join points as later
                on later.group_id
                = case when one.sequence_order < other.sequence_order then other.group_id else one.group_id end
            where
                one.sequence_order <> other.sequence_order
                and earlier.graduated_on is not null
                and later.started_on is not null
        ),

        own as (
            select
                points.group_id,
                points.hangout_id,
                points.created_on,
                points.started_on,
                points.graduated_on,
                points.exceeded_on,
                (
                    select
                        array_agg(
                            ngeshare.local_date(group_rosters.joined_at at time zone 'UTC') order by group_rosters.joined_at
                        )
                    from ngeshare.group_rosters
                    where group_rosters.group_id = points.group_id and group_rosters.role = 'FACILITATOR'
                ) as led_since
            from points
            where points.group_id = any(group_ids)
        ),

        stretches as materialized (
            select group_id, hangout_id, 'ONWARD' as mark, skipped_courses as part, since, until
            from compared
            where is_earlier and is_link
            union all
            select group_id, hangout_id, 'SKIPPED_COURSE' as mark, 0 as part, since, until
            from compared
            where not is_earlier and is_link and skipped_courses > 0
            union all
            select group_id, hangout_id, 'STARTED_BEFORE_GRADUATION' as mark, 0 as part, since, until
            from compared
            where not is_earlier and is_early and skipped_courses = 0
            union all
            select
                group_id,
                hangout_id,
                'GRADUATED' as mark,
                graduated_on - started_on as part,
                greatest(graduated_on, created_on) as since,
                date 'infinity' as until
            from own
            where isfinite(started_on) and isfinite(graduated_on)
            union all
            select
                group_id,
                hangout_id,
                'NO_FACILITATOR' as mark,
                0 as part,
                created_on as since,
                coalesce(led_since[1], date 'infinity') as until
            from own
            union all
            select
                group_id,
                hangout_id,
                'EXTRA_FACILITATORS' as mark,
                0 as part,
                greatest(created_on, led_since[2]) as since,
                date 'infinity' as until
            from own
            where led_since[2] is not null
            union all
            select
                group_id,
                hangout_id,
                'EPISODE_OUT_OF_RANGE' as mark,
                0 as part,
                exceeded_on as since,
                date 'infinity' as until
            from own
            where exceeded_on is not null
        ),

        spans as (
            select
                edge.group_id,
                edge.mark,
                edge.day as since,
                lead(edge.day) over (partition by edge.group_id, edge.mark order by edge.day) as until
            from (
                select stretches.group_id, stretches.mark, stretches.since as day
                from stretches
                where stretches.since < stretches.until
                union
                select stretches.group_id, stretches.mark, stretches.until as day
                from stretches
                where stretches.since < stretches.until
            ) as edge
        )

    select
        spans.group_id,
        spans.mark,
        spans.since,
        spans.until,
        min(stretches.part) as part,
        stretches.hangout_id
    from spans
    inner join stretches
        on stretches.group_id = spans.group_id
        and stretches.mark = spans.mark
        and stretches.since <= spans.since
        and stretches.until >= spans.until
    where spans.until is not null
    group by spans.group_id, spans.mark, spans.since, spans.until, stretches.hangout_id;
end;

comment on function ngeshare.marks_of(text[]) is 'What ngeshare.group_marks keeps of the given groups, from their other facts.';
