-- ngeshare.quality_of_people (view)
-- Question: which users break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    public."User", ngeshare.horizon, ops.email_address
-- Traps:    a row can fail several checks; those who share an e-mail are looked for by themselves, so that of a few users the
--           index finds them, and of all users one comparison does
create view ngeshare.quality_of_people as
with
    checked_users as (
        select
            member.id as key,
            ops.email_address(member.email) is null as missing_email,
            greatest(member."createdAt", member."updatedAt", member."deletedAt") >= (select ngeshare.horizon())
                as future_date,
            member."updatedAt" < member."createdAt"
            or member."deletedAt" < member."createdAt"
            or member."createdAt" < timestamp '2000-01-01' as impossible_date
        from public."User" as member
    )

select
    finding."check",
    'User' as "table",
    checked_users.key
from checked_users
cross join lateral (
    values
    ('missing_email', missing_email),
    ('future_date', future_date),
    ('impossible_date', impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied by the number of checks.
    (missing_email or future_date or impossible_date)
    and finding.is_found
union all
select
    'duplicate_email' as "check",
    'User' as "table",
    member.id as key
from public."User" as member
where
    exists (
        select
        from public."User" as other
        where ops.email_address(other.email) = ops.email_address(member.email) and other.id <> member.id
    );

comment on view ngeshare.quality_of_people is 'Users that fail a check.';
comment on column ngeshare.quality_of_people."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.quality_of_people."table" is 'Raw table.';
comment on column ngeshare.quality_of_people.key is 'Id of the row.';
