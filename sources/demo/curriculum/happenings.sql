-- Who came online between two moments. Meeting attendance counts as a visit; other visits are a memoryless process
-- (frequent for those seen lately, rare for the rest), so any split of time gives the same picture. A handful of
-- accounts always comes online, however short the time.
with
    span as (
        select %(since)s::timestamptz at time zone 'UTC' as since, %(until)s::timestamptz at time zone 'UTC' as until
    ),

    check_ins as (
        select attendance."userId" as id, max(attendance."attendedAt") as seen_at
        from public."UserHangoutGroupAttendance" as attendance
        cross join span
        where attendance."attendedAt" > span.since and attendance."attendedAt" <= span.until
        group by attendance."userId"
    ),

    accounts as (
        select
            account.id,
            account."createdAt" as created_at,
            greatest(account."lastActive", check_ins.seen_at) as seen_at,
            ('x' || substr(md5(account.id || span.until::text), 1, 8))::bit(32)::bigint / 4294967296.0 as chance,
            ('x' || substr(md5(account.id || span.until::text), 9, 8))::bit(32)::bigint / 4294967296.0 as lot
        from public."User" as account
        cross join span
        left join check_ins on check_ins.id = account.id
        where account."deletedAt" is null and account."updatedAt" <= span.until and account."createdAt" < span.until
    ),

    last_visits as (
        select
            accounts.id,
            span.until - interval '1 day' * (
                -ln(1 - accounts.chance)
                * case when accounts.seen_at > span.until - interval '30 days' then 5 else 240 end
            ) as seen_at
        from accounts
        cross join span
    ),

    always_somebody as (
        select
            accounts.id,
            greatest(
                date_trunc('milliseconds', span.until - (span.until - span.since) * accounts.chance::double precision * 0.01),
                span.since + interval '1 millisecond'
            ) as seen_at
        from accounts
        cross join span
        order by accounts.lot
        limit 5
    ),

    visits as (
        select accounts.id, max(date_trunc('milliseconds', seen.seen_at)) as seen_at
        from accounts
        cross join span
        inner join (
            select check_ins.id, check_ins.seen_at from check_ins
            union all
            select last_visits.id, last_visits.seen_at from last_visits
            union all
            select always_somebody.id, always_somebody.seen_at from always_somebody
        ) as seen on seen.id = accounts.id
        where seen.seen_at > span.since and seen.seen_at <= span.until and seen.seen_at >= accounts.created_at
        group by accounts.id
    )

update public."User" as account
set
    "lastActive" = visits.seen_at,
    "lastLogin" = case when ascii(right(md5(account.id || visits.seen_at::text), 1)) < 53
        then visits.seen_at else account."lastLogin" end,
    "updatedAt" = greatest(account."updatedAt", visits.seen_at)
from visits
where visits.id = account.id and visits.seen_at > coalesce(account."lastActive", '-infinity');
