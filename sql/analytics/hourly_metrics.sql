-- analytics.hourly_metrics (function)
-- Question: what do the raw rows say about each school and hour, measure by measure?
-- Grain:    one row per school_id, metric_hour of [since, until) with data_sources_count > 0
-- Reads:    analytics.hourly_activity, analytics.hourly_measurements, analytics.hourly_services
-- Traps:    counts and sums are 0 where nothing happened, means, ratios and storage null; since and until are full hours;
--           schools null means all;
--           possible_only as in analytics.active_sessions
create function analytics.hourly_metrics(
    since timestamptz, until timestamptz, schools text[] default null, possible_only boolean default false
)
returns table (
    school_id text, metric_hour timestamptz,
    sessions_active integer, sessions_completed integer, teachers_active integer, students_active integer,
    total_groups integer, ready_groups integer, avg_session_quality double precision,
    avg_engagement_score double precision, avg_participation_rate double precision,
    avg_collaboration_score double precision, avg_audio_quality double precision,
    avg_connection_stability double precision, total_errors bigint, avg_response_time double precision,
    websocket_connections bigint, avg_latency_ms double precision, error_rate double precision,
    total_prompts_generated integer, total_prompts_used integer, total_interventions integer, total_alerts integer,
    ai_analyses_completed integer, avg_ai_processing_time double precision, ai_analysis_success_rate double precision,
    total_transcription_minutes double precision, total_storage_gb double precision,
    estimated_compute_cost double precision, data_sources_count integer
)
language sql stable
begin atomic
    with
        joined as (
            select
                activity.school_id,
                activity.metric_hour,
                activity.sessions_active,
                activity.sessions_completed,
                activity.teachers_active,
                activity.students_active,
                activity.total_groups,
                activity.ready_groups,
                measured.session_quality_sum / nullif(measured.session_quality_readings, 0) as avg_session_quality,
                measured.engagement_score_sum / nullif(measured.engagement_score_readings, 0) as avg_engagement_score,
                measured.participation_rate_sum / nullif(measured.participation_rate_readings, 0) as avg_participation_rate,
                measured.collaboration_score_sum / nullif(measured.collaboration_score_readings, 0) as avg_collaboration_score,
                measured.audio_quality_sum / nullif(measured.audio_quality_readings, 0) as avg_audio_quality,
                measured.connection_stability_sum / nullif(measured.connection_stability_readings, 0) as avg_connection_stability,
                coalesce(measured.errors, 0) as total_errors,
                measured.response_time_ms_sum / nullif(measured.response_time_ms_readings, 0) as avg_response_time,
                coalesce(measured.websocket_connections, 0) as websocket_connections,
                measured.latency_ms_sum / nullif(measured.latency_ms_readings, 0) as avg_latency_ms,
                measured.errors::double precision / nullif(measured.requests, 0) as error_rate,
                coalesce(served.prompts_generated, 0) as total_prompts_generated,
                coalesce(served.prompts_used, 0) as total_prompts_used,
                coalesce(served.interventions, 0) as total_interventions,
                coalesce(served.alerts, 0) as total_alerts,
                coalesce(served.analyses, 0) as ai_analyses_completed,
                served.processing_seconds / nullif(served.analyses, 0) as avg_ai_processing_time,
                served.succeeded::double precision / nullif(served.analyses, 0) as ai_analysis_success_rate,
                coalesce(served.transcription_minutes, 0) as total_transcription_minutes,
                served.storage_gb as total_storage_gb,
                coalesce(served.compute_cost, 0) as estimated_compute_cost,
                num_nonnulls(
                    nullif(greatest(activity.sessions_active, activity.sessions_completed), 0),
                    nullif(activity.students_active, 0),
                    nullif(activity.total_groups, 0),
                    measured.school_id,
                    nullif(
                        greatest(
                            served.prompts_generated, served.prompts_used, served.interventions, served.alerts
                        ),
                        0
                    ),
                    nullif(served.analyses, 0),
                    nullif(served.records, 0)
                ) as data_sources_count
            from analytics.hourly_activity(since, until, schools, possible_only) as activity
            left join analytics.hourly_measurements(since, until, schools) as measured
                on measured.school_id = activity.school_id and measured.metric_hour = activity.metric_hour
            left join analytics.hourly_services(since, until, schools) as served
                on served.school_id = activity.school_id and served.metric_hour = activity.metric_hour
        )

    select *
    from joined
    where data_sources_count > 0;
end;

comment on function analytics.hourly_metrics(timestamptz, timestamptz, text[], boolean) is
    'What happened in each school and hour from since to before until, computed from the raw rows.';
