-- kpi.audits (view)
-- Question: how often was each advisor audited, and what did the latest audit find?
-- Grain:    one row per asesor_id with audits
-- Reads:    teloo.auditorias, kpi.horizon, kpi.is_on_calendar
-- Traps:    of audits at the same moment the one with the greater id is the latest; audits dated after today do
--           not exist, nor do those of moments that no calendar knows
create view kpi.audits as
select
    auditoria.asesor_id,
    count(*) as auditorias,
    max(auditoria.auditada_at) as ultima_auditoria,
    (array_agg(auditoria.confianza_auditada order by auditoria.auditada_at desc, auditoria.id desc))[1]
        as confianza_auditada
from teloo.auditorias as auditoria
where
    auditoria.auditada_at < (select kpi.horizon())
    and kpi.is_on_calendar(auditoria.auditada_at)
group by auditoria.asesor_id;

comment on view kpi.audits is 'Audits of all time per advisor.';
comment on column kpi.audits.asesor_id is 'The advisor.';
comment on column kpi.audits.auditorias is 'Audits.';
comment on column kpi.audits.ultima_auditoria is 'Moment of the latest.';
comment on column kpi.audits.confianza_auditada is 'Trust score that the latest found.';
