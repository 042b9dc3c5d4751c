-- analytics.hourly_measurements (function)
-- Question: what did the readings of each school and hour measure?
-- Grain:    one row per school_id, metric_hour of [since, until) with a reading
-- Reads:    classwaves.sessions, classwaves.session_metrics, analytics.hour_of, analytics.rate_on_scale,
--           analytics.score_on_scale, analytics.time_on_scale
-- Traps:    a reading counts in the hour in which it was taken, whether or not its session is active then; means are sum by
--           readings, where readings without a value, or with one outside its scale, are left out: such an hour still
--           has its row; schools null means all
create function analytics.hourly_measurements(since timestamptz, until timestamptz, schools text[] default null)
returns table (
    school_id text, metric_hour timestamptz,
    session_quality_sum double precision, session_quality_readings bigint,
    engagement_score_sum double precision, engagement_score_readings bigint,
    participation_rate_sum double precision, participation_rate_readings bigint,
    collaboration_score_sum double precision, collaboration_score_readings bigint,
    audio_quality_sum double precision, audio_quality_readings bigint,
    connection_stability_sum double precision, connection_stability_readings bigint,
    response_time_ms_sum double precision, response_time_ms_readings bigint,
    latency_ms_sum double precision, latency_ms_readings bigint,
    requests bigint, errors bigint, websocket_connections bigint
)
language sql stable
begin atomic
    with
        per_session as (
            select
                reading.session_id,
                analytics.hour_of(reading.measured_at) as metric_hour,
                sum(analytics.score_on_scale(reading.session_quality)) as session_quality_sum,
                count(analytics.score_on_scale(reading.session_quality)) as session_quality_readings,
                sum(analytics.score_on_scale(reading.engagement_score)) as engagement_score_sum,
                count(analytics.score_on_scale(reading.engagement_score)) as engagement_score_readings,
                sum(analytics.rate_on_scale(reading.participation_rate)) as participation_rate_sum,
                count(analytics.rate_on_scale(reading.participation_rate)) as participation_rate_readings,
                sum(analytics.score_on_scale(reading.collaboration_score)) as collaboration_score_sum,
                count(analytics.score_on_scale(reading.collaboration_score)) as collaboration_score_readings,
                sum(analytics.score_on_scale(reading.audio_quality)) as audio_quality_sum,
                count(analytics.score_on_scale(reading.audio_quality)) as audio_quality_readings,
                sum(analytics.score_on_scale(reading.connection_stability)) as connection_stability_sum,
                count(analytics.score_on_scale(reading.connection_stability)) as connection_stability_readings,
                sum(analytics.time_on_scale(reading.response_time_ms)) as response_time_ms_sum,
                count(analytics.time_on_scale(reading.response_time_ms)) as response_time_ms_readings,
                sum(analytics.time_on_scale(reading.latency_ms)) as latency_ms_sum,
                count(analytics.time_on_scale(reading.latency_ms)) as latency_ms_readings,
                sum(reading.requests) as requests,
                sum(reading.errors) as errors,
                max(reading.websocket_connections) as websocket_connections
            from classwaves.session_metrics as reading
            where reading.measured_at >= since and reading.measured_at < until
            group by reading.session_id, analytics.hour_of(reading.measured_at)
        )

    select
        session.school_id,
        per_session.metric_hour,
        coalesce(sum(per_session.session_quality_sum), 0) as session_quality_sum,
        sum(per_session.session_quality_readings)::bigint as session_quality_readings,
        coalesce(sum(per_session.engagement_score_sum), 0) as engagement_score_sum,
        sum(per_session.engagement_score_readings)::bigint as engagement_score_readings,
        coalesce(sum(per_session.participation_rate_sum), 0) as participation_rate_sum,
        sum(per_session.participation_rate_readings)::bigint as participation_rate_readings,
        coalesce(sum(per_session.collaboration_score_sum), 0) as collaboration_score_sum,
        sum(per_session.collaboration_score_readings)::bigint as collaboration_score_readings,
        coalesce(sum(per_session.audio_quality_sum), 0) as audio_quality_sum,
        sum(per_session.audio_quality_readings)::bigint as audio_quality_readings,
        coalesce(sum(per_session.connection_stability_sum), 0) as connection_stability_sum,
        sum(per_session.connection_stability_readings)::bigint as connection_stability_readings,
        coalesce(sum(per_session.response_time_ms_sum), 0) as response_time_ms_sum,
        sum(per_session.response_time_ms_readings)::bigint as response_time_ms_readings,
        coalesce(sum(per_session.latency_ms_sum), 0) as latency_ms_sum,
        sum(per_session.latency_ms_readings)::bigint as latency_ms_readings,
        sum(per_session.requests)::bigint as requests,
        sum(per_session.errors)::bigint as errors,
        sum(per_session.websocket_connections)::bigint as websocket_connections
    from per_session
    inner join classwaves.sessions as session on session.id = per_session.session_id
    where schools is null or session.school_id = any(schools)
    group by session.school_id, per_session.metric_hour;
end;

comment on function analytics.hourly_measurements(timestamptz, timestamptz, text[]) is
    'Sums and numbers of the readings taken in each school and hour from since to before until.';
