-- 0018_last_presence: when each session, teacher and student was active last, so that those of a period are counted at once

-- They read next_hour, and are made again with all that is derived.
drop function if exists analytics.dashboard_metrics_from_rollup(text, timestamptz, timestamptz);
drop function if exists analytics.present(text, timestamptz, timestamptz);

drop index analytics.presence_latest_idx;
drop index analytics.presence_followed_idx;
alter table analytics.presence drop constraint presence_pkey;
alter table analytics.presence drop column next_hour;
alter table analytics.presence add primary key (kind, entity, school_id, first_hour) include (last_hour);
comment on table analytics.presence is
    'Unbroken stretches of active hours of each session, teacher and student in a school.';

create table analytics.last_presence (
    kind text not null check (kind in ('session', 'teacher', 'student')),
    all_schools boolean not null,
    school_id text not null check (school_id = '' or not all_schools),
    entity text not null,
    first_hour timestamptz not null,
    last_hour timestamptz not null,
    primary key (kind, entity, all_schools, school_id)
);
create index last_presence_first_hour_idx on analytics.last_presence (all_schools, school_id, first_hour)
where kind <> 'session';
comment on index analytics.last_presence_first_hour_idx is
    'Serves: analytics.present: who is active again after a period in the past';
comment on table analytics.last_presence is
    'Beginning of the newest stretch and last active hour of each session, teacher and student, in a school and in all schools '
    'together. Whoever began before the end of a period was active in it if the last hour is not before it.';
comment on column analytics.last_presence.kind is 'session, teacher or student.';
comment on column analytics.last_presence.all_schools is 'Whether it is about all schools together.';
comment on column analytics.last_presence.school_id is 'The school; empty for all schools together.';
comment on column analytics.last_presence.entity is 'Id of the session, the teacher or the student (a pseudonym).';
comment on column analytics.last_presence.first_hour is 'First hour of the newest stretch.';
comment on column analytics.last_presence.last_hour is 'Last active hour; infinity while there is no end.';

insert into analytics.last_presence (kind, all_schools, school_id, entity, first_hour, last_hour)
select kind, false as all_schools, school_id, entity, max(first_hour) as first_hour, max(last_hour) as last_hour
from analytics.presence
group by kind, school_id, entity
union all
select kind, true as all_schools, '' as school_id, entity, max(first_hour) as first_hour, max(last_hour) as last_hour
from analytics.presence
group by kind, entity;

create table analytics.presence_counts (
    all_schools boolean not null,
    school_id text not null check (school_id = '' or not all_schools),
    last_hour timestamptz not null,
    first_hour timestamptz not null,
    kind text not null,
    entities bigint not null,
    primary key (all_schools, school_id, last_hour, first_hour, kind) include (entities)
);
create index presence_counts_nobody_idx on analytics.presence_counts (entities) where entities = 0;
comment on index analytics.presence_counts_nobody_idx is 'Serves: analytics.refresh_presence: what nobody is counted in any more';
comment on table analytics.presence_counts is
    'How many rows of analytics.last_presence say the same hours: adding these up counts everybody of a period once.';
comment on column analytics.presence_counts.all_schools is 'Whether it is about all schools together.';
comment on column analytics.presence_counts.school_id is 'The school; empty for all schools together.';
comment on column analytics.presence_counts.last_hour is 'Last active hour; infinity while there is no end.';
comment on column analytics.presence_counts.first_hour is 'First hour of the newest stretch.';
comment on column analytics.presence_counts.kind is 'session, teacher or student.';
comment on column analytics.presence_counts.entities is 'How many sessions, teachers or students.';

insert into analytics.presence_counts (all_schools, school_id, last_hour, first_hour, kind, entities)
select all_schools, school_id, last_hour, first_hour, kind, count(*) as entities
from analytics.last_presence
group by all_schools, school_id, last_hour, first_hour, kind;

drop index analytics.hourly_readings_metric_hour_idx;
create index hourly_readings_metric_hour_idx on analytics.hourly_readings (metric_hour, school_id) include (
    session_quality_sum, session_quality_readings, participation_rate_sum, participation_rate_readings,
    latency_ms_sum, latency_ms_readings, errors
);
comment on index analytics.hourly_readings_metric_hour_idx is
    'Serves: analytics.dashboard_metrics_from_rollup: the readings of a period, without reading rows';
