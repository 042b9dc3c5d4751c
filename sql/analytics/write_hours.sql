-- analytics.write_hours (function)
-- Question: what do the hourly metrics of a range become, when computed again?
-- Grain:    writes analytics.dashboard_metrics_hourly; returns how many rows changed
-- Reads:    analytics.hourly_metrics, analytics.dashboard_metrics_hourly
-- Writes:   analytics.dashboard_metrics_hourly
-- Traps:    rows that come out the same are not written, so that computing twice changes nothing; with schools, only the
--           hours of each that the same place of spans holds
create function analytics.write_hours(
    since timestamptz, until timestamptz, schools text[], spans tstzmultirange[]
) returns bigint
language sql volatile
begin atomic
    with
        wanted as (
            select
                school_id,
                hours
            from unnest(schools, spans) as listed (school_id, hours)
        ),

        computed as materialized (
            select computed.*
            from analytics.hourly_metrics(since, until, schools) as computed
            left join wanted on wanted.school_id = computed.school_id
            where schools is null or computed.metric_hour <@ wanted.hours
        ),

        gone as (
            delete from analytics.dashboard_metrics_hourly as stored
            where
                stored.metric_hour >= since
                and stored.metric_hour < until
                and (
                    schools is null
                    or exists (
                        select 1
                        from wanted
                        where wanted.school_id = stored.school_id and stored.metric_hour <@ wanted.hours
                    )
                )
                and not exists (
                    select 1
                    from computed
                    where computed.school_id = stored.school_id and computed.metric_hour = stored.metric_hour
                )
            returning 1
        ),

        different as (
            select
                school_id,
                metric_hour,
                sessions_active, sessions_completed, teachers_active, students_active, total_groups, ready_groups,
                avg_session_quality, avg_engagement_score, avg_participation_rate, avg_collaboration_score,
                avg_audio_quality, avg_connection_stability, total_errors, avg_response_time, websocket_connections,
                avg_latency_ms, error_rate, total_prompts_generated, total_prompts_used, total_interventions,
                total_alerts, ai_analyses_completed, avg_ai_processing_time, ai_analysis_success_rate,
                total_transcription_minutes, total_storage_gb, estimated_compute_cost, data_sources_count
            from computed
            except
            select
                school_id,
                metric_hour,
                sessions_active, sessions_completed, teachers_active, students_active, total_groups, ready_groups,
                avg_session_quality, avg_engagement_score, avg_participation_rate, avg_collaboration_score,
                avg_audio_quality, avg_connection_stability, total_errors, avg_response_time, websocket_connections,
                avg_latency_ms, error_rate, total_prompts_generated, total_prompts_used, total_interventions,
                total_alerts, ai_analyses_completed, avg_ai_processing_time, ai_analysis_success_rate,
                total_transcription_minutes, total_storage_gb, estimated_compute_cost, data_sources_count
            from analytics.dashboard_metrics_hourly
            where metric_hour >= since and metric_hour < until
        ),

        written as (
            insert into analytics.dashboard_metrics_hourly (
                id, school_id, metric_hour,
                sessions_active, sessions_completed, teachers_active, students_active, total_groups, ready_groups,
                avg_session_quality, avg_engagement_score, avg_participation_rate, avg_collaboration_score,
                avg_audio_quality, avg_connection_stability, total_errors, avg_response_time, websocket_connections,
                avg_latency_ms, error_rate, total_prompts_generated, total_prompts_used, total_interventions,
                total_alerts, ai_analyses_completed, avg_ai_processing_time, ai_analysis_success_rate,
                total_transcription_minutes, total_storage_gb, estimated_compute_cost, data_sources_count,
                calculation_method
            )
            select
                school_id || '@' || to_char(metric_hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as id,
                school_id,
                metric_hour,
                sessions_active, sessions_completed, teachers_active, students_active, total_groups, ready_groups,
                avg_session_quality, avg_engagement_score, avg_participation_rate, avg_collaboration_score,
                avg_audio_quality, avg_connection_stability, total_errors, avg_response_time, websocket_connections,
                avg_latency_ms, error_rate, total_prompts_generated, total_prompts_used, total_interventions,
                total_alerts, ai_analyses_completed, avg_ai_processing_time, ai_analysis_success_rate,
                total_transcription_minutes, total_storage_gb, estimated_compute_cost, data_sources_count,
                'hourly rollup 1' as calculation_method
            from different
            on conflict (school_id, metric_hour) do update set
                sessions_active = excluded.sessions_active,
                sessions_completed = excluded.sessions_completed,
                teachers_active = excluded.teachers_active,
                students_active = excluded.students_active,
                total_groups = excluded.total_groups,
                ready_groups = excluded.ready_groups,
                avg_session_quality = excluded.avg_session_quality,
                avg_engagement_score = excluded.avg_engagement_score,
                avg_participation_rate = excluded.avg_participation_rate,
                avg_collaboration_score = excluded.avg_collaboration_score,
                avg_audio_quality = excluded.avg_audio_quality,
                avg_connection_stability = excluded.avg_connection_stability,
                total_errors = excluded.total_errors,
                avg_response_time = excluded.avg_response_time,
                websocket_connections = excluded.websocket_connections,
                avg_latency_ms = excluded.avg_latency_ms,
                error_rate = excluded.error_rate,
                total_prompts_generated = excluded.total_prompts_generated,
                total_prompts_used = excluded.total_prompts_used,
                total_interventions = excluded.total_interventions,
                total_alerts = excluded.total_alerts,
                ai_analyses_completed = excluded.ai_analyses_completed,
                avg_ai_processing_time = excluded.avg_ai_processing_time,
                ai_analysis_success_rate = excluded.ai_analysis_success_rate,
                total_transcription_minutes = excluded.total_transcription_minutes,
                total_storage_gb = excluded.total_storage_gb,
                estimated_compute_cost = excluded.estimated_compute_cost,
                data_sources_count = excluded.data_sources_count,
                calculation_method = excluded.calculation_method,
                calculated_at = excluded.calculated_at
            returning 1
        )

    select (select count(*) from gone) + (select count(*) from written);
end;

comment on function analytics.write_hours(timestamptz, timestamptz, text[], tstzmultirange[]) is
    'Stores the metrics of the hours from since to before until, of all schools or of given hours of given ones.';
