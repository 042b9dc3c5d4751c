-- analytics.readings_off_scale (view)
-- Question: which values of readings are outside their scale, and so in no mean?
-- Grain:    one row per key, measure
-- Reads:    classwaves.session_metrics, analytics.rate_on_scale, analytics.score_on_scale, analytics.time_on_scale
-- Traps:    one reading may be off in several measures; the comparison of numbers of values skips nearly all readings
create view analytics.readings_off_scale as
select
    reading.id as key,
    reading.session_id,
    reading.measured_at,
    measured.measure,
    measured.value
from classwaves.session_metrics as reading
cross join lateral (
    values
    ('session_quality', reading.session_quality, analytics.score_on_scale(reading.session_quality)),
    ('engagement_score', reading.engagement_score, analytics.score_on_scale(reading.engagement_score)),
    ('participation_rate', reading.participation_rate, analytics.rate_on_scale(reading.participation_rate)),
    ('collaboration_score', reading.collaboration_score, analytics.score_on_scale(reading.collaboration_score)),
    ('audio_quality', reading.audio_quality, analytics.score_on_scale(reading.audio_quality)),
    ('connection_stability', reading.connection_stability, analytics.score_on_scale(reading.connection_stability)),
    ('response_time_ms', reading.response_time_ms, analytics.time_on_scale(reading.response_time_ms)),
    ('latency_ms', reading.latency_ms, analytics.time_on_scale(reading.latency_ms))
) as measured (measure, value, on_scale)
where
    num_nonnulls(
        reading.session_quality, reading.engagement_score, reading.participation_rate, reading.collaboration_score,
        reading.audio_quality, reading.connection_stability, reading.response_time_ms, reading.latency_ms
    ) > num_nonnulls(
        analytics.score_on_scale(reading.session_quality), analytics.score_on_scale(reading.engagement_score),
        analytics.rate_on_scale(reading.participation_rate), analytics.score_on_scale(reading.collaboration_score),
        analytics.score_on_scale(reading.audio_quality), analytics.score_on_scale(reading.connection_stability),
        analytics.time_on_scale(reading.response_time_ms), analytics.time_on_scale(reading.latency_ms)
    )
    and measured.value is not null
    and measured.on_scale is null;

comment on view analytics.readings_off_scale is 'Values of readings that are in no mean, because they are outside their scale.';
comment on column analytics.readings_off_scale.key is 'Id of the reading.';
comment on column analytics.readings_off_scale.session_id is 'Its session.';
comment on column analytics.readings_off_scale.measured_at is 'When it was taken.';
comment on column analytics.readings_off_scale.measure is 'Which of its values, by the column''s name.';
comment on column analytics.readings_off_scale.value is 'The value.';
