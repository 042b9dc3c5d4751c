-- kpi.quality_of_notifications (view)
-- Question: which notifications break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    teloo.notificaciones, kpi.horizon
-- Traps:    a row can fail several checks; for orphans see kpi.quality_of_quarantine
create view kpi.quality_of_notifications as
with
    checked as (
        select
            notificacion.id as key,
            notificacion.respondida_at < notificacion.enviada_at as answered_before_sent,
            greatest(notificacion.enviada_at, notificacion.updated_at, notificacion.respondida_at)
            >= (select kpi.horizon()) as future_date,
            notificacion.updated_at < notificacion.enviada_at
            or notificacion.enviada_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from teloo.notificaciones as notificacion
    )

select
    finding."check",
    'notificaciones' as "table",
    checked.key
from checked
cross join lateral (
    values
    ('answered_before_sent', checked.answered_before_sent),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied by the number of checks; kpi.quality_of_offers says why a number.
    case when checked.answered_before_sent or checked.future_date or checked.impossible_date then 1 end = 1
    and finding.is_found;

comment on view kpi.quality_of_notifications is 'Notifications that fail a check.';
comment on column kpi.quality_of_notifications."check" is 'Name of the check, as in kpi.quality_checks.';
comment on column kpi.quality_of_notifications."table" is 'Raw table.';
comment on column kpi.quality_of_notifications.key is 'Id of the row.';
