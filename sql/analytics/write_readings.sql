-- analytics.write_readings (function)
-- Question: what do the sums and numbers of readings of a range become, when computed again?
-- Grain:    writes analytics.hourly_readings; returns how many rows changed
-- Reads:    analytics.hourly_measurements, analytics.hourly_readings
-- Writes:   analytics.hourly_readings
-- Traps:    as analytics.write_hours: rows that come out the same are not written
create function analytics.write_readings(
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
            from analytics.hourly_measurements(since, until, schools) as computed
            left join wanted on wanted.school_id = computed.school_id
            where schools is null or computed.metric_hour <@ wanted.hours
        ),

        gone as (
            delete from analytics.hourly_readings as stored
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
                session_quality_sum, session_quality_readings, engagement_score_sum, engagement_score_readings,
                participation_rate_sum, participation_rate_readings, collaboration_score_sum,
                collaboration_score_readings, audio_quality_sum, audio_quality_readings, connection_stability_sum,
                connection_stability_readings, response_time_ms_sum, response_time_ms_readings, latency_ms_sum,
                latency_ms_readings, requests, errors
            from computed
            except
            select
                school_id,
                metric_hour,
                session_quality_sum, session_quality_readings, engagement_score_sum, engagement_score_readings,
                participation_rate_sum, participation_rate_readings, collaboration_score_sum,
                collaboration_score_readings, audio_quality_sum, audio_quality_readings, connection_stability_sum,
                connection_stability_readings, response_time_ms_sum, response_time_ms_readings, latency_ms_sum,
                latency_ms_readings, requests, errors
            from analytics.hourly_readings
            where metric_hour >= since and metric_hour < until
        ),

        written as (
            insert into analytics.hourly_readings (
                school_id, metric_hour,
                session_quality_sum, session_quality_readings, engagement_score_sum, engagement_score_readings,
                participation_rate_sum, participation_rate_readings, collaboration_score_sum,
                collaboration_score_readings, audio_quality_sum, audio_quality_readings, connection_stability_sum,
                connection_stability_readings, response_time_ms_sum, response_time_ms_readings, latency_ms_sum,
                latency_ms_readings, requests, errors
            )
            select
                school_id,
                metric_hour,
                session_quality_sum, session_quality_readings, engagement_score_sum, engagement_score_readings,
                participation_rate_sum, participation_rate_readings, collaboration_score_sum,
                collaboration_score_readings, audio_quality_sum, audio_quality_readings, connection_stability_sum,
                connection_stability_readings, response_time_ms_sum, response_time_ms_readings, latency_ms_sum,
                latency_ms_readings, requests, errors
            from different
            on conflict (school_id, metric_hour) do update set
                session_quality_sum = excluded.session_quality_sum,
                session_quality_readings = excluded.session_quality_readings,
                engagement_score_sum = excluded.engagement_score_sum,
                engagement_score_readings = excluded.engagement_score_readings,
                participation_rate_sum = excluded.participation_rate_sum,
                participation_rate_readings = excluded.participation_rate_readings,
                collaboration_score_sum = excluded.collaboration_score_sum,
                collaboration_score_readings = excluded.collaboration_score_readings,
                audio_quality_sum = excluded.audio_quality_sum,
                audio_quality_readings = excluded.audio_quality_readings,
                connection_stability_sum = excluded.connection_stability_sum,
                connection_stability_readings = excluded.connection_stability_readings,
                response_time_ms_sum = excluded.response_time_ms_sum,
                response_time_ms_readings = excluded.response_time_ms_readings,
                latency_ms_sum = excluded.latency_ms_sum,
                latency_ms_readings = excluded.latency_ms_readings,
                requests = excluded.requests,
                errors = excluded.errors
            returning 1
        )

    select (select count(*) from gone) + (select count(*) from written);
end;

comment on function analytics.write_readings(timestamptz, timestamptz, text[], tstzmultirange[]) is
    'Stores what the readings of the hours from since to before until sum up to, as analytics.write_hours does.';
