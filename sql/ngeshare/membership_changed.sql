-- ngeshare.membership_changed (trigger function)
-- Question: which people in which groups does a written membership touch?
-- Grain:    once per statement on public."UserHangoutGroup"
-- Reads:    ngeshare.refresh_rosters, ngeshare.rebuild_facts
-- Triggers: public."UserHangoutGroup"
-- Traps:    atalaya.skip_facts = 'on' leaves the facts to the loader, which calls ngeshare.rebuild_facts() at the end
create or replace function ngeshare.membership_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'INSERT' then
        perform ngeshare.refresh_rosters(array_agg("hangoutGroupId"), array_agg("userId")) from new_rows;
    elsif tg_op = 'DELETE' then
        perform ngeshare.refresh_rosters(array_agg("hangoutGroupId"), array_agg("userId")) from old_rows;
    elsif tg_op = 'UPDATE' then
        perform ngeshare.refresh_rosters(array_agg(touched.group_id), array_agg(touched.user_id))
        from (
            select "hangoutGroupId" as group_id, "userId" as user_id from old_rows
            union
            select "hangoutGroupId" as group_id, "userId" as user_id from new_rows
        ) as touched;
    else
        perform ngeshare.rebuild_facts();
    end if;
    return null;
end;
$$;

comment on function ngeshare.membership_changed() is 'Keeps ngeshare.group_rosters current when memberships are written.';

create or replace trigger membership_inserted
    after insert on public."UserHangoutGroup"
    referencing new table as new_rows
    for each statement execute function ngeshare.membership_changed();

create or replace trigger membership_updated
    after update on public."UserHangoutGroup"
    referencing old table as old_rows new table as new_rows
    for each statement execute function ngeshare.membership_changed();

create or replace trigger membership_deleted
    after delete on public."UserHangoutGroup"
    referencing old table as old_rows
    for each statement execute function ngeshare.membership_changed();

create or replace trigger membership_truncated
    after truncate on public."UserHangoutGroup"
    for each statement execute function ngeshare.membership_changed();
