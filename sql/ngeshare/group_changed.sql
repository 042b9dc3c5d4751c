-- ngeshare.group_changed (trigger function)
-- Question: which meetings does a group's new Hangout, or its disappearance, touch?
-- Grain:    once per statement on public."HangoutGroup"
-- Reads:    public."UserHangoutGroupAttendance", ngeshare.group_meetings, ngeshare.refresh_meetings,
--           ngeshare.rebuild_facts, ngeshare.local_date
-- Triggers: public."HangoutGroup"
-- Traps:    other columns of a group change often and touch no meeting; a deleted group takes its meetings with it
create or replace function ngeshare.group_changed() returns trigger
language plpgsql as $$
declare
    changed_groups text[];
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'TRUNCATE' then
        perform ngeshare.rebuild_facts();
        return null;
    elsif tg_op = 'DELETE' then
        changed_groups := array(select id from old_rows);
    else
        changed_groups := array(
            select changed.id
            from (
                (select id, "hangoutId" from new_rows except select id, "hangoutId" from old_rows)
                union
                (select id, "hangoutId" from old_rows except select id, "hangoutId" from new_rows)
            ) as changed
        );
    end if;
    perform ngeshare.refresh_meetings(array_agg(touched.group_id), array_agg(touched.met_on))
    from (
        select attendance."hangoutGroupId" as group_id, ngeshare.local_date(attendance."attendedAt") as met_on
        from public."UserHangoutGroupAttendance" as attendance
        where attendance."hangoutGroupId" = any (changed_groups)
        union
        select group_meetings.group_id, group_meetings.met_on
        from ngeshare.group_meetings
        where group_meetings.group_id = any (changed_groups)
    ) as touched;
    return null;
end;
$$;

comment on function ngeshare.group_changed() is
    'Keeps ngeshare.group_meetings current when a group changes its Hangout or is deleted.';

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
