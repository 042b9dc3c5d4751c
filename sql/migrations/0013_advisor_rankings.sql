-- 0013_advisor_rankings: the log of refreshes, what the rankings remember of weeks and of the period before

alter table ops.derived_object add column lineage text;
comment on column ops.derived_object.kind is 'view, materialized view, function or trigger function.';
comment on column ops.derived_object.lineage is
    'Hash of its file and of all that it reads: a materialized view stays while this is the same.';

create table ops.mv_refresh_log (
    refresh bigint generated always as identity primary key,
    view_name text not null,
    origin text not null,
    started_at timestamptz not null,
    duration_ms integer not null,
    status text not null check (status in ('ok', 'error')),
    row_count bigint,
    error_message text
);
create index mv_refresh_log_view_name on ops.mv_refresh_log (view_name, refresh);
comment on index ops.mv_refresh_log_view_name is 'Serves: kpi.get_mv_stats: the last refresh of each view.';
comment on table ops.mv_refresh_log is 'One row per refresh of a materialized view, whoever asked for it.';
comment on column ops.mv_refresh_log.refresh is 'Number of the refresh, ascending.';
comment on column ops.mv_refresh_log.view_name is 'Name of the materialized view, without its schema.';
comment on column ops.mv_refresh_log.origin is 'Who asked for it: sync, schedule, pg_cron, page, api, command line, sql, upgrade.';
comment on column ops.mv_refresh_log.started_at is 'Moment it started.';
comment on column ops.mv_refresh_log.duration_ms is 'Time it took, milliseconds.';
comment on column ops.mv_refresh_log.status is 'ok, or error: the view shows what it showed before.';
comment on column ops.mv_refresh_log.row_count is 'Rows of the view afterwards; null after an error.';
comment on column ops.mv_refresh_log.error_message is 'What went wrong; null after success.';

create table kpi.advisor_weeks (
    asesor_id uuid not null,
    week date not null,
    ofertas bigint not null,
    ganadoras bigint not null,
    primary key (asesor_id, week)
);
comment on table kpi.advisor_weeks is
    'Fact: each advisor''s offers in the last twelve local weeks, weeks without offers left out. Made anew with each refresh.';
comment on column kpi.advisor_weeks.asesor_id is 'The advisor.';
comment on column kpi.advisor_weeks.week is 'Monday of the local week.';
comment on column kpi.advisor_weeks.ofertas is 'Offers made in it.';
comment on column kpi.advisor_weeks.ganadoras is 'How many of them won.';

create table kpi.advisor_previous_ranks (
    asesor_id uuid primary key,
    ofertas bigint not null,
    ranking_ciudad bigint not null,
    ranking_nacional bigint not null
);
comment on table kpi.advisor_previous_ranks is
    'Fact: how advisors ranked in the 30 local days before the last 30, by the same rules. Made anew with each refresh.';
comment on column kpi.advisor_previous_ranks.asesor_id is 'The advisor.';
comment on column kpi.advisor_previous_ranks.ofertas is 'Offers made in those days.';
comment on column kpi.advisor_previous_ranks.ranking_ciudad is 'Rank in the city then.';
comment on column kpi.advisor_previous_ranks.ranking_nacional is 'Rank among all then.';
