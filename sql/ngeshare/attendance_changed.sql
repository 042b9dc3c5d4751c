-- ngeshare.attendance_changed (trigger function)
-- Question: which meetings does a written attendance touch?
-- Grain:    once per statement on public."UserHangoutGroupAttendance"
-- Reads:    public."UserHangoutGroupAttendance", ngeshare.group_meetings, ngeshare.refresh_meetings,
--           ngeshare.refresh_groups, ngeshare.rebuild_facts, ngeshare.local_date, ngeshare.midnight
-- Writes:   ngeshare.group_meetings
-- Triggers: public."UserHangoutGroupAttendance"
-- Traps:    atalaya.skip_facts = 'on' leaves the facts to the loader, which calls ngeshare.rebuild_facts() at the end;
--           attendance that moves to another day or group takes its meeting along, however old: it was not archived
create or replace function ngeshare.attendance_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'INSERT' then
        perform ngeshare.refresh_meetings(array_agg(touched.group_id), array_agg(touched.met_on))
        from (
            select distinct "hangoutGroupId" as group_id, ngeshare.local_date("attendedAt") as met_on from new_rows
        ) as touched;
    elsif tg_op = 'DELETE' then
        perform ngeshare.refresh_meetings(array_agg(touched.group_id), array_agg(touched.met_on))
        from (
            select distinct "hangoutGroupId" as group_id, ngeshare.local_date("attendedAt") as met_on from old_rows
        ) as touched;
    elsif tg_op = 'UPDATE' then
        -- An upsert that updates nothing comes here, too.
        if not exists (select from old_rows) then
            return null;
        end if;
        perform ngeshare.refresh_meetings(array_agg(touched.group_id), array_agg(touched.met_on))
        from (
            select "hangoutGroupId" as group_id, ngeshare.local_date("attendedAt") as met_on from old_rows
            union
            select "hangoutGroupId" as group_id, ngeshare.local_date("attendedAt") as met_on from new_rows
        ) as touched;
        delete from ngeshare.group_meetings
        using old_rows
        where
            group_meetings.group_id = old_rows."hangoutGroupId"
            and group_meetings.met_on = ngeshare.local_date(old_rows."attendedAt")
            and not exists (
                select 1
                from public."UserHangoutGroupAttendance" as attendance
                where
                    attendance."hangoutGroupId" = group_meetings.group_id
                    and attendance."attendedAt" >= ngeshare.midnight(group_meetings.met_on)
                    and attendance."attendedAt" < ngeshare.midnight(group_meetings.met_on + 1)
            );
        perform ngeshare.refresh_groups(array_agg(old_rows."hangoutGroupId")) from old_rows;
    else
        perform ngeshare.rebuild_facts();
    end if;
    return null;
end;
$$;

comment on function ngeshare.attendance_changed() is
    'Keeps ngeshare.group_meetings current when attendance is written.';

create or replace trigger attendance_inserted
    after insert on public."UserHangoutGroupAttendance"
    referencing new table as new_rows
    for each statement execute function ngeshare.attendance_changed();

create or replace trigger attendance_updated
    after update on public."UserHangoutGroupAttendance"
    referencing old table as old_rows new table as new_rows
    for each statement execute function ngeshare.attendance_changed();

create or replace trigger attendance_deleted
    after delete on public."UserHangoutGroupAttendance"
    referencing old table as old_rows
    for each statement execute function ngeshare.attendance_changed();

create or replace trigger attendance_truncated
    after truncate on public."UserHangoutGroupAttendance"
    for each statement execute function ngeshare.attendance_changed();
