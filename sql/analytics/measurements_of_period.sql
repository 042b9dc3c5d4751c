-- analytics.measurements_of_period (function)
-- Question: how did the lessons and the system do in each hour of a period, in one school or in all together?
-- Grain:    one row per metric_hour of the period with a reading
-- Reads:    analytics.hourly_readings, analytics.hourly_measurements, analytics.rollup_covers, analytics.period
-- Traps:    means are weighted by their readings; where from is as in analytics.hours_of_period
create function analytics.measurements_of_period(school text, hours integer) returns table (
    metric_hour timestamptz, quality double precision, engagement double precision, participation double precision,
    collaboration double precision, audio_quality double precision, connection_stability double precision,
    response_time_ms double precision, latency_ms double precision, requests bigint, errors bigint, error_rate double precision
)
language sql stable
begin atomic
    with
        period as materialized (
            select
                bounds.since,
                bounds.open_hour,
                case
                    when analytics.rollup_covers(bounds.since, bounds.open_hour) then bounds.open_hour
                    else bounds.since
                end as live_since
            from analytics.period(hours) as bounds
        ),

        readings as (
            select
                stored.metric_hour,
                stored.session_quality_sum,
                stored.session_quality_readings,
                stored.engagement_score_sum,
                stored.engagement_score_readings,
                stored.participation_rate_sum,
                stored.participation_rate_readings,
                stored.collaboration_score_sum,
                stored.collaboration_score_readings,
                stored.audio_quality_sum,
                stored.audio_quality_readings,
                stored.connection_stability_sum,
                stored.connection_stability_readings,
                stored.response_time_ms_sum,
                stored.response_time_ms_readings,
                stored.latency_ms_sum,
                stored.latency_ms_readings,
                stored.requests,
                stored.errors
            from analytics.hourly_readings as stored
            cross join period
            where
                stored.metric_hour >= period.since
                and stored.metric_hour < period.live_since
                and (school is null or stored.school_id = school)
            union all
            select
                live.metric_hour,
                live.session_quality_sum,
                live.session_quality_readings,
                live.engagement_score_sum,
                live.engagement_score_readings,
                live.participation_rate_sum,
                live.participation_rate_readings,
                live.collaboration_score_sum,
                live.collaboration_score_readings,
                live.audio_quality_sum,
                live.audio_quality_readings,
                live.connection_stability_sum,
                live.connection_stability_readings,
                live.response_time_ms_sum,
                live.response_time_ms_readings,
                live.latency_ms_sum,
                live.latency_ms_readings,
                live.requests,
                live.errors
            from analytics.hourly_measurements(
                (select period.live_since from period),
                (select period.open_hour + interval '1 hour' from period),
                case when school is not null then array[school] end
            ) as live
        )

    select
        metric_hour,
        sum(session_quality_sum) / nullif(sum(session_quality_readings), 0) as quality,
        sum(engagement_score_sum) / nullif(sum(engagement_score_readings), 0) as engagement,
        sum(participation_rate_sum) / nullif(sum(participation_rate_readings), 0) as participation,
        sum(collaboration_score_sum) / nullif(sum(collaboration_score_readings), 0) as collaboration,
        sum(audio_quality_sum) / nullif(sum(audio_quality_readings), 0) as audio_quality,
        sum(connection_stability_sum) / nullif(sum(connection_stability_readings), 0) as connection_stability,
        sum(response_time_ms_sum) / nullif(sum(response_time_ms_readings), 0) as response_time_ms,
        sum(latency_ms_sum) / nullif(sum(latency_ms_readings), 0) as latency_ms,
        sum(requests)::bigint as requests,
        sum(errors)::bigint as errors,
        sum(errors)::double precision / nullif(sum(requests), 0) as error_rate
    from readings
    group by metric_hour
    order by metric_hour;
end;

comment on function analytics.measurements_of_period(text, integer) is
    'What was measured in the open hour and in each of the hours before it, in one school or in all.';
