-- analytics.rebuild_presence (function)
-- Question: what do all the raw rows say about who was active when?
-- Grain:    writes analytics.presence, analytics.last_presence and analytics.presence_counts; returns how many rows
--           presence has
-- Reads:    analytics.presence, analytics.last_presence, analytics.presence_counts, analytics.current_presence,
--           analytics.newest_presence, analytics.changed_presence
-- Writes:   analytics.changed_presence, analytics.last_presence, analytics.presence, analytics.presence_counts
-- Traps:    statistics are gathered at once where the caller may: the router's plans need them
create function analytics.rebuild_presence() returns bigint
language plpgsql as $$
declare
    written bigint;
begin
    delete from analytics.changed_presence;
    delete from analytics.presence;
    delete from analytics.last_presence;
    insert into analytics.presence (kind, school_id, entity, first_hour, last_hour)
    select kind, school_id, entity, first_hour, last_hour from analytics.current_presence;
    get diagnostics written = row_count;
    insert into analytics.last_presence (kind, all_schools, school_id, entity, first_hour, last_hour)
    select kind, all_schools, school_id, entity, first_hour, last_hour from analytics.newest_presence;
    delete from analytics.presence_counts;
    insert into analytics.presence_counts (all_schools, school_id, last_hour, first_hour, kind, entities)
    select all_schools, school_id, last_hour, first_hour, kind, count(*)
    from analytics.last_presence
    group by all_schools, school_id, last_hour, first_hour, kind;
    if pg_has_role('atalaya_owner', 'usage') then
        analyze analytics.presence, analytics.last_presence, analytics.presence_counts;
    end if;
    return written;
end;
$$;

comment on function analytics.rebuild_presence() is 'Computes analytics.presence afresh from the raw rows.';
