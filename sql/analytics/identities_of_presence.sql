-- analytics.identities_of_presence (view)
-- Question: does it add up who was active when?
-- Grain:    one row per fact, measure; none while presence waits to follow changed rows
-- Reads:    classwaves.sessions, classwaves.participants, analytics.presence, analytics.last_presence,
--           analytics.presence_counts, analytics.changed_presence, analytics.hour_of, analytics.horizon
-- Traps:    whoever was there twice is counted once, as of the day to look from
create view analytics.identities_of_presence as
with
    active as materialized (
        select
            session.id,
            session.school_id,
            session.teacher_id,
            analytics.hour_of(session.started_at) as first_hour,
            coalesce(analytics.hour_of(session.ended_at), 'infinity') as last_hour
        from classwaves.sessions as session
        where
            session.started_at < 'infinity'
            and (session.ended_at is null or analytics.hour_of(session.ended_at) >= analytics.hour_of(session.started_at))
    ),

    expected as (
        select
            'session' as kind,
            count(*) as entities
        from active
        where active.first_hour < (select analytics.horizon())
        union all
        select
            'teacher' as kind,
            count(*) as entities
        from (
            select
                active.school_id,
                active.teacher_id
            from active
            where active.first_hour < (select analytics.horizon())
            group by 1, 2
        ) as teacher
        union all
        select
            'student' as kind,
            count(*) as entities
        from (
            select
                active.school_id,
                participant.student_id
            from active
            inner join classwaves.participants as participant on participant.session_id = active.id
            where
                participant.joined_at < (select analytics.horizon())
                and active.first_hour < (select analytics.horizon())
                and analytics.hour_of(participant.joined_at) <= active.last_hour
                and coalesce(analytics.hour_of(participant.left_at), 'infinity')
                >= greatest(active.first_hour, analytics.hour_of(participant.joined_at))
            group by 1, 2
        ) as student
    ),

    known as materialized (
        select
            presence.kind,
            presence.school_id,
            presence.entity,
            min(presence.first_hour) as first_hour
        from analytics.presence
        group by 1, 2, 3
    ),

    compared as (
        select
            'analytics.presence' as fact,
            expected.kind as measure,
            (
                select count(*)
                from known
                where known.kind = expected.kind and known.first_hour < (select analytics.horizon())
            ) as counted,
            expected.entities as expected
        from expected
        union all
        select
            'analytics.last_presence' as fact,
            'schools' as measure,
            (select count(*) from analytics.last_presence where not last_presence.all_schools) as counted,
            (select count(*) from known) as expected
        union all
        select
            'analytics.last_presence' as fact,
            'all_schools' as measure,
            (select count(*) from analytics.last_presence where last_presence.all_schools) as counted,
            (select count(*) from (select distinct known.kind, known.entity from known) as one_each) as expected
        union all
        select
            'analytics.presence_counts' as fact,
            'entities' as measure,
            (select sum(presence_counts.entities) from analytics.presence_counts) as counted,
            (select count(*) from analytics.last_presence) as expected
    )

select
    compared.fact,
    compared.measure,
    coalesce(compared.counted, 0)::numeric as counted,
    coalesce(compared.expected, 0)::numeric as expected
from compared
where not exists (select from analytics.changed_presence);

comment on view analytics.identities_of_presence is 'Numbers of active sessions, teachers and students beside those of the raw rows.';
comment on column analytics.identities_of_presence.fact is 'The fact, with its schema.';
comment on column analytics.identities_of_presence.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column analytics.identities_of_presence.counted is 'What the fact holds.';
comment on column analytics.identities_of_presence.expected is 'What the rows that it is made of say.';
