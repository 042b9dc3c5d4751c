-- analytics.present (function)
-- Question: how many sessions, teachers and students were active between two hours, each counted once?
-- Grain:    one row
-- Reads:    analytics.presence_counts, analytics.last_presence, analytics.presence
-- Traps:    since and until are full hours, until is not part; a teacher or student of two schools counts once when both
--           are asked for (school null); only who is active again at until or later, as seen from a day in the past, needs
--           a look at earlier stretches: a session has but one
create function analytics.present(school text, since timestamptz, until timestamptz)
returns table (sessions bigint, teachers bigint, students bigint)
language sql stable
begin atomic
    with
        active as (
            select
                kind,
                entities
            from analytics.presence_counts
            where
                all_schools = (school is null)
                and school_id = coalesce(school, '')
                and last_hour >= since
                and first_hour < until
            union all
            select
                newest.kind,
                1 as entities
            from analytics.last_presence as newest
            where
                newest.all_schools = (school is null)
                and newest.school_id = coalesce(school, '')
                and newest.first_hour >= until
                and newest.kind <> 'session'
                and (
                    select max(earlier.last_hour)
                    from analytics.presence as earlier
                    where
                        earlier.kind = newest.kind
                        and earlier.entity = newest.entity
                        and (school is null or earlier.school_id = school)
                        and earlier.first_hour < until
                ) >= since
        )

    select
        coalesce(sum(entities) filter (where kind = 'session'), 0)::bigint as sessions,
        coalesce(sum(entities) filter (where kind = 'teacher'), 0)::bigint as teachers,
        coalesce(sum(entities) filter (where kind = 'student'), 0)::bigint as students
    from active;
end;

comment on function analytics.present(text, timestamptz, timestamptz) is
    'Distinct sessions, teachers and students of one school (null: of all) in the hours from since to before until.';
