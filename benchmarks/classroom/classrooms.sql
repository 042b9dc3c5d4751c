-- A year of live classrooms up to now: 20 schools, ten lessons a school day in each, one in a thousand of which nobody
-- ever ends. %(share)s scales the lessons: 1 is 50,000 of them.
select setseed(0.42);

insert into classwaves.schools (id, name, time_zone)
select 'school ' || number, 'School ' || number, 'UTC'
from generate_series(1, 20) as number;

create temporary table lesson as
select
    'lesson ' || row_number() over (order by day.day, school.id, slot) as id,
    school.id as school_id,
    school.id || ' teacher ' || (random() * 40)::integer as teacher_id,
    day.day + (7 + slot % 10) * interval '1 hour' + random() * interval '20 minutes' as started_at,
    random() < 0.001 as is_left_open
from classwaves.schools as school
cross join generate_series(now() - interval '364 days', now() - interval '1 day', interval '1 day') as moment (at)
cross join lateral (select date_trunc('day', moment.at, 'UTC') as day) as day
cross join generate_series(1, greatest(1, round(14 * %(share)s)::integer)) as slot
where extract(isodow from day.day) < 6;

insert into classwaves.sessions (id, school_id, teacher_id, title, configured_at, started_at, ended_at, updated_at)
select
    id, school_id, teacher_id, 'Lesson', started_at - interval '5 minutes', started_at,
    case when not is_left_open then started_at + interval '45 minutes' end, started_at
from lesson;

insert into classwaves.session_groups (id, session_id, created_at, ready_at, updated_at)
select id || ' ' || number, id, started_at, started_at + interval '3 minutes', started_at
from lesson cross join generate_series(1, 4) as number;

insert into classwaves.participants (id, session_id, group_id, student_id, joined_at, left_at, updated_at)
select
    id || ' ' || number, id, id || ' ' || (1 + number % 4), school_id || ' student ' || (random() * 600)::integer,
    started_at + interval '1 minute', case when not is_left_open then started_at + interval '44 minutes' end, started_at
from lesson cross join generate_series(1, 24) as number;

insert into classwaves.session_metrics (
    id, session_id, measured_at, session_quality, engagement_score, participation_rate, collaboration_score,
    audio_quality, connection_stability, requests, errors, response_time_ms, latency_ms, websocket_connections
)
select
    id || ' ' || number, id, started_at + number * interval '5 minutes', 50 + random() * 50, 50 + random() * 50,
    random(), 50 + random() * 50, random(), random(), (random() * 500)::integer, (random() * 5)::integer,
    100 + random() * 100, 20 + random() * 60, (random() * 30)::integer
from lesson cross join generate_series(1, 9) as number;

insert into classwaves.guidance_events (id, session_id, kind, occurred_at)
select
    id || ' ' || number, id, (array['prompt_generated', 'prompt_used', 'intervention', 'alert'])[1 + number % 4],
    started_at + number * interval '7 minutes'
from lesson cross join generate_series(1, 5) as number;

insert into classwaves.ai_analyses (id, session_id, finished_at, processing_seconds, succeeded)
select id || ' ' || number, id, started_at + number * interval '15 minutes', random() * 20, random() < 0.94
from lesson cross join generate_series(1, 3) as number;

insert into classwaves.resource_usage (id, school_id, recorded_at, transcription_minutes, storage_gb, compute_cost)
select school.id || ' ' || hour, school.id, hour, random() * 60, random() * 9, random()
from classwaves.schools as school
cross join generate_series(now() - interval '364 days', now(), interval '1 hour') as hour;

drop table lesson;
