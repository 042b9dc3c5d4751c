-- analytics.present (function)
-- Question: how many sessions, teachers and students were active between two hours, each counted once?
-- Grain:    one row
-- Reads:    analytics.presence, classwaves.schools
-- Traps:    first_hour and end_hour are full hours, end_hour is not part; a teacher or student of two schools counts once
--           when both are asked for; of each, exactly one stretch begins before the end and is followed
--           after it or not at all, and each case has its index
create function analytics.present(school text, since timestamptz, until timestamptz)
returns table (sessions bigint, teachers bigint, students bigint)
language sql stable
begin atomic
    with
        schools as (
            select array_agg(id) as ids
            from classwaves.schools
            where school is null or id = school
        ),

        active as (
            select
                kind,
                entity
            from analytics.presence
            where
                kind in ('session', 'teacher', 'student')
                and school_id = any((select schools.ids from schools)::text[])
                and next_hour = 'infinity'
                and last_hour >= since
                and first_hour < until
            union all
            select
                kind,
                entity
            from analytics.presence
            where
                kind in ('session', 'teacher', 'student')
                and school_id = any((select schools.ids from schools)::text[])
                and next_hour < 'infinity'
                and next_hour >= until
                and last_hour >= since
                and first_hour < until
        ),

        each_once as (
            select kind from active
            where kind = 'session'
            union all
            select counted_once.kind
            from (
                select distinct kind, entity
                from active
                where kind <> 'session'
            ) as counted_once
        )

    select
        count(*) filter (where kind = 'session') as sessions,
        count(*) filter (where kind = 'teacher') as teachers,
        count(*) filter (where kind = 'student') as students
    from each_once;
end;

comment on function analytics.present(text, timestamptz, timestamptz) is
    'Distinct sessions, teachers and students of one school (null: of all) in the hours from since to before until.';
