-- analytics.note_all (function)
-- Question: what is noted when a raw table is emptied at once?
-- Grain:    writes analytics.changed_hours and analytics.changed_presence
-- Reads:    analytics.changed_hours, analytics.changed_presence, analytics.presence
-- Writes:   analytics.changed_hours, analytics.changed_presence
-- Traps:    a truncated table does not tell its rows: every hour of every school may have changed
create function analytics.note_all() returns void
language sql volatile
begin atomic
    insert into analytics.changed_hours (school_id, first_hour, last_hour) values (null, '-infinity', 'infinity');
    insert into analytics.changed_presence (kind, school_id, entity)
    select distinct
        kind,
        school_id,
        entity
    from analytics.presence;
end;

comment on function analytics.note_all() is 'Notes that everything may have changed.';
