-- analytics.school_zones (view)
-- Question: on whose clock does a school's day run, for people's eyes?
-- Grain:    one row per school
-- Reads:    classwaves.schools, ops.known_zones, ops.rule_classwaves_time_zone
-- Traps:    that of the rules where the school names no zone that PostgreSQL knows by that very name
--           (analytics.quality_of_sessions counts these); hours of the rollup stay UTC
create view analytics.school_zones as
select
    school.id as school_id,
    coalesce(known_zone.name, ops.rule_classwaves_time_zone()) as time_zone
from classwaves.schools as school
left join ops.known_zones as known_zone on known_zone.name = school.time_zone;

comment on view analytics.school_zones is 'The zone in which people read the moments of each school.';
comment on column analytics.school_zones.school_id is 'The school.';
comment on column analytics.school_zones.time_zone is 'IANA name of its zone; {classwaves.time_zone} where it names none.';
