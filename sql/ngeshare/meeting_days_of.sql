-- ngeshare.meeting_days_of (function)
-- Question: what do these groups add to the sums of meetings by day?
-- Grain:    one list, of a row per Hangout, day and day from which it is known
-- Reads:    ngeshare.group_progress
-- Traps:    from the facts as they are: asked before and after these change, the difference is what the sums lack
create function ngeshare.meeting_days_of(group_ids text[]) returns ngeshare.meeting_days[]
language sql stable
begin atomic
    select
        coalesce(
            array_agg(
                row(
                    counted.hangout_id,
                    counted.met_on,
                    counted.known_since,
                    counted.meetings,
                    counted.attendances,
                    counted.groups_of_week
                )::ngeshare.meeting_days
            ),
            '{}'
        )
    from (
        select
            group_progress.hangout_id,
            group_progress.met_on,
            group_progress.since as known_since,
            count(*)::integer as meetings,
            sum(group_progress.attendees)::integer as attendances,
            count(*) filter (where group_progress.opens_week)::integer as groups_of_week
        from ngeshare.group_progress
        where group_progress.group_id = any(group_ids) and group_progress.meetings > 0
        group by 1, 2, 3
    ) as counted;
end;

comment on function ngeshare.meeting_days_of(text[]) is 'What the given groups add to ngeshare.meeting_days, as their facts are.';
