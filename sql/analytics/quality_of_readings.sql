-- analytics.quality_of_readings (view)
-- Question: which readings break an assumption of the rules, and how?
-- Grain:    one row per key with at least one finding
-- Reads:    classwaves.session_metrics, classwaves.sessions, analytics.horizon, analytics.rate_on_scale,
--           analytics.score_on_scale, analytics.time_on_scale
-- Traps:    what is outside its scale is in no mean; a time above a day is in it, and named all the same
create view analytics.quality_of_readings as
with
    checked as (
        select
            reading.id as key,
            reading.measured_at is null as missing_date,
            reading.session_quality is null as missing_session_quality,
            reading.engagement_score is null as missing_engagement_score,
            reading.participation_rate is null as missing_participation_rate,
            reading.collaboration_score is null as missing_collaboration_score,
            reading.audio_quality is null as missing_audio_quality,
            reading.connection_stability is null as missing_connection_stability,
            reading.response_time_ms is null as missing_response_time,
            reading.latency_ms is null as missing_latency,
            num_nonnulls(reading.participation_rate)
            > num_nonnulls(analytics.rate_on_scale(reading.participation_rate)) as rate_out_of_range,
            num_nonnulls(
                reading.session_quality, reading.engagement_score, reading.collaboration_score, reading.audio_quality,
                reading.connection_stability
            ) > num_nonnulls(
                analytics.score_on_scale(reading.session_quality),
                analytics.score_on_scale(reading.engagement_score),
                analytics.score_on_scale(reading.collaboration_score),
                analytics.score_on_scale(reading.audio_quality),
                analytics.score_on_scale(reading.connection_stability)
            ) as score_out_of_range,
            num_nonnulls(reading.response_time_ms, reading.latency_ms) > num_nonnulls(
                analytics.time_on_scale(reading.response_time_ms), analytics.time_on_scale(reading.latency_ms)
            )
            or greatest(reading.response_time_ms, reading.latency_ms) > 86400000
            or least(reading.requests, reading.errors, reading.websocket_connections) < 0 as impossible_reading,
            reading.errors > reading.requests as more_errors_than_requests,
            session.started_at is null
            or reading.measured_at < session.started_at or reading.measured_at > session.ended_at as outside_session,
            reading.measured_at >= (select analytics.horizon()) as future_date,
            reading.measured_at < timestamptz '2000-01-01 00:00+00' as impossible_date
        from classwaves.session_metrics as reading
        inner join classwaves.sessions as session on session.id = reading.session_id
    )

select
    'session_metrics' as "table",
    key,
    array_remove(array[
        case when missing_date then 'missing_date' end,
        case when missing_session_quality then 'missing_session_quality' end,
        case when missing_engagement_score then 'missing_engagement_score' end,
        case when missing_participation_rate then 'missing_participation_rate' end,
        case when missing_collaboration_score then 'missing_collaboration_score' end,
        case when missing_audio_quality then 'missing_audio_quality' end,
        case when missing_connection_stability then 'missing_connection_stability' end,
        case when missing_response_time then 'missing_response_time' end,
        case when missing_latency then 'missing_latency' end,
        case when rate_out_of_range then 'rate_out_of_range' end,
        case when score_out_of_range then 'score_out_of_range' end,
        case when impossible_reading then 'impossible_reading' end,
        case when more_errors_than_requests then 'more_errors_than_requests' end,
        case when outside_session then 'outside_session' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked
-- As a number, because of numbers the planner expects few to be equal, and so plans for few findings.
where
    (
        missing_date or missing_session_quality or missing_engagement_score or missing_participation_rate
        or missing_collaboration_score or missing_audio_quality or missing_connection_stability
        or missing_response_time or missing_latency or rate_out_of_range or score_out_of_range or impossible_reading
        or more_errors_than_requests or outside_session or future_date or impossible_date
    )::integer = 1;

comment on view analytics.quality_of_readings is 'Readings that fail a check.';
comment on column analytics.quality_of_readings."table" is 'Raw table.';
comment on column analytics.quality_of_readings.key is 'Id of the row.';
comment on column analytics.quality_of_readings.checks is 'Names of the checks that it fails, as in analytics.quality_checks.';
