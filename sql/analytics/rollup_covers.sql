-- analytics.rollup_covers (function)
-- Question: may a range of hours be read from what is stored?
-- Grain:    one truth value
-- Reads:    analytics.rollup_ledger, analytics.changed_hours, analytics.changed_presence
-- Traps:    every hour must be closed, and nothing that was written since may wait to be brought up to date
create function analytics.rollup_covers(since timestamptz, until timestamptz) returns boolean
language sql stable
begin atomic
    select
        (
            select count(*) from analytics.rollup_ledger
            where metric_hour >= since and metric_hour < until
        ) = extract(epoch from until - since) / 3600
        and not exists (select 1 from analytics.changed_presence)
        and not exists (
            select 1
            from analytics.changed_hours
            where first_hour < until and last_hour >= since
        );
end;

comment on function analytics.rollup_covers(timestamptz, timestamptz) is
    'Whether all hours from since to before until are closed and up to date.';
