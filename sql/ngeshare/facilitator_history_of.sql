-- ngeshare.facilitator_history_of (function)
-- Question: from when on were these people known to facilitate, under which name, and had they been members before?
-- Grain:    one row per asked facilitator and local date
-- Reads:    public."UserHangoutGroup", public."User", public."HangoutGroup", public."Hangout", ngeshare.course_config,
--           ngeshare.group_rosters, ngeshare.local_date
-- Traps:    a membership is known from its joining date on, and not before its group was created; each record counts for the
--           latest one, the earliest gives the name
create function ngeshare.facilitator_history_of(user_ids text[]) returns setof ngeshare.facilitator_history
language sql stable
begin atomic
    with
        records as materialized (
            select
                membership."userId" as user_id,
                membership."hangoutGroupId" as group_id,
                membership."hangoutGroupRole" as role,
                membership."joinedAt" as joined_at,
                greatest(
                    ngeshare.local_date(membership."joinedAt"), ngeshare.local_date(hangout_group."createdAt")
                ) as known_on,
                row_number() over (
                    partition by membership."userId", membership."hangoutGroupRole"
                    order by membership."joinedAt", membership.id collate "C"
                ) as place
            from public."UserHangoutGroup" as membership
            inner join public."User" as member on member.id = membership."userId"
            inner join public."HangoutGroup" as hangout_group on hangout_group.id = membership."hangoutGroupId"
            inner join public."Hangout" as hangout on hangout.id = hangout_group."hangoutId"
            inner join ngeshare.course_config as course on course.course_name = hangout.name
            where
                membership."userId" = any(user_ids)
                and membership."hangoutGroupRole" in ('FACILITATOR', 'MEMBER')
                and membership."joinedAt" is not null
                and member."deletedAt" is null
        ),

        known as (
            select distinct
                user_id,
                known_on,
                min(place) filter (where role = 'FACILITATOR') over by_then as first_place,
                max(joined_at) filter (where role = 'FACILITATOR') over by_then as latest_at,
                min(joined_at) filter (where role = 'MEMBER') over by_then as member_at
            from records
            window by_then as (partition by user_id order by known_on)
        ),

        compared as (
            select
                user_id,
                known_on,
                first_place,
                member_at,
                coalesce(member_at < latest_at, false) as is_alumni,
                lag(row(first_place, member_at, coalesce(member_at < latest_at, false))) over in_order as before
            from known
            where first_place is not null
            window in_order as (partition by user_id order by known_on)
        ),

        changes as (
            select
                user_id,
                known_on,
                lead(known_on, 1, date 'infinity') over (partition by user_id order by known_on) as until,
                first_place,
                member_at,
                is_alumni
            from compared
            where before is null or before <> row(first_place, member_at, is_alumni)
        )

    select
        changes.user_id as facilitator_id,
        changes.known_on as since,
        changes.until,
        group_rosters.user_name as facilitator_name,
        earliest.joined_at at time zone 'UTC' as facilitator_since,
        ngeshare.local_date(earliest.joined_at) as facilitator_since_on,
        changes.member_at at time zone 'UTC' as member_since,
        changes.is_alumni
    from changes
    inner join records as earliest
        on earliest.user_id = changes.user_id
        and earliest.role = 'FACILITATOR'
        and earliest.place = changes.first_place
    inner join ngeshare.group_rosters
        on group_rosters.group_id = earliest.group_id
        and group_rosters.user_id = earliest.user_id
        and group_rosters.role = 'FACILITATOR';
end;

comment on function ngeshare.facilitator_history_of(text[]) is 'What ngeshare.facilitator_history keeps of the given people.';
