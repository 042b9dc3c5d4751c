-- analytics.health_of_numbers (view)
-- Question: does what stands behind the classrooms' numbers work, by a code and its values?
-- Grain:    one row per check
-- Reads:    analytics.health_of_rollup, analytics.health_of_events, ops.source_freshness, ops.health, ops.as_of, ops.say,
--           ops.sort_key
-- Traps:    analytics.health() beside its fixed columns: pages make the detail in the reader's language;
--           down: the numbers are old or missing; degraded: they are right, but slower or later than they should be
create view analytics.health_of_numbers as
with
    freshness as (
        select
            coalesce(max(state), 'never') as state,
            max(fresh_at) as fresh_at
        from ops.source_freshness
        where source = 'classwaves'
    ),

    views as (
        select
            bool_or(status = 'error') as is_broken,
            bool_or(status = 'warning') as is_late,
            jsonb_agg(
                jsonb_build_object(
                    'code', 'view_says',
                    'values', jsonb_build_object(
                        'view', subject,
                        'says', jsonb_build_array(jsonb_build_object('code', message_code, 'values', message_values))
                    )
                ) order by ops.sort_key(subject)
            ) filter (where status <> 'ok') as stale
        from ops.health
        where "check" = 'materialized view'
    ),

    found as (
        select
            "check",
            status,
            detail_code,
            detail_values
        from analytics.health_of_rollup
        union all
        select
            "check",
            status,
            detail_code,
            detail_values
        from analytics.health_of_events
        union all
        select
            'sync_freshness' as "check",
            case state when 'fresh' then 'ok' when 'late' then 'degraded' else 'down' end as status,
            case when fresh_at is null then 'no_sync_validated' else 'last_validated' end as detail_code,
            jsonb_strip_nulls(jsonb_build_object('began_at', fresh_at)) as detail_values
        from freshness
        union all
        select
            'mv_freshness' as "check",
            case when is_broken then 'down' when is_late then 'degraded' else 'ok' end as status,
            case when stale is null then 'views_fresh' else 'views_not_fresh' end as detail_code,
            jsonb_strip_nulls(jsonb_build_object('views', stale)) as detail_values
        from views
    )

select
    "check",
    status,
    ops.say(detail_code, detail_values) as detail,
    ops.as_of() as observed_at,
    detail_code,
    detail_values
from found;

comment on view analytics.health_of_numbers is 'What stands behind the classrooms'' numbers, with what was found by its code.';
comment on column analytics.health_of_numbers."check" is 'What was looked at.';
comment on column analytics.health_of_numbers.status is 'ok, degraded or down.';
comment on column analytics.health_of_numbers.detail is 'What was found, in an English sentence: ops.say of code and values.';
comment on column analytics.health_of_numbers.observed_at is 'Moment it was looked at.';
comment on column analytics.health_of_numbers.detail_code is 'What was found, as a code of ops.sentences.';
comment on column analytics.health_of_numbers.detail_values is 'What the sentence of that code says it with.';
