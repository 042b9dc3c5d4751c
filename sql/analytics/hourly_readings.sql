-- analytics.hourly_readings (fact)
-- Question: of what sums and numbers are the means over many hours made?
-- Grain:    one row per school and closed hour that has any reading (school_id, metric_hour)
-- Traps:    a sum of 0 with no readings is no mean of 0
comment on table analytics.hourly_readings is
    'Sums and numbers of readings per school and closed hour that has any: what weighted means over many hours are '
    'made of.';
comment on column analytics.hourly_readings.school_id is 'The school.';
comment on column analytics.hourly_readings.metric_hour is 'The hour (UTC), by its first moment.';
comment on column analytics.hourly_readings.session_quality_sum is 'Sum of the readings of session quality.';
comment on column analytics.hourly_readings.session_quality_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.engagement_score_sum is 'Sum of the readings of engagement.';
comment on column analytics.hourly_readings.engagement_score_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.participation_rate_sum is 'Sum of the readings of participation.';
comment on column analytics.hourly_readings.participation_rate_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.collaboration_score_sum is 'Sum of the readings of collaboration.';
comment on column analytics.hourly_readings.collaboration_score_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.audio_quality_sum is 'Sum of the readings of audio quality.';
comment on column analytics.hourly_readings.audio_quality_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.connection_stability_sum is 'Sum of the readings of connection stability.';
comment on column analytics.hourly_readings.connection_stability_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.response_time_ms_sum is 'Sum of the readings of time to an answer.';
comment on column analytics.hourly_readings.response_time_ms_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.latency_ms_sum is 'Sum of the readings of time on the way.';
comment on column analytics.hourly_readings.latency_ms_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.requests is 'Requests.';
comment on column analytics.hourly_readings.errors is 'Requests that failed.';
