-- 0020_readings_on_their_scale: closed hours with a reading outside its scale wait to be computed again

-- Means leave such readings out now; hours that were closed before have them in their sums.
with
    off_scale as (
        select
            session.school_id,
            date_trunc('hour', reading.measured_at at time zone 'UTC') at time zone 'UTC' as metric_hour
        from classwaves.session_metrics as reading
        inner join classwaves.sessions as session on session.id = reading.session_id
        where
            reading.participation_rate not between 0 and 1
            or reading.session_quality not between 0 and 100
            or reading.engagement_score not between 0 and 100
            or reading.collaboration_score not between 0 and 100
            or reading.audio_quality not between 0 and 100
            or reading.connection_stability not between 0 and 100
            or not (reading.response_time_ms >= 0 and reading.response_time_ms < 'infinity')
            or not (reading.latency_ms >= 0 and reading.latency_ms < 'infinity')
    )

insert into analytics.changed_hours (school_id, first_hour, last_hour)
select distinct
    school_id,
    metric_hour as first_hour,
    metric_hour as last_hour
from off_scale;
