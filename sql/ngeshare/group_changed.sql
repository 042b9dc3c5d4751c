-- ngeshare.group_changed (trigger function)
-- Question: which meetings does a group's disappearance touch?
-- Grain:    once per statement on public."HangoutGroup"
-- Reads:    ngeshare.group_meetings, ngeshare.refresh_meetings, ngeshare.rebuild_facts
-- Triggers: public."HangoutGroup"
-- Traps:    a deleted group takes its meetings with it; one that moves to another Hangout touches none, because meetings
--           know their own
create or replace function ngeshare.group_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'TRUNCATE' then
        perform ngeshare.rebuild_facts();
        return null;
    end if;
    perform ngeshare.refresh_meetings(array_agg(group_meetings.group_id), array_agg(group_meetings.met_on))
    from ngeshare.group_meetings
    where group_meetings.group_id in (select id from old_rows);
    return null;
end;
$$;

comment on function ngeshare.group_changed() is
    'Keeps ngeshare.group_meetings current when a group is deleted.';

create or replace trigger group_deleted
    after delete on public."HangoutGroup"
    referencing old table as old_rows
    for each statement execute function ngeshare.group_changed();

create or replace trigger group_truncated
    after truncate on public."HangoutGroup"
    for each statement execute function ngeshare.group_changed();
