-- kpi.quality_checks (view)
-- Question: which checks does the quality report of the marketplace make?
-- Grain:    one row per check, table
-- Reads:    none
-- Traps:    error: a number on a page may be wrong; warning: rows are left out or count oddly; info: worth knowing
create view kpi.quality_checks as
select
    listed."check",
    listed."table",
    listed.severity,
    listed.explanation
from (
    values
    ('future_date', 'clientes', 'warning', 'Created or changed after today.'),
    ('impossible_date', 'clientes', 'warning', 'Changed before it was created, or created before 2000.'),
    ('missing_email', 'asesores', 'info', 'No e-mail.'),
    ('duplicate_email', 'asesores', 'warning', 'Another advisor has the same e-mail, upper and lower case apart.'),
    ('missing_punto_venta', 'asesores', 'info', 'No sales point.'),
    ('missing_confianza', 'asesores', 'info', 'No trust score.'),
    ('missing_nivel_actual', 'asesores', 'info', 'No level.'),
    ('missing_actividad_reciente_pct', 'asesores', 'info', 'No recent activity.'),
    ('missing_desempeno_historico_pct', 'asesores', 'info', 'No historical performance.'),
    ('unknown_estado', 'asesores', 'warning', 'Neither ACTIVO nor INACTIVO nor SUSPENDIDO.'),
    ('confianza_out_of_range', 'asesores', 'warning', 'Trust score outside 0 to 5.'),
    ('percent_out_of_range', 'asesores', 'warning', 'Recent activity or historical performance outside 0 to 100.'),
    ('missing_ciudad', 'asesores', 'warning', 'Blank city: ranked among the advisors without a city.'),
    ('ciudad_spelt_differently', 'asesores', 'warning', 'Most advisors of the city spell it otherwise: ranked apart.'),
    ('ciudad_of_several_departamentos', 'asesores', 'info', 'Another department has a city of the name: ranked together.'),
    ('future_date', 'asesores', 'warning', 'Created or changed after today.'),
    ('impossible_date', 'asesores', 'warning', 'Changed before it was created, or created before 2000.'),
    ('orphan_cliente', 'solicitudes', 'error', 'Its client is missing.'),
    ('missing_marca_vehiculo', 'solicitudes', 'info', 'No vehicle brand: not among the brands of its month.'),
    ('unknown_estado', 'solicitudes', 'warning', 'An estado of its own: in no count but that of all requests.'),
    ('closed_without_cerrada_at', 'solicitudes', 'warning', 'Not open, yet without a closing time: not in its mean.'),
    ('open_with_cerrada_at', 'solicitudes', 'error', 'Open, yet with a closing time: counts in its mean.'),
    ('closed_before_creation', 'solicitudes', 'error', 'Closed before it was created: a negative time to close.'),
    ('future_date', 'solicitudes', 'warning', 'Created, changed or closed after today.'),
    ('impossible_date', 'solicitudes', 'warning', 'Changed before it was created, or created before 2000.'),
    ('orphan_solicitud', 'ofertas', 'error', 'Its request is missing; such rows wait in quarantine.'),
    ('orphan_asesor', 'ofertas', 'error', 'Its advisor is missing; such rows wait in quarantine.'),
    ('made_before_solicitud', 'ofertas', 'error', 'Made before its request: a negative response time.'),
    ('made_after_closing', 'ofertas', 'info', 'Made after its request was closed.'),
    ('offer_on_sin_ofertas', 'ofertas', 'warning', 'Its request is closed as one without offers.'),
    ('several_winners', 'ofertas', 'warning', 'Another offer on the request is winning too; all count.'),
    ('accepted_not_winning', 'ofertas', 'warning', 'The client accepted it, the evaluation did not choose it.'),
    ('accepted_on_unaccepted_solicitud', 'ofertas', 'warning', 'Accepted, yet its request is not ACEPTADA.'),
    ('delivered_not_accepted', 'ofertas', 'warning', 'Delivered although nobody accepted it.'),
    ('out_of_order', 'ofertas', 'warning', 'Accepted before it was made, or delivered before it was accepted.'),
    ('impossible_amount', 'ofertas', 'error', 'Zero, negative or no number: distorts prices and volume.'),
    ('negative_term', 'ofertas', 'error', 'Negative delivery days or warranty: distorts their mean.'),
    ('missing_tiempo_entrega_dias', 'ofertas', 'info', 'No delivery time: not in its mean.'),
    ('missing_garantia_meses', 'ofertas', 'info', 'No warranty: not in its mean.'),
    ('future_date', 'ofertas', 'warning', 'Made, changed, accepted or delivered after today.'),
    ('impossible_date', 'ofertas', 'warning', 'Changed before it was made, or made before 2000.'),
    ('orphan_asesor', 'auditorias', 'error', 'Its advisor is missing; such rows wait in quarantine.'),
    ('confianza_out_of_range', 'auditorias', 'warning', 'Trust score outside 0 to 5.'),
    ('audited_twice_at_once', 'auditorias', 'info', 'Another audit of the advisor at the same moment; the greater id wins.'),
    ('future_date', 'auditorias', 'warning', 'Made or changed after today.'),
    ('impossible_date', 'auditorias', 'warning', 'Changed before it was made, or made before 2000.'),
    ('orphan_solicitud', 'notificaciones', 'error', 'Its request is missing; such rows wait in quarantine.'),
    ('orphan_asesor', 'notificaciones', 'error', 'Its advisor is missing; such rows wait in quarantine.'),
    ('answered_before_sent', 'notificaciones', 'error', 'Answered before it was sent: a negative response time.'),
    ('future_date', 'notificaciones', 'warning', 'Sent, changed or answered after today.'),
    ('impossible_date', 'notificaciones', 'warning', 'Changed before it was sent, or sent before 2000.')
) as listed ("check", "table", severity, explanation);

comment on view kpi.quality_checks is 'The checks of the marketplace''s quality report.';
comment on column kpi.quality_checks."check" is 'Name of the check.';
comment on column kpi.quality_checks."table" is 'Raw table that it looks at.';
comment on column kpi.quality_checks.severity is 'error, warning or info.';
comment on column kpi.quality_checks.explanation is 'What a finding means.';
