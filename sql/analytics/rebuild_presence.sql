-- analytics.rebuild_presence (function)
-- Question: what do all the raw rows say about who was active when?
-- Grain:    writes analytics.presence; returns how many rows it has
-- Reads:    analytics.presence, analytics.current_presence, analytics.changed_presence
-- Traps:    statistics are gathered at once where the caller may: the router's plans need them
create function analytics.rebuild_presence() returns bigint
language plpgsql as $$
declare
    written bigint;
begin
    delete from analytics.changed_presence;
    delete from analytics.presence;
    insert into analytics.presence (kind, school_id, entity, first_hour, last_hour, next_hour)
    select kind, school_id, entity, first_hour, last_hour, next_hour from analytics.current_presence;
    get diagnostics written = row_count;
    if pg_has_role('atalaya_owner', 'usage') then
        analyze analytics.presence;
    end if;
    return written;
end;
$$;

comment on function analytics.rebuild_presence() is 'Computes analytics.presence afresh from the raw rows.';
