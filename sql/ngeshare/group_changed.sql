-- ngeshare.group_changed (trigger function)
-- Question: which meetings and whose progress does a written group touch?
-- Grain:    once per statement on public."HangoutGroup"
-- Reads:    ngeshare.group_meetings, ngeshare.refresh_meetings, ngeshare.refresh_groups, ngeshare.rebuild_facts
-- Triggers: public."HangoutGroup"
-- Traps:    a deleted group takes its meetings with it; one that moves to another Hangout touches none, because meetings
--           know their own, but its progress is that of the new one
create or replace function ngeshare.group_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'INSERT' then
        perform ngeshare.refresh_groups(array_agg(new_rows.id)) from new_rows;
    elsif tg_op = 'UPDATE' then
        perform ngeshare.refresh_groups(array_agg(changed.id))
        from (
            select id, "createdAt", "hangoutId" from new_rows
            except
            select id, "createdAt", "hangoutId" from old_rows
        ) as changed;
    elsif tg_op = 'DELETE' then
        perform ngeshare.refresh_meetings(array_agg(group_meetings.group_id), array_agg(group_meetings.met_on))
        from ngeshare.group_meetings
        where group_meetings.group_id in (select id from old_rows);
        perform ngeshare.refresh_groups(array_agg(old_rows.id)) from old_rows;
    else
        perform ngeshare.rebuild_facts();
    end if;
    return null;
end;
$$;

comment on function ngeshare.group_changed() is
    'Keeps the facts current when groups are written: progress follows creation dates and Hangouts, and a deleted group goes.';

create or replace trigger group_inserted
    after insert on public."HangoutGroup"
    referencing new table as new_rows
    for each statement execute function ngeshare.group_changed();

create or replace trigger group_updated
    after update on public."HangoutGroup"
    referencing old table as old_rows new table as new_rows
    for each statement execute function ngeshare.group_changed();

create or replace trigger group_deleted
    after delete on public."HangoutGroup"
    referencing old table as old_rows
    for each statement execute function ngeshare.group_changed();

create or replace trigger group_truncated
    after truncate on public."HangoutGroup"
    for each statement execute function ngeshare.group_changed();
