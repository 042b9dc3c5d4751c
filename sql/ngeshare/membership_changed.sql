-- ngeshare.membership_changed (trigger function)
-- Question: which people in which groups does a written membership touch?
-- Grain:    once per statement on public."UserHangoutGroup"
-- Reads:    ngeshare.refresh_rosters, ngeshare.rebuild_facts
-- Triggers: public."UserHangoutGroup"
-- Traps:    atalaya.skip_facts = 'on' leaves the facts to the loader, which calls ngeshare.rebuild_facts() at the end; what a
--           roster newly reads has to be compared here, too
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
        -- Most updates are of a column that no roster reads.
        perform ngeshare.refresh_rosters(array_agg(touched."hangoutGroupId"), array_agg(touched."userId"))
        from (
            (
                select id, "hangoutGroupId", "userId", "hangoutGroupRole", "joinedAt", "userEmail", "publicId" from old_rows
                except
                select id, "hangoutGroupId", "userId", "hangoutGroupRole", "joinedAt", "userEmail", "publicId" from new_rows
            )
            union all
            (
                select id, "hangoutGroupId", "userId", "hangoutGroupRole", "joinedAt", "userEmail", "publicId" from new_rows
                except
                select id, "hangoutGroupId", "userId", "hangoutGroupRole", "joinedAt", "userEmail", "publicId" from old_rows
            )
        ) as touched
        having count(*) > 0;
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
