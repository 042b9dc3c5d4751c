-- analytics.refresh_presence (function)
-- Question: who was active when, of those whose raw rows changed?
-- Grain:    writes analytics.presence, analytics.last_presence and analytics.presence_counts; returns how many rows of
--           presence were written
-- Reads:    analytics.presence, analytics.last_presence, analytics.presence_counts, analytics.current_presence,
--           analytics.newest_presence, analytics.changed_presence
-- Writes:   analytics.changed_presence, analytics.last_presence, analytics.presence, analytics.presence_counts
-- Traps:    takes the changes away first and reads the raw rows afterwards, so that a change that is committed meanwhile
--           is either read or still listed
create function analytics.refresh_presence() returns bigint
language plpgsql as $$
declare
    touched record;
    written bigint := 0;
    inserted bigint;
begin
    for touched in
        with
            taken as (
                delete from analytics.changed_presence returning kind, school_id, entity
            )

        select
            kind,
            school_id,
            array_agg(distinct entity) as entities
        from taken
        group by kind, school_id
    loop
        delete from analytics.presence
        where presence.kind = touched.kind and presence.school_id = touched.school_id
            and presence.entity = any(touched.entities);
        -- As text of its own, so that each kind gets a plan that reads only what that kind needs.
        execute format(
            'insert into analytics.presence (kind, school_id, entity, first_hour, last_hour) '
            'select kind, school_id, entity, first_hour, last_hour from analytics.current_presence '
            'where kind = %L and school_id = $1 and entity = any($2)',
            touched.kind
        )
        using touched.school_id, touched.entities;
        get diagnostics inserted = row_count;
        written := written + inserted;
        with
            gone as (
                delete from analytics.last_presence as newest
                where newest.kind = touched.kind and newest.entity = any(touched.entities)
                    and (newest.school_id = touched.school_id or newest.all_schools)
                returning newest.all_schools, newest.school_id, newest.last_hour, newest.first_hour, newest.kind
            ),

            fewer as (
                select all_schools, school_id, last_hour, first_hour, kind, count(*) as entities
                from gone
                group by all_schools, school_id, last_hour, first_hour, kind
            )

        update analytics.presence_counts as counted set entities = counted.entities - fewer.entities
        from fewer
        where counted.all_schools = fewer.all_schools and counted.school_id = fewer.school_id
            and counted.last_hour = fewer.last_hour and counted.first_hour = fewer.first_hour
            and counted.kind = fewer.kind;
        with
            came as (
                insert into analytics.last_presence (kind, all_schools, school_id, entity, first_hour, last_hour)
                select newest.kind, newest.all_schools, newest.school_id, newest.entity, newest.first_hour, newest.last_hour
                from analytics.newest_presence as newest
                where newest.kind = touched.kind and newest.entity = any(touched.entities)
                    and (newest.school_id = touched.school_id or newest.all_schools)
                returning all_schools, school_id, last_hour, first_hour, kind
            )

        insert into analytics.presence_counts as counted (all_schools, school_id, last_hour, first_hour, kind, entities)
        select all_schools, school_id, last_hour, first_hour, kind, count(*)
        from came
        group by all_schools, school_id, last_hour, first_hour, kind
        on conflict (all_schools, school_id, last_hour, first_hour, kind) do update set
            entities = counted.entities + excluded.entities;
    end loop;
    delete from analytics.presence_counts where presence_counts.entities = 0;
    return written;
end;
$$;

comment on function analytics.refresh_presence() is 'Brings analytics.presence up to date for exactly what changed.';
