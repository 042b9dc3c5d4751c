-- kpi.refresh_findings (function)
-- Question: which requests, offers and notifications fail a check, after some changed or a day has gone by?
-- Grain:    writes kpi.trade_findings
-- Reads:    ops.unchecked_entity, ops.findings_checked, kpi.horizon, kpi.quality_of_requests, kpi.quality_of_offers,
--           kpi.quality_of_notifications, kpi.trade_findings, teloo.ofertas, ops.as_of
-- Writes:   kpi.trade_findings, ops.unchecked_entity, ops.findings_checked
-- Traps:    what lies ahead does so until its day comes: with another horizon all are checked anew, as after a first load;
--           of so many that changed, too, for reading all rows once is less work then
create function kpi.refresh_findings() returns void
language plpgsql as $$
declare
    requests uuid[];
    answers uuid[];
    offers uuid[];
    contests uuid[];
    notifications uuid[];
begin
    -- Waits for those who write rows and note them: what they have noted must not be forgotten.
    perform pg_advisory_xact_lock(hashtextextended('atalaya notes rows of teloo', 0));
    select
        coalesce(array_agg(entity::uuid) filter (where kind = 'request'), '{}'),
        coalesce(array_agg(entity::uuid) filter (where kind = 'answers'), '{}'),
        coalesce(array_agg(entity::uuid) filter (where kind = 'offer'), '{}'),
        coalesce(array_agg(entity::uuid) filter (where kind = 'contest'), '{}'),
        coalesce(array_agg(entity::uuid) filter (where kind = 'notification'), '{}')
    into requests, answers, offers, contests, notifications
    from ops.unchecked_entity
    where source = 'teloo';
    if cardinality(requests) <= 30000 and cardinality(answers) <= 10000 and cardinality(offers) <= 30000
        and cardinality(contests) <= 30000 and cardinality(notifications) <= 30000
        and exists (select from ops.findings_checked where source = 'teloo' and horizon = (select kpi.horizon()))
    then
        offers := array(
            select unnest(offers)
            union
            select id from teloo.ofertas where solicitud_id = any(answers)
            union
            select id from teloo.ofertas where ganadora and solicitud_id = any(contests)
        );
        delete from kpi.trade_findings
        where
            ("table" = 'solicitudes' and key = any(requests))
            or ("table" = 'ofertas' and key = any(offers))
            or ("table" = 'notificaciones' and key = any(notifications));
        insert into kpi.trade_findings ("table", key, "check")
        select "table", key, "check" from kpi.quality_of_requests where key = any(requests)
        union all
        select "table", key, "check" from kpi.quality_of_offers where key = any(offers)
        union all
        select "table", key, "check" from kpi.quality_of_notifications where key = any(notifications);
    else
        delete from kpi.trade_findings;
        insert into kpi.trade_findings ("table", key, "check")
        select "table", key, "check" from kpi.quality_of_requests
        union all
        select "table", key, "check" from kpi.quality_of_offers
        union all
        select "table", key, "check" from kpi.quality_of_notifications;
        delete from ops.findings_checked where source = 'teloo';
        insert into ops.findings_checked (source, as_of, horizon) values ('teloo', ops.as_of(), kpi.horizon());
    end if;
    delete from ops.unchecked_entity where source = 'teloo';
end;
$$;

comment on function kpi.refresh_findings() is 'Checks the requests, offers and notifications that changed.';
