-- ngeshare.findings_changed (trigger function)
-- Question: whose memberships and attendance may fail other checks than before, after these rows were written?
-- Grain:    once per statement on each raw table
-- Reads:    public."UserHangoutGroup", ops.unchecked_entity, ops.findings_checked
-- Writes:   ops.unchecked_entity, ops.findings_checked
-- Triggers: public."User", public."Hangout", public."HangoutEpisode", public."HangoutGroup", public."UserHangoutGroup",
--           public."UserHangoutGroupAttendance"
-- Traps:    a group is checked as a whole; another name of a Hangout or number of an episode has all of them checked, which
--           is rare; a loader that sets atalaya.skip_facts calls ngeshare.rebuild_facts() at its end, which does so too;
--           a new user, Hangout or episode changes nothing: rows that refer to it come after
create function ngeshare.findings_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    perform pg_advisory_xact_lock_shared(hashtextextended('atalaya notes groups of ngeshare', 0));
    if tg_op = 'TRUNCATE' then
        delete from ops.findings_checked where source = 'ngeshare';
    elsif tg_table_name in ('Hangout', 'HangoutEpisode') then
        if tg_op = 'UPDATE' then
            delete from ops.findings_checked
            where source = 'ngeshare' and exists (
                (select to_jsonb(old_rows) - '{createdAt,updatedAt}'::text[] from old_rows)
                except
                (select to_jsonb(new_rows) - '{createdAt,updatedAt}'::text[] from new_rows)
            );
        elsif tg_op = 'DELETE' then
            delete from ops.findings_checked where source = 'ngeshare';
        end if;
    elsif tg_table_name = 'User' then
        insert into ops.unchecked_entity (source, entity)
        select distinct 'ngeshare', membership."hangoutGroupId"
        from old_rows
        inner join new_rows on new_rows.id = old_rows.id
        inner join public."UserHangoutGroup" as membership on membership."userId" = new_rows.id
        where
            old_rows.email is distinct from new_rows.email
            or old_rows."deletedAt" is distinct from new_rows."deletedAt"
        order by 2
        on conflict do nothing;
    else
        execute format(
            'insert into ops.unchecked_entity (source, entity) %s order by 2 on conflict do nothing',
            concat_ws(
                ' union ',
                case when tg_op <> 'INSERT' then format('select distinct ''ngeshare'', %I from old_rows', tg_argv[0]) end,
                case when tg_op <> 'DELETE' then format('select distinct ''ngeshare'', %I from new_rows', tg_argv[0]) end
            )
        );
    end if;
    return null;
end;
$$;

comment on function ngeshare.findings_changed() is 'Notes the groups whose memberships and attendance have to be checked again.';

create trigger findings_of_users
    after update on public."User"
    referencing old table as old_rows new table as new_rows
    for each statement execute function ngeshare.findings_changed();

do $$
declare
    raw record;
begin
    for raw in
        select *
        from (
            values
            ('public."Hangout"', ''),
            ('public."HangoutEpisode"', ''),
            ('public."HangoutGroup"', 'id'),
            ('public."UserHangoutGroup"', 'hangoutGroupId'),
            ('public."UserHangoutGroupAttendance"', 'hangoutGroupId')
        ) as listed (name, group_column)
    loop
        execute format(
            'create trigger findings_inserted after insert on %1$s referencing new table as new_rows '
            'for each statement execute function ngeshare.findings_changed(%2$L); '
            'create trigger findings_updated after update on %1$s referencing old table as old_rows '
            'new table as new_rows for each statement execute function ngeshare.findings_changed(%2$L); '
            'create trigger findings_deleted after delete on %1$s referencing old table as old_rows '
            'for each statement execute function ngeshare.findings_changed(%2$L); '
            'create trigger findings_truncated after truncate on %1$s '
            'for each statement execute function ngeshare.findings_changed(%2$L)',
            raw.name, raw.group_column
        );
    end loop;
end;
$$;
