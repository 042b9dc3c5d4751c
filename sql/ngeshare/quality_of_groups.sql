-- ngeshare.quality_of_groups (view)
-- Question: which Hangouts, episodes and groups break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    public."Hangout", public."HangoutEpisode", public."HangoutGroup", ngeshare.course_config,
--           ngeshare.given, ngeshare.horizon, ops.fold, ops.usual_spelling
-- Traps:    a course without a Hangout is a finding about the course's name, which is then the key
create view ngeshare.quality_of_groups as
with
    checked_courses as (
        select
            course.course_name as key,
            count(hangout.id) = 0 as course_without_hangout,
            count(hangout.id) > 1 as course_with_several_hangouts
        from ngeshare.course_config as course
        left join public."Hangout" as hangout on hangout.name = course.course_name
        group by course.course_name
    ),

    checked_hangouts as (
        select
            hangout.id as key,
            greatest(hangout."createdAt", hangout."updatedAt") >= (select ngeshare.horizon()) as future_date,
            hangout."updatedAt" < hangout."createdAt" as impossible_date
        from public."Hangout" as hangout
    ),

    checked_episodes as (
        select
            episode.id as key,
            hangout.id is null as orphan_hangout,
            episode."order" < 1 or episode."order" > course.max_episodes as episode_out_of_range,
            count(*) over (partition by episode."hangoutId", episode."order") > 1 as duplicate_episode,
            greatest(episode."createdAt", episode."updatedAt") >= (select ngeshare.horizon()) as future_date,
            episode."updatedAt" < episode."createdAt" as impossible_date
        from public."HangoutEpisode" as episode
        left join public."Hangout" as hangout on hangout.id = episode."hangoutId"
        left join ngeshare.course_config as course on course.course_name = hangout.name
    ),

    -- As a whole: else each group's is folded to see whether it is blank.
    spellings as materialized (
        select
            hangout_group.city,
            ops.fold(hangout_group.city) as plain_city,
            count(*) as groups
        from public."HangoutGroup" as hangout_group
        group by hangout_group.city
    ),

    cities as (
        select
            spellings.city,
            count(*) over same_city > 1
            and spellings.city <> ops.usual_spelling(
                array_agg(spellings.city) over same_city, array_agg(spellings.groups) over same_city
            ) as is_spelt_differently
        from spellings
        where spellings.plain_city <> ''
        window same_city as (partition by spellings.plain_city)
    ),

    checked_groups as (
        select
            hangout_group.id as key,
            hangout_group."hangoutId" is null as missing_hangout,
            hangout_group."hangoutId" is not null and hangout.id is null as orphan_hangout,
            course.course_name is null as outside_curriculum,
            ngeshare.given(hangout_group.name) is null as missing_name,
            ngeshare.given(hangout_group.city) is null as missing_city,
            cities.is_spelt_differently as city_spelt_differently,
            ngeshare.given(hangout_group.province) is null as missing_province,
            greatest(hangout_group."createdAt", hangout_group."updatedAt") >= (select ngeshare.horizon())
                as future_date,
            hangout_group."updatedAt" < hangout_group."createdAt"
            or hangout_group."endDate" < hangout_group."startDate"
            or hangout_group."createdAt" < timestamp '2000-01-01' as impossible_date
        from public."HangoutGroup" as hangout_group
        left join public."Hangout" as hangout on hangout.id = hangout_group."hangoutId"
        left join ngeshare.course_config as course on course.course_name = hangout.name
        left join cities on cities.city = hangout_group.city
    ),

    flagged as (
        select 'Hangout' as "table", key, to_jsonb(checked_courses) - 'key' as flags from checked_courses
        union all
        select 'Hangout' as "table", key, to_jsonb(checked_hangouts) - 'key' as flags from checked_hangouts
        union all
        select 'HangoutEpisode' as "table", key, to_jsonb(checked_episodes) - 'key' as flags from checked_episodes
        union all
        select 'HangoutGroup' as "table", key, to_jsonb(checked_groups) - 'key' as flags from checked_groups
        -- Most groups fail nothing.
        where
            missing_hangout or orphan_hangout or outside_curriculum or missing_name or missing_city or city_spelt_differently
            or missing_province or future_date or impossible_date
    )

select
    flag.name as "check",
    flagged."table",
    flagged.key
from flagged
cross join lateral jsonb_each(flagged.flags) as flag (name, is_found)
where flag.is_found = 'true';

comment on view ngeshare.quality_of_groups is 'Hangouts, episodes and groups that fail a check.';
comment on column ngeshare.quality_of_groups."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.quality_of_groups."table" is 'Raw table.';
comment on column ngeshare.quality_of_groups.key is 'Id of the row; for a course without a Hangout its name.';
