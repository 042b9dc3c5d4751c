-- ngeshare.quality_of_memberships (view)
-- Question: which memberships break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    public."User", public."UserHangoutGroup", public."HangoutGroup", ngeshare.curriculum_groups,
--           ngeshare.given, ngeshare.horizon
-- Traps:    a row can fail several checks; the ignored_* checks say why a membership counts nowhere
create view ngeshare.quality_of_memberships as
with
    checked_memberships as (
        select
            membership.id as key,
            membership."hangoutGroupId" as group_id,
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
    'UserHangoutGroup' as "table",
    checked_memberships.key,
    checked_memberships.group_id
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

comment on view ngeshare.quality_of_memberships is 'Memberships that fail a check.';
comment on column ngeshare.quality_of_memberships."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.quality_of_memberships."table" is 'Raw table.';
comment on column ngeshare.quality_of_memberships.key is 'Id of the row.';
comment on column ngeshare.quality_of_memberships.group_id is 'Its group.';
