-- analytics.dashboard_metrics_hourly (fact)
-- Question: what happened in each school in each closed hour?
-- Grain:    one row per school and closed hour in which anything happened (school_id, metric_hour)
-- Traps:    only hours of analytics.rollup_ledger are here; means are null without a reading; a mean of means is
--           wrong: add up analytics.hourly_readings
comment on table analytics.dashboard_metrics_hourly is
    'What happened in each school in each closed hour in which anything did. Unrounded.';
comment on column analytics.dashboard_metrics_hourly.id is 'School, @, and the hour as 2026-11-21T04:00:00Z.';
comment on column analytics.dashboard_metrics_hourly.school_id is 'The school.';
comment on column analytics.dashboard_metrics_hourly.metric_hour is 'The hour (UTC), by its first moment.';
comment on column analytics.dashboard_metrics_hourly.sessions_active is 'Sessions that were active in the hour.';
comment on column analytics.dashboard_metrics_hourly.sessions_completed is
    'Sessions that ended in the hour, started or not.';
comment on column analytics.dashboard_metrics_hourly.teachers_active is 'Distinct teachers of the active sessions.';
comment on column analytics.dashboard_metrics_hourly.students_active is 'Distinct students inside an active session.';
comment on column analytics.dashboard_metrics_hourly.total_groups is
    'Groups of the active sessions, made before the hour''s end.';
comment on column analytics.dashboard_metrics_hourly.ready_groups is
    'Of these, groups that were ready before the hour''s end.';
comment on column analytics.dashboard_metrics_hourly.avg_session_quality is
    'Mean session quality of the hour''s readings; null without one, as all means.';
comment on column analytics.dashboard_metrics_hourly.avg_engagement_score is 'Mean engagement.';
comment on column analytics.dashboard_metrics_hourly.avg_participation_rate is 'Mean participation, 0 to 1.';
comment on column analytics.dashboard_metrics_hourly.avg_collaboration_score is 'Mean collaboration.';
comment on column analytics.dashboard_metrics_hourly.avg_audio_quality is 'Mean audio quality.';
comment on column analytics.dashboard_metrics_hourly.avg_connection_stability is 'Mean steadiness of the connections.';
comment on column analytics.dashboard_metrics_hourly.total_errors is 'Requests that failed.';
comment on column analytics.dashboard_metrics_hourly.avg_response_time is 'Mean time to an answer, milliseconds.';
comment on column analytics.dashboard_metrics_hourly.websocket_connections is
    'Open connections: sum of each session''s highest reading.';
comment on column analytics.dashboard_metrics_hourly.avg_latency_ms is 'Mean time on the way, milliseconds.';
comment on column analytics.dashboard_metrics_hourly.error_rate is
    'Failed requests of all requests, 0 to 1; null without a request.';
comment on column analytics.dashboard_metrics_hourly.total_prompts_generated is 'Prompts that the guidance offered.';
comment on column analytics.dashboard_metrics_hourly.total_prompts_used is 'Prompts that a teacher used.';
comment on column analytics.dashboard_metrics_hourly.total_interventions is 'Interventions of the guidance.';
comment on column analytics.dashboard_metrics_hourly.total_alerts is 'Alerts of the guidance.';
comment on column analytics.dashboard_metrics_hourly.ai_analyses_completed is
    'Analyses that finished, failed ones included.';
comment on column analytics.dashboard_metrics_hourly.avg_ai_processing_time is 'Mean seconds that they took.';
comment on column analytics.dashboard_metrics_hourly.ai_analysis_success_rate is
    'Succeeded of finished, 0 to 1; null without one.';
comment on column analytics.dashboard_metrics_hourly.total_transcription_minutes is 'Minutes transcribed.';
comment on column analytics.dashboard_metrics_hourly.total_storage_gb is
    'Gigabytes kept, by the hour''s last record; null without one.';
comment on column analytics.dashboard_metrics_hourly.estimated_compute_cost is
    'Cost recorded, in the source''s currency.';
comment on column analytics.dashboard_metrics_hourly.data_sources_count is
    'How many of the seven raw tables had a row that counts in the hour.';
comment on column analytics.dashboard_metrics_hourly.calculation_method is
    'Version of the rules that computed the row.';
comment on column analytics.dashboard_metrics_hourly.calculated_at is
    'Moment these numbers were computed; a computation that finds the same leaves it.';
comment on column analytics.dashboard_metrics_hourly.created_at is 'Moment the row was stored first.';
