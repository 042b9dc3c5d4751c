-- ngeshare.refresh_shared_members (function)
-- Question: what do the rosters now say about the members that these groups share with others?
-- Grain:    writes ngeshare.shared_members, one row per group, other group and joining day; returns how many rows changed
-- Reads:    ngeshare.group_rosters, ngeshare.shared_members, ngeshare.local_date,
--           ops.rule_ngeshare_shared_members
-- Writes:   ngeshare.shared_members
-- Traps:    a group's first facilitator leads it from joining on, whenever one looks; joins members with members of the same
--           facilitator, so that neither a user nor a facilitator in very many groups multiplies anything
create function ngeshare.refresh_shared_members(group_ids text[]) returns bigint
language sql volatile
begin atomic
    with
        touched as materialized (
            select distinct asked.group_id
            from unnest(group_ids) as asked (group_id)
            where asked.group_id is not null
        ),

        -- Once each, so that no plan looks for the same person again and again.
        people as materialized (
            select distinct member.user_id
            from touched
            inner join ngeshare.group_rosters as member on member.group_id = touched.group_id
            where member.role = 'MEMBER'
        ),

        -- Of the groups themselves and of all that they may share a member with.
        members as materialized (
            select
                group_rosters.group_id,
                group_rosters.user_id,
                ngeshare.local_date(group_rosters.joined_at at time zone 'UTC') as joined_on
            from people
            inner join ngeshare.group_rosters on group_rosters.user_id = people.user_id
            where group_rosters.role = 'MEMBER'
        ),

        leaders as materialized (
            select
                led.group_id,
                leader.user_id collate "C" as facilitator_id,
                ngeshare.local_date(leader.joined_at at time zone 'UTC') as leading_since
            from (select distinct members.group_id from members) as led -- noqa: ST05
            cross join lateral (
                select
                    group_rosters.user_id,
                    group_rosters.joined_at
                from ngeshare.group_rosters
                where group_rosters.group_id = led.group_id and group_rosters.role = 'FACILITATOR'
                order by group_rosters.joined_at, group_rosters.membership_id collate "C"
                limit 1
            ) as leader
        ),

        led_members as materialized (
            select
                members.group_id,
                members.user_id,
                members.joined_on,
                leaders.facilitator_id,
                leaders.leading_since
            from members
            inner join leaders on leaders.group_id = members.group_id
        ),

        shared as materialized (
            select
                mine.group_id,
                theirs.group_id as other_group_id,
                mine.facilitator_id,
                greatest(mine.leading_since, theirs.leading_since) as led_since,
                array_agg(
                    greatest(mine.joined_on, theirs.joined_on) order by greatest(mine.joined_on, theirs.joined_on)
                ) as joined_on
            from led_members as mine
            inner join led_members as theirs
                on theirs.user_id = mine.user_id
                and theirs.facilitator_id = mine.facilitator_id
            -- Of two touched groups from the first one's side alone.
            where
                mine.group_id in (select touched.group_id from touched)
                and (
                    theirs.group_id > mine.group_id
                    or theirs.group_id not in (select touched.group_id from touched)
                )
            group by mine.group_id, theirs.group_id, mine.facilitator_id, mine.leading_since, theirs.leading_since
            having count(*) >= ops.rule_ngeshare_shared_members()
        ),

        sizes as materialized (
            select
                group_rosters.group_id,
                array_agg(
                    ngeshare.local_date(group_rosters.joined_at at time zone 'UTC') order by group_rosters.joined_at
                ) as joined_on
            from ngeshare.group_rosters
            where
                group_rosters.role = 'MEMBER'
                and group_rosters.group_id in (
                    select shared.group_id from shared
                    union
                    select shared.other_group_id from shared
                )
            group by group_rosters.group_id
        ),

        spans as (
            select
                shared.group_id,
                shared.other_group_id,
                shared.facilitator_id,
                span.since,
                span.until,
                -- How many of the days, which are in order, are not after the span's first.
                width_bucket(span.since, shared.joined_on) as shared_members,
                least(
                    width_bucket(span.since, mine.joined_on), width_bucket(span.since, theirs.joined_on)
                ) as smaller_members
            from shared
            inner join sizes as mine on mine.group_id = shared.group_id
            inner join sizes as theirs on theirs.group_id = shared.other_group_id
            cross join lateral ( -- noqa: ST05
                select
                    began.since,
                    lead(began.since, 1, date 'infinity') over (order by began.since) as until
                from (
                    select distinct greatest(one.day, shared.joined_on[ops.rule_ngeshare_shared_members()], shared.led_since) as since
                    from unnest(mine.joined_on || theirs.joined_on) as one (day)
                ) as began
            ) as span
        ),

        -- From both sides, also where only one of the two was touched.
        measured as materialized (
            select
                side.group_id,
                side.other_group_id,
                spans.since,
                spans.until,
                spans.facilitator_id,
                spans.shared_members,
                spans.smaller_members
            from spans
            cross join lateral (
                values (spans.group_id, spans.other_group_id), (spans.other_group_id, spans.group_id)
            ) as side (group_id, other_group_id)
        ),

        known as materialized (
            select
                shared_members.group_id,
                shared_members.other_group_id
            from touched
            inner join ngeshare.shared_members on shared_members.group_id = touched.group_id
        ),

        forgotten as (
            delete from ngeshare.shared_members
            using (
                select known.group_id, known.other_group_id from known
                union
                select known.other_group_id, known.group_id from known
            ) as pair
            where
                shared_members.group_id = pair.group_id
                and shared_members.other_group_id = pair.other_group_id
                -- None is null; hashed once, however few rows the planner expects.
                and (shared_members.group_id, shared_members.other_group_id, shared_members.since) not in (
                    select
                        measured.group_id,
                        measured.other_group_id,
                        measured.since
                    from measured
                )
            returning 1
        ),

        written as (
            insert into ngeshare.shared_members (
                group_id, other_group_id, since, until, facilitator_id, shared_members, smaller_members
            )
            select
                measured.group_id,
                measured.other_group_id,
                measured.since,
                measured.until,
                measured.facilitator_id,
                measured.shared_members,
                measured.smaller_members
            from measured
            on conflict (group_id, other_group_id, since) do update set
                until = excluded.until,
                facilitator_id = excluded.facilitator_id,
                shared_members = excluded.shared_members,
                smaller_members = excluded.smaller_members
            where
                (
                    shared_members.until,
                    shared_members.facilitator_id,
                    shared_members.shared_members,
                    shared_members.smaller_members
                )
                is distinct from
                (excluded.until, excluded.facilitator_id, excluded.shared_members, excluded.smaller_members)
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from written);
end;

comment on function ngeshare.refresh_shared_members(text[]) is
    'Recomputes the members that the given groups share with others of the same facilitator from ngeshare.group_rosters.';
