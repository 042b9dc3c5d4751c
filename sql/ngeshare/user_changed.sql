-- ngeshare.user_changed (trigger function)
-- Question: whose names, contacts or memberships change with a user?
-- Grain:    once per statement on public."User"
-- Reads:    public."UserHangoutGroup", ngeshare.refresh_rosters
-- Triggers: public."User"
-- Traps:    most updates only say that somebody was online, and touch nothing here; a new or deleted user needs nothing:
--           memberships come after the one and go, by their own trigger, before the other
create or replace function ngeshare.user_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    perform ngeshare.refresh_rosters(array_agg(membership."hangoutGroupId"), array_agg(membership."userId"))
    from old_rows
    inner join new_rows on new_rows.id = old_rows.id
    inner join public."UserHangoutGroup" as membership on membership."userId" = new_rows.id
    where
        old_rows.email is distinct from new_rows.email
        or (old_rows."deletedAt" is null) <> (new_rows."deletedAt" is null);
    return null;
end;
$$;

comment on function ngeshare.user_changed() is 'Keeps ngeshare.group_rosters current when users change their e-mail or are deleted.';

create or replace trigger user_updated
    after update on public."User"
    referencing old table as old_rows new table as new_rows
    for each statement execute function ngeshare.user_changed();
