-- ops.health_of_views (view)
-- Question: do the materialized views follow the raw rows?
-- Grain:    one row per materialized view
-- Reads:    ops.say, kpi.get_mv_stats, ops.mv_refresh_log, ops.as_of
-- Traps:    a view that was never refreshed, or not for 26 hours, is a warning; one whose last refresh failed an error,
--           although its old rows can be read
create view ops.health_of_views as
with
    judged as (
        select
            'materialized view' as "check",
            stats.view_name as subject,
            case
                when stats.last_status = 'error' or not stats.is_populated then 'error'
                when stats.last_refreshed_at is null or stats.last_refreshed_at < ops.as_of() - interval '26 hours'
                    then 'warning'
                else 'ok'
            end as status,
            stats.last_refreshed_at as since,
            case
                when stats.last_status = 'error' then 'refresh_failed'
                when not stats.is_populated then 'never_filled'
                when stats.last_refreshed_at is null or stats.last_refreshed_at < ops.as_of() - interval '26 hours'
                    then 'not_refreshed'
            end as message_code,
            jsonb_strip_nulls(
                jsonb_build_object(
                    'said', case when stats.last_status = 'error' then regexp_replace(last_error.error_message, '([^.])$', '\1.') end
                )
            ) as message_values
        from kpi.get_mv_stats() as stats
        left join lateral (
            select error_message
            from ops.mv_refresh_log
            where mv_refresh_log.view_name = stats.view_name
            order by refresh desc
            limit 1
        ) as last_error on true
    )

select
    "check",
    subject,
    status,
    ops.say(message_code, message_values) as message,
    since,
    message_code,
    message_values
from judged;

comment on view ops.health_of_views is 'Whether each materialized view is refreshed, and its last refresh worked.';
comment on column ops.health_of_views."check" is 'materialized view.';
comment on column ops.health_of_views.subject is 'Name of the view, without its schema.';
comment on column ops.health_of_views.status is 'ok; warning: not refreshed for a day; error: the last refresh failed, or it is empty.';
comment on column ops.health_of_views.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_views.since is 'Moment of the last refresh that worked.';
comment on column ops.health_of_views.message_code is 'What is wrong, as a code of ops.sentences; null: nothing, or in words of the log.';
comment on column ops.health_of_views.message_values is 'What the sentence of that code says it with.';
