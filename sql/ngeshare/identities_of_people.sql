-- ngeshare.identities_of_people (view)
-- Question: do rosters, and what follows from them for facilitators, add up?
-- Grain:    one row per fact, measure
-- Reads:    public."User", public."UserHangoutGroup", public."HangoutGroup", public."Hangout", ngeshare.course_config,
--           ngeshare.group_rosters, ngeshare.group_progress, ngeshare.facilitator_history, ngeshare.facilitator_activity,
--           ngeshare.shared_members, ops.rule_ngeshare_active_days, ops.rule_ngeshare_shared_members,
--           ngeshare.local_date, ngeshare.horizon, ngeshare.today
-- Traps:    rosters are compared with raw rows, what follows from rosters with them; each pair of groups that share members
--           counts from both sides
create view ngeshare.identities_of_people as
with
    records as materialized (
        select
            membership."hangoutGroupId" as group_id,
            membership."userId" as user_id,
            membership."hangoutGroupRole" as role
        from public."UserHangoutGroup" as membership
        inner join public."User" as member on member.id = membership."userId"
        where membership."joinedAt" < (select ngeshare.horizon()) and member."deletedAt" is null
        group by 1, 2, 3
    ),

    courses as (
        select
            hangout_group.id as group_id,
            hangout_group."hangoutId" as hangout_id,
            course.max_episodes
        from public."HangoutGroup" as hangout_group
        inner join public."Hangout" as hangout on hangout.id = hangout_group."hangoutId"
        inner join ngeshare.course_config as course on course.course_name = hangout.name
        where hangout_group."createdAt" < (select ngeshare.horizon())
    ),

    leaders as (
        select distinct on (group_rosters.group_id)
            group_rosters.group_id,
            group_rosters.user_id,
            group_rosters.joined_at
        from ngeshare.group_rosters
        where group_rosters.role = 'FACILITATOR'
        order by group_rosters.group_id, group_rosters.joined_at, group_rosters.membership_id collate "C"
    ),

    active as (
        select count(distinct leaders.user_id) as facilitators
        from leaders
        inner join courses on courses.group_id = leaders.group_id
        inner join ngeshare.group_progress
            on group_progress.group_id = leaders.group_id and group_progress.hangout_id = courses.hangout_id
        where
            ngeshare.local_date(leaders.joined_at at time zone 'UTC') <= (select ngeshare.today())
            and group_progress.since <= (select ngeshare.today())
            and group_progress.until > (select ngeshare.today())
            and group_progress.met_on >= (select ngeshare.today() - ops.rule_ngeshare_active_days())
            and group_progress.highest_episode < courses.max_episodes
    ),

    led_members as materialized (
        select
            leaders.user_id as facilitator_id,
            group_rosters.group_id,
            group_rosters.user_id
        from ngeshare.group_rosters
        inner join leaders on leaders.group_id = group_rosters.group_id
        where
            group_rosters.role = 'MEMBER'
            and ngeshare.local_date(greatest(group_rosters.joined_at, leaders.joined_at) at time zone 'UTC')
            <= (select ngeshare.today())
    ),

    pairs as (
        select count(*) as members
        from led_members as mine
        inner join led_members as theirs
            on theirs.facilitator_id = mine.facilitator_id
            and theirs.user_id = mine.user_id
            and theirs.group_id <> mine.group_id
        group by mine.group_id, theirs.group_id
        having count(*) >= ops.rule_ngeshare_shared_members()
    ),

    compared as (
        select
            'ngeshare.group_rosters' as fact,
            'people' as measure,
            (
                select count(*)
                from ngeshare.group_rosters
                where group_rosters.joined_at < (select ngeshare.horizon() at time zone 'UTC')
            ) as counted,
            (select count(*) from records) as expected
        union all
        select
            'ngeshare.facilitator_history' as fact,
            'facilitators' as measure,
            (
                select count(*)
                from ngeshare.facilitator_history
                where
                    facilitator_history.since <= (select ngeshare.today())
                    and facilitator_history.until > (select ngeshare.today())
            ) as counted,
            (
                select count(distinct records.user_id)
                from records
                inner join courses on courses.group_id = records.group_id
                where records.role = 'FACILITATOR'
            ) as expected
        union all
        select
            'ngeshare.facilitator_activity' as fact,
            'facilitators' as measure,
            (
                select count(*)
                from ngeshare.facilitator_activity
                where
                    facilitator_activity.since <= (select ngeshare.today())
                    and facilitator_activity.until > (select ngeshare.today())
            ) as counted,
            (select active.facilitators from active) as expected
        union all
        select
            'ngeshare.shared_members' as fact,
            'shared_members' as measure,
            (
                select sum(shared_members.shared_members)
                from ngeshare.shared_members
                where
                    shared_members.since <= (select ngeshare.today())
                    and shared_members.until > (select ngeshare.today())
            ) as counted,
            (select sum(pairs.members) from pairs) as expected
    )

select
    compared.fact,
    compared.measure,
    coalesce(compared.counted, 0)::numeric as counted,
    coalesce(compared.expected, 0)::numeric as expected
from compared;

comment on view ngeshare.identities_of_people is 'Sums of rosters and facilitators beside those of memberships.';
comment on column ngeshare.identities_of_people.fact is 'The fact, with its schema.';
comment on column ngeshare.identities_of_people.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column ngeshare.identities_of_people.counted is 'What the fact holds.';
comment on column ngeshare.identities_of_people.expected is 'What the rows that it is made of say.';
