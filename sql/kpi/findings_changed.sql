-- kpi.findings_changed (trigger function)
-- Question: which requests, offers and notifications may fail other checks than before, after these rows were written?
-- Grain:    once per statement on each raw table
-- Reads:    ops.unchecked_entity, ops.findings_checked
-- Writes:   ops.unchecked_entity, ops.findings_checked
-- Triggers: teloo.solicitudes, teloo.ofertas, teloo.notificaciones
-- Traps:    an offer is noted by itself, and its request where it wins, for winners are compared with each other; a request
--           that closed or changed its state has all its offers checked; a loader that sets atalaya.skip_facts calls
--           kpi.refresh_all_mv() at its end, which has all checked
create function kpi.findings_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    perform pg_advisory_xact_lock_shared(hashtextextended('atalaya notes rows of teloo', 0));
    if tg_op = 'TRUNCATE' then
        delete from ops.findings_checked where source = 'teloo';
        return null;
    end if;
    execute format(
        'insert into ops.unchecked_entity (source, kind, entity) '
        'select distinct ''teloo'', %L, id::text from (%s) as written order by 3 on conflict do nothing',
        tg_argv[0],
        concat_ws(
            ' union all ',
            case when tg_op <> 'INSERT' then 'select id from old_rows' end,
            case when tg_op <> 'DELETE' then 'select id from new_rows' end
        )
    );
    if tg_table_name = 'ofertas' then
        execute format(
            'insert into ops.unchecked_entity (source, kind, entity) '
            'select distinct ''teloo'', ''contest'', solicitud_id::text from (%s) as written '
            'where ganadora order by 3 on conflict do nothing',
            concat_ws(
                ' union all ',
                case when tg_op <> 'INSERT' then 'select solicitud_id, ganadora from old_rows' end,
                case when tg_op <> 'DELETE' then 'select solicitud_id, ganadora from new_rows' end
            )
        );
    elsif tg_table_name = 'solicitudes' and tg_op = 'UPDATE' then
        insert into ops.unchecked_entity (source, kind, entity)
        select distinct 'teloo', 'answers', changed.id::text
        from (
            (
                select id, estado, created_at, cerrada_at from old_rows
                except
                select id, estado, created_at, cerrada_at from new_rows
            )
            union all
            (
                select id, estado, created_at, cerrada_at from new_rows
                except
                select id, estado, created_at, cerrada_at from old_rows
            )
        ) as changed
        order by 3
        on conflict do nothing;
    end if;
    return null;
end;
$$;

comment on function kpi.findings_changed() is 'Notes the requests, offers and notifications that have to be checked again.';

do $$
declare
    raw record;
begin
    for raw in
        select *
        from (
            values
            ('teloo.solicitudes', 'request'), ('teloo.ofertas', 'offer'), ('teloo.notificaciones', 'notification')
        ) as listed (name, kind)
    loop
        execute format(
            'create trigger findings_inserted after insert on %1$s referencing new table as new_rows '
            'for each statement execute function kpi.findings_changed(%2$L); '
            'create trigger findings_updated after update on %1$s referencing old table as old_rows '
            'new table as new_rows for each statement execute function kpi.findings_changed(%2$L); '
            'create trigger findings_deleted after delete on %1$s referencing old table as old_rows '
            'for each statement execute function kpi.findings_changed(%2$L); '
            'create trigger findings_truncated after truncate on %1$s '
            'for each statement execute function kpi.findings_changed(%2$L)',
            raw.name, raw.kind
        );
    end loop;
end;
$$;
