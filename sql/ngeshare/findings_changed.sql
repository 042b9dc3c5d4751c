-- ngeshare.findings_changed (trigger function)
-- Question: which users, memberships and attendance may fail other checks than before, after these rows were written?
-- Grain:    once per statement on each raw table
-- Reads:    public."User", public."UserHangoutGroup", ops.email_address, ops.unchecked_entity, ops.findings_checked
-- Writes:   ops.unchecked_entity, ops.findings_checked
-- Triggers: public."User", public."Hangout", public."HangoutEpisode", public."HangoutGroup", public."UserHangoutGroup",
--           public."UserHangoutGroupAttendance"
-- Traps:    a membership or an attendance is noted by itself, a group with all that belongs to it, a user with those who had
--           the same e-mail before, or have it now; another name of a Hangout or number of an episode has all of them
--           checked, which is rare; a loader that sets atalaya.skip_facts calls ngeshare.rebuild_facts() at its end, which
--           does so too; a new Hangout or episode changes nothing: rows that refer to it come after
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
        execute format(
            'with written as materialized (%s), '
            'others as (select distinct ops.email_address(email) as address from written where address_differs), '
            'noted as ('
            'select ''user'' as kind, written.id as entity from written '
            'union select ''user'', member.id from others '
            'inner join public."User" as member on ops.email_address(member.email) = others.address '
            'union select ''membership'', membership.id from written '
            'inner join public."UserHangoutGroup" as membership on membership."userId" = written.id '
            'where written.is_told_of_memberships) '
            'insert into ops.unchecked_entity (source, kind, entity) '
            'select ''ngeshare'', kind, entity from noted order by 2, 3 on conflict do nothing',
            case tg_op
                when 'INSERT'
                    then 'select id, email, true as address_differs, false as is_told_of_memberships from new_rows'
                when 'DELETE'
                    then 'select id, email, true as address_differs, true as is_told_of_memberships from old_rows'
                else
                    'select either.id, either.email, '
                    'old_rows.email is distinct from new_rows.email as address_differs, '
                    'old_rows.email is distinct from new_rows.email '
                    'or old_rows."deletedAt" is distinct from new_rows."deletedAt" as is_told_of_memberships '
                    'from old_rows full join new_rows on new_rows.id = old_rows.id '
                    'cross join lateral (values (old_rows.id, old_rows.email), (new_rows.id, new_rows.email)) '
                    'as either (id, email) '
                    'where either.id is not null and ('
                    'old_rows.email, old_rows."createdAt", old_rows."updatedAt", old_rows."deletedAt") '
                    'is distinct from ('
                    'new_rows.email, new_rows."createdAt", new_rows."updatedAt", new_rows."deletedAt")'
            end
        );
    else
        execute format(
            'insert into ops.unchecked_entity (source, kind, entity) '
            'select distinct ''ngeshare'', %L, id from (%s) as written order by 3 on conflict do nothing',
            tg_argv[0],
            concat_ws(
                ' union all ',
                case when tg_op <> 'INSERT' then 'select id from old_rows' end,
                case when tg_op <> 'DELETE' then 'select id from new_rows' end
            )
        );
    end if;
    return null;
end;
$$;

comment on function ngeshare.findings_changed() is
    'Notes the users, groups, memberships and attendance that have to be checked again.';

do $$
declare
    raw record;
begin
    for raw in
        select *
        from (
            values
            ('public."User"', ''),
            ('public."Hangout"', ''),
            ('public."HangoutEpisode"', ''),
            ('public."HangoutGroup"', 'group'),
            ('public."UserHangoutGroup"', 'membership'),
            ('public."UserHangoutGroupAttendance"', 'attendance')
        ) as listed (name, kind)
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
            raw.name, raw.kind
        );
    end loop;
end;
$$;
