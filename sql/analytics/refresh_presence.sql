-- analytics.refresh_presence (function)
-- Question: who was active when, of those whose raw rows changed?
-- Grain:    writes analytics.presence; returns how many rows were written
-- Reads:    analytics.presence, analytics.current_presence, analytics.changed_presence
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
            'insert into analytics.presence (kind, school_id, entity, first_hour, last_hour, next_hour) '
            'select kind, school_id, entity, first_hour, last_hour, next_hour from analytics.current_presence '
            'where kind = %L and school_id = $1 and entity = any($2)',
            touched.kind
        )
        using touched.school_id, touched.entities;
        get diagnostics inserted = row_count;
        written := written + inserted;
    end loop;
    return written;
end;
$$;

comment on function analytics.refresh_presence() is 'Brings analytics.presence up to date for exactly what changed.';
