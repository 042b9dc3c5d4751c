-- ngeshare.write_meeting_days (function)
-- Question: how much did groups meet on each day, after these groups' meetings were others than they are?
-- Grain:    writes ngeshare.meeting_days; returns how many rows changed
-- Reads:    ngeshare.meeting_days_of, ngeshare.meeting_days
-- Writes:   ngeshare.meeting_days
-- Traps:    under ngeshare.write_alone; a day on which nobody met any more goes, so that changed sums equal rebuilt ones
create function ngeshare.write_meeting_days(
    days_before ngeshare.meeting_days[], group_ids text[]
) returns bigint
language sql volatile
begin atomic
    with
        differing as materialized (
            select
                change.hangout_id,
                change.met_on,
                change.since,
                sum(change.meetings) as meetings,
                sum(change.attendances) as attendances,
                sum(change.groups_of_week) as groups_of_week
            from (
                select hangout_id, met_on, since, meetings, attendances, groups_of_week
                from unnest(ngeshare.meeting_days_of(group_ids))
                union all
                select
                    hangout_id,
                    met_on,
                    since,
                    -meetings as meetings,
                    -attendances as attendances,
                    -groups_of_week as groups_of_week
                from unnest(days_before)
            ) as change
            group by 1, 2, 3
            having
                sum(change.meetings) <> 0
                or sum(change.attendances) <> 0
                or sum(change.groups_of_week) <> 0
        ),

        summed as materialized (
            select
                differing.hangout_id,
                differing.met_on,
                differing.since,
                (differing.meetings + coalesce(meeting_days.meetings, 0))::integer as meetings,
                (differing.attendances + coalesce(meeting_days.attendances, 0))::integer as attendances,
                (differing.groups_of_week + coalesce(meeting_days.groups_of_week, 0))::integer as groups_of_week
            from differing
            left join ngeshare.meeting_days
                on meeting_days.hangout_id = differing.hangout_id
                and meeting_days.met_on = differing.met_on
                and meeting_days.since = differing.since
        ),

        forgotten as (
            delete from ngeshare.meeting_days
            using summed
            where
                meeting_days.hangout_id = summed.hangout_id
                and meeting_days.met_on = summed.met_on
                and meeting_days.since = summed.since
                and summed.meetings = 0
        ),

        written as (
            insert into ngeshare.meeting_days (hangout_id, met_on, since, meetings, attendances, groups_of_week)
            select
                summed.hangout_id,
                summed.met_on,
                summed.since,
                summed.meetings,
                summed.attendances,
                summed.groups_of_week
            from summed
            where summed.meetings <> 0
            on conflict (hangout_id, met_on, since) do update set
                meetings = excluded.meetings,
                attendances = excluded.attendances,
                groups_of_week = excluded.groups_of_week
        )

    select count(*) from summed;
end;

comment on function ngeshare.write_meeting_days(ngeshare.meeting_days[], text[]) is
    'Adds the difference between what some groups added before and what they add now to ngeshare.meeting_days.';
