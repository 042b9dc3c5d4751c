-- ngeshare.quality_of_people (view)
-- Question: which users and memberships break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    public."User", public."UserHangoutGroup", public."HangoutGroup", ngeshare.curriculum_groups,
--           ngeshare.given, ngeshare.horizon, ops.email_address
-- Traps:    a row can fail several checks; the ignored_* checks say why a membership counts nowhere
create view ngeshare.quality_of_people as
with
    shared_addresses as materialized (
        select ops.email_address(member.email) as address
        from public."User" as member
        where ops.email_address(member.email) is not null
        group by 1
        having count(*) > 1
    ),

    checked_users as (
        select
            member.id as key,
            ops.email_address(member.email) is null as missing_email,
            ops.email_address(member.email) in (select shared_addresses.address from shared_addresses)
                as duplicate_email,
            greatest(member."createdAt", member."updatedAt", member."deletedAt") >= (select ngeshare.horizon())
                as future_date,
            member."updatedAt" < member."createdAt"
            or member."deletedAt" < member."createdAt"
            or member."createdAt" < timestamp '2000-01-01' as impossible_date
        from public."User" as member
    ),

    checked_memberships as (
        select
            membership.id as key,
            membership."joinedAt" is null as ignored_no_joined_at,
            membership."userId" is null as ignored_no_user,
            member."deletedAt" is not null as ignored_deleted_user,
            membership."joinedAt" >= (select ngeshare.horizon()) as ignored_future_joined_at,
            curriculum_groups.group_id is null as ignored_outside_curriculum,
            membership."hangoutGroupRole" not in ('FACILITATOR', 'MEMBER') as unknown_role,
            membership."userId" is not null and member.id is null as orphan_user,
            hangout_group.id is null as orphan_group,
            coalesce(
                ngeshare.given(member.email),
                ngeshare.given(membership."userEmail"),
                ngeshare.given(membership."publicId")
            ) is null as no_name,
            greatest(membership."createdAt", membership."updatedAt") >= (select ngeshare.horizon()) as future_date,
            membership."updatedAt" < membership."createdAt"
            or membership."joinedAt" < timestamp '2000-01-01' as impossible_date
        from public."UserHangoutGroup" as membership
        left join public."User" as member on member.id = membership."userId"
        left join public."HangoutGroup" as hangout_group on hangout_group.id = membership."hangoutGroupId"
        left join ngeshare.curriculum_groups on curriculum_groups.group_id = membership."hangoutGroupId"
    )

select
    finding."check",
    'User' as "table",
    checked_users.key
from checked_users
cross join lateral (
    values
    ('missing_email', missing_email),
    ('duplicate_email', duplicate_email),
    ('future_date', future_date),
    ('impossible_date', impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied by the number of checks.
    (missing_email or duplicate_email or future_date or impossible_date)
    and finding.is_found
union all
select
    finding."check",
    'UserHangoutGroup' as "table",
    checked_memberships.key
from checked_memberships
cross join lateral (
    values
    ('ignored_no_joined_at', ignored_no_joined_at),
    ('ignored_no_user', ignored_no_user),
    ('ignored_deleted_user', ignored_deleted_user),
    ('ignored_future_joined_at', ignored_future_joined_at),
    ('ignored_outside_curriculum', ignored_outside_curriculum),
    ('unknown_role', unknown_role),
    ('orphan_user', orphan_user),
    ('orphan_group', orphan_group),
    ('no_name', no_name),
    ('future_date', future_date),
    ('impossible_date', impossible_date)
) as finding ("check", is_found)
where
    (
        ignored_no_joined_at or ignored_no_user or ignored_deleted_user or ignored_future_joined_at
        or ignored_outside_curriculum or unknown_role or orphan_user or orphan_group or no_name or future_date
        or impossible_date
    )
    and finding.is_found;

comment on view ngeshare.quality_of_people is 'Users and memberships that fail a check.';
comment on column ngeshare.quality_of_people."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.quality_of_people."table" is 'Raw table.';
comment on column ngeshare.quality_of_people.key is 'Id of the row.';
