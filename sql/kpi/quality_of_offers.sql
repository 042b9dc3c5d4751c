-- kpi.quality_of_offers (view)
-- Question: which offers break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    teloo.ofertas, teloo.solicitudes, kpi.horizon
-- Traps:    a row can fail several checks; NaN is greater than any amount; for orphans see kpi.quality_of_quarantine
create view kpi.quality_of_offers as
with
    checked as (
        select
            oferta.id as key,
            oferta.created_at < solicitud.created_at as made_before_solicitud,
            oferta.created_at > solicitud.cerrada_at as made_after_closing,
            solicitud.estado = 'SIN_OFERTAS' as offer_on_sin_ofertas,
            oferta.aceptada_at is not null and not oferta.ganadora as accepted_not_winning,
            oferta.aceptada_at is not null and solicitud.estado <> 'ACEPTADA' as accepted_on_unaccepted_solicitud,
            oferta.entregada_at is not null and oferta.aceptada_at is null as delivered_not_accepted,
            oferta.aceptada_at < oferta.created_at
            or oferta.entregada_at < coalesce(oferta.aceptada_at, oferta.created_at) as out_of_order,
            oferta.monto_total <= 0 or oferta.monto_total = 'NaN' as impossible_amount,
            oferta.tiempo_entrega_dias < 0 or oferta.garantia_meses < 0 as negative_term,
            oferta.tiempo_entrega_dias is null as missing_tiempo_entrega_dias,
            oferta.garantia_meses is null as missing_garantia_meses,
            greatest(oferta.created_at, oferta.updated_at, oferta.aceptada_at, oferta.entregada_at)
            >= (select kpi.horizon()) as future_date,
            oferta.updated_at < oferta.created_at
            or oferta.created_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from teloo.ofertas as oferta
        inner join teloo.solicitudes as solicitud on solicitud.id = oferta.solicitud_id
    )

select
    finding."check",
    'ofertas' as "table",
    checked.key
from checked
cross join lateral unnest(
    array[
        case when checked.made_before_solicitud then 'made_before_solicitud' end,
        case when checked.made_after_closing then 'made_after_closing' end,
        case when checked.offer_on_sin_ofertas then 'offer_on_sin_ofertas' end,
        case when checked.accepted_not_winning then 'accepted_not_winning' end,
        case when checked.accepted_on_unaccepted_solicitud then 'accepted_on_unaccepted_solicitud' end,
        case when checked.delivered_not_accepted then 'delivered_not_accepted' end,
        case when checked.out_of_order then 'out_of_order' end,
        case when checked.impossible_amount then 'impossible_amount' end,
        case when checked.negative_term then 'negative_term' end,
        case when checked.missing_tiempo_entrega_dias then 'missing_tiempo_entrega_dias' end,
        case when checked.missing_garantia_meses then 'missing_garantia_meses' end,
        case when checked.future_date then 'future_date' end,
        case when checked.impossible_date then 'impossible_date' end
    ]
) as finding ("check")
where
    -- Most rows fail nothing and need not be multiplied by the number of checks. Written as a comparison with a number,
    -- because the planner expects most rows to fulfil one of many conditions, few to equal a number, and only for few
    -- rows does it let all cores read.
    case
        when
            checked.made_before_solicitud or checked.made_after_closing or checked.offer_on_sin_ofertas
            or checked.accepted_not_winning or checked.accepted_on_unaccepted_solicitud
            or checked.delivered_not_accepted or checked.out_of_order or checked.impossible_amount
            or checked.negative_term or checked.missing_tiempo_entrega_dias or checked.missing_garantia_meses
            or checked.future_date or checked.impossible_date
            then 1
    end = 1
    and finding."check" is not null
union all
select
    'several_winners' as "check",
    'ofertas' as "table",
    oferta.id as key
from teloo.ofertas as oferta
where
    oferta.ganadora
    and exists (
        select
        from teloo.ofertas as other
        where other.solicitud_id = oferta.solicitud_id and other.ganadora and other.id <> oferta.id
    );

comment on view kpi.quality_of_offers is 'Offers that fail a check.';
comment on column kpi.quality_of_offers."check" is 'Name of the check, as in kpi.quality_checks.';
comment on column kpi.quality_of_offers."table" is 'Raw table.';
comment on column kpi.quality_of_offers.key is 'Id of the row.';
