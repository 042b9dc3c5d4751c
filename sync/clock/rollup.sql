-- name: hours_between
-- The whole hours between two moments, no later than now; without a beginning, from the first hour on.
select
    coalesce(analytics.hour_of(%(since)s), analytics.first_hour()),
    least(analytics.hour_of(%(until)s) + interval '1 hour', analytics.hour_of(now()))
