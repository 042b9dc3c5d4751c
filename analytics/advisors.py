"""The marketplace's questions: its months, its advisors' ranks, its cities. From schema kpi, as of the last refresh."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analytics import counted, places, query
from analytics.question import question

MONTH_COLUMNS = (
    "mes, solicitudes_creadas, solicitudes_aceptadas, solicitudes_rechazadas, solicitudes_expiradas, "
    "solicitudes_sin_ofertas, tiempo_promedio_cierre_seg, ofertas_totales, ofertas_ganadoras, ofertas_aceptadas, "
    "precio_promedio_ofertas, precio_minimo_ofertas, precio_maximo_ofertas, tiempo_entrega_promedio, "
    "garantia_promedio_meses, clientes_activos, asesores_activos, marcas_vehiculos_solicitadas, "
    "volumen_transaccional_total, tasa_aceptacion_pct, tasa_conversion_ofertas_pct, ofertas_promedio_por_solicitud"
)
RANKING_COLUMNS = (
    "asesor_id::text as asesor_id, asesor_nombre, asesor_email, ciudad, departamento, punto_venta, confianza, "
    "nivel_actual, estado_asesor, actividad_reciente_pct, desempeno_historico_pct, ofertas_historicas_total, "
    "ofertas_ganadoras, ofertas_aceptadas_cliente, entregas_exitosas, tiempo_promedio_respuesta_seg, "
    "monto_promedio_ofertas, volumen_total_ofertas, confianza_auditada, auditorias_realizadas, ultima_auditoria, "
    "notificaciones_recibidas, notificaciones_respondidas, tiempo_promedio_respuesta_notif_seg, tasa_respuesta_pct, "
    "tasa_conversion_ofertas_pct, tasa_exito_completo_pct, ranking_ciudad, ranking_nacional, "
    "percentil_ofertas_ganadoras_ciudad, percentil_ofertas_ganadoras_nacional, calculado_at"
)
METRICS = tuple(column.split()[-1] for column in RANKING_COLUMNS.split(", "))
"""Every column of the ranking, in its order."""

TEXTS = frozenset({"asesor_nombre", "asesor_email", "ciudad", "departamento", "punto_venta", "estado_asesor"})
"""Columns that come in the order of a language."""

SMALLER_IS_BETTER = TEXTS | frozenset(
    {
        "asesor_id",
        "tiempo_promedio_respuesta_seg",
        "tiempo_promedio_respuesta_notif_seg",
        "ranking_ciudad",
        "ranking_nacional",
    }
)
"""Texts, response times and ranks."""


class UnknownMetric(query.QueryError):
    """The ranking has no column of that name."""


@question("kpi.mv_metricas_mensuales", live=True, settled=True)
def monthly_metrics(
    *, start_month: date | None = None, end_month: date | None = None, limit: int = 100
) -> pd.DataFrame:
    """How did the marketplace do month by month? Newest first, bounds included.

    Columns: those of kpi.mv_metricas_mensuales, in its order. Source: kpi.mv_metricas_mensuales. Raises QueryError.
    """
    return query.frame(
        f"select {MONTH_COLUMNS} from kpi.mv_metricas_mensuales "
        "where mes >= coalesce(:start_month, mes) and mes <= coalesce(:end_month, mes) order by mes desc limit :limit",
        start_month=start_month,
        end_month=end_month,
        limit=limit,
    )


@question("kpi.mv_ranking_asesores", live=True, settled=True)
def advisor_rankings(*, ciudad: str | None = None, limit: int = 100) -> pd.DataFrame:
    """Who ranks first, in the country or in one city? Equal ranks by name.

    Columns: those of kpi.mv_ranking_asesores, in its order; asesor_id as text. Source: kpi.mv_ranking_asesores.
    Raises QueryError.
    """
    return top_advisors(metric="ranking_nacional" if ciudad is None else "ranking_ciudad", ciudad=ciudad, limit=limit)


@question("kpi.mv_ranking_asesores", live=True, settled=True)
def top_advisors(*, metric: str, ciudad: str | None = None, limit: int = 100) -> pd.DataFrame:
    """Who is best by one column? Ranks and response times: the smallest; missing values last; equals by name.

    Columns: those of kpi.mv_ranking_asesores, in its order; asesor_id as text. Source: kpi.mv_ranking_asesores.
    Raises UnknownMetric, QueryError.
    """
    if metric not in METRICS:
        raise UnknownMetric(f"{metric} is not a column of the ranking")
    parameters: dict[str, Any] = {} if ciudad is None else {"ciudad": ciudad}
    direction = "asc" if metric in SMALLER_IS_BETTER else "desc"
    best = f"ops.sort_key(ranking.{metric})" if metric in TEXTS else f"ranking.{metric}"
    condition = "" if ciudad is None else "where ciudad = :ciudad"
    return query.frame(
        # A name's sort key is dear, and needed of those alone who come into question.
        f"with best as (select ranking.*, rank() over (order by {best} {direction} nulls last) as place "
        f"from kpi.mv_ranking_asesores as ranking {condition}) "
        f"select {RANKING_COLUMNS} from best where place <= :limit "
        "order by place, ops.sort_key(asesor_nombre), best.asesor_id limit :limit",
        limit=limit,
        **parameters,
    )


@question("kpi.city_summary", live=True, settled=True)
def city_summary() -> pd.DataFrame:
    """How does each city's trade go in the days of the rankings? Most offers first.

    Columns: ciudad, asesores, asesores_con_ofertas, ofertas, ofertas_ganadoras, ofertas_aceptadas, entregas_exitosas,
    volumen_total_ofertas (pesos), tasa_conversion_ofertas_pct, conversion_low_pct, conversion_high_pct,
    tasa_exito_completo_pct, tasa_respuesta_pct, calculado_at. Source: kpi.city_summary. Raises QueryError.
    """
    return query.frame(
        "select ciudad, asesores, asesores_con_ofertas, ofertas, ofertas_ganadoras, ofertas_aceptadas, "
        "entregas_exitosas, volumen_total_ofertas, tasa_conversion_ofertas_pct, conversion_low_pct, "
        "conversion_high_pct, tasa_exito_completo_pct, tasa_respuesta_pct, calculado_at "
        "from kpi.city_summary order by ofertas desc, ops.sort_key(ciudad)"
    )


@question("kpi.trade_figures", live=True, settled=True)
def trade_figures() -> pd.DataFrame:
    """How does the marketplace do, at a glance? One row.

    Columns: solicitudes_este_mes (missing: there never was a request), asesores, asesores_con_ofertas, ofertas,
    ofertas_ganadoras, calculado_at. Source: kpi.trade_figures. Raises QueryError.
    """
    return query.frame(
        "select solicitudes_este_mes, asesores, asesores_con_ofertas, ofertas, ofertas_ganadoras, calculado_at "
        "from kpi.trade_figures"
    )


@question("kpi.trade_by_city", live=True, settled=True, explained_by="kpi.city_summary")
def cities() -> pd.DataFrame:
    """How does each city's trade go in the days of the rankings, however it is spelt? Most offers first.

    Columns: ciudad (its most usual spelling) and the others of kpi.city_summary. Source: kpi.city_summary, one row per
    spelling, through kpi.trade_by_city. Raises QueryError.
    """
    return query.frame(
        "select ciudad, asesores, asesores_con_ofertas, ofertas, ofertas_ganadoras, ofertas_aceptadas, "
        "entregas_exitosas, volumen_total_ofertas, tasa_conversion_ofertas_pct, conversion_low_pct, "
        "conversion_high_pct, tasa_exito_completo_pct, tasa_respuesta_pct, calculado_at "
        "from kpi.trade_by_city(as_written => false) order by ofertas desc, ops.sort_key(ciudad)"
    )


@question("kpi.offers_by_place", live=True, settled=True, explained_by="kpi.city_summary")
def offers_by_place() -> pd.DataFrame:
    """How many offers has each city that has any, and how many the place on the map that it lies in? Most first.

    Columns: ciudad (its most usual spelling), ofertas, tasa_conversion_ofertas_pct, place_offers (cities that are one
    place on the map share them), few_people (how many advisors made these; missing: enough). Source: kpi.city_summary
    through kpi.offers_by_place. Raises QueryError.
    """
    named = query.known("select ciudad from kpi.trade_by_city(as_written => false) where ofertas > 0")
    known = named["ciudad"].to_list()
    return query.frame(
        "select ciudad, ofertas, tasa_conversion_ofertas_pct, place_offers, few_people "
        "from kpi.offers_by_place(cast(:named as text[]), cast(:spots as text[])) "
        "order by ofertas desc, ops.sort_key(ciudad)",
        named=known,
        spots=places.spots(known, places.COLOMBIA),
    )


@question("kpi.get_mv_stats", live=True)
def view_stats() -> pd.DataFrame:
    """How is each materialized view: filled, how large, refreshed when?

    Columns: view_name, is_populated, row_count, size_bytes, last_refreshed_at (missing: never), last_duration_ms,
    last_status (ok, error). Source: kpi.get_mv_stats. Raises QueryError.
    """
    return query.frame(
        "select view_name, is_populated, row_count, size_bytes, last_refreshed_at, last_duration_ms, last_status "
        "from kpi.get_mv_stats()"
    )


@question("kpi.months", live=True, settled=True, explained_by="kpi.mv_metricas_mensuales", needs="requests")
def months() -> pd.DataFrame:
    """How did the marketplace's months go, and which is still running? Oldest first.

    Columns: mes, is_running, solicitudes_creadas, solicitudes_aceptadas, tasa_aceptacion_pct, ofertas_totales,
    ofertas_ganadoras, tasa_conversion_ofertas_pct, volumen_transaccional_total (pesos), asesores_activos,
    clientes_activos. Source: kpi.months. Raises QueryError.
    """
    return query.frame(
        "select mes, is_running, solicitudes_creadas, solicitudes_aceptadas, tasa_aceptacion_pct, ofertas_totales, "
        "ofertas_ganadoras, tasa_conversion_ofertas_pct, volumen_transaccional_total, asesores_activos, "
        "clientes_activos from kpi.months order by mes"
    )


@question("kpi.advisor_ranking", live=True, settled=True)
def ranked(
    *,
    cities: Sequence[str] = (),
    levels: Sequence[str] = (),
    states: Sequence[str] = (),
    search: str = "",
    by_city: bool = False,
    limit: int = 200,
) -> pd.DataFrame:
    """How do the best of these advisors rank, on what does that rest, and how was it before? The best first.

    `search` is what all have in their name or e-mail address, without regard to case, accents and Unicode form.
    Columns: asesor_id, asesor_nombre, ciudad, departamento, punto_venta, nivel_actual, estado_asesor, confianza,
    ranking_nacional, ranking_ciudad, has_enough_offers, national_change, city_change (ranks gained; missing: too few
    offers), ofertas_historicas_total, ofertas_ganadoras, tasa_conversion_ofertas_pct, conversion_low_pct,
    conversion_high_pct, entregas_exitosas, tasa_exito_completo_pct, exito_low_pct, exito_high_pct,
    notificaciones_recibidas, notificaciones_respondidas, tasa_respuesta_pct, respuesta_low_pct, respuesta_high_pct,
    tiempo_promedio_respuesta_seg, volumen_total_ofertas (pesos), weekly_offers (list), calculado_at.
    Source: kpi.advisor_ranking. Raises QueryError.
    """
    return query.frame(
        "select asesor_id::text as asesor_id, asesor_nombre, ciudad, departamento, punto_venta, nivel_actual, "
        "estado_asesor, confianza, ranking_nacional, ranking_ciudad, has_enough_offers, national_change, city_change, "
        "ofertas_historicas_total, ofertas_ganadoras, tasa_conversion_ofertas_pct, conversion_low_pct, "
        "conversion_high_pct, entregas_exitosas, tasa_exito_completo_pct, exito_low_pct, exito_high_pct, "
        "notificaciones_recibidas, notificaciones_respondidas, tasa_respuesta_pct, respuesta_low_pct, "
        "respuesta_high_pct, tiempo_promedio_respuesta_seg, volumen_total_ofertas, weekly_offers, calculado_at "
        "from kpi.advisor_ranking where ops.is_among(ciudad, cast(:cities as text[])) "
        "and ops.is_among(nivel_actual::text, cast(:levels as text[])) "
        "and ops.is_among(estado_asesor, cast(:states as text[])) "
        "and ops.fold(concat_ws(' ', asesor_nombre, asesor_email)) like all(ops.search_patterns(:search)) order by "
        f"{'ops.sort_key(ciudad), ranking_ciudad' if by_city else 'ranking_nacional'}, "
        "ops.sort_key(asesor_nombre), advisor_ranking.asesor_id limit :limit",
        cities=list(cities),
        levels=list(levels),
        states=list(states),
        search=search,
        limit=limit,
    )


@question("kpi.advisor_choices", live=True, settled=True)
def choices() -> pd.DataFrame:
    """By which cities, levels and states can advisors be chosen? In the reader's order.

    Columns: kind (city, level, state), choice (its most usual spelling). Source: kpi.advisor_choices.
    Raises QueryError.
    """
    return query.frame("select kind, choice from kpi.advisor_choices order by ops.sort_key(kind), ops.sort_key(choice)")


@question("kpi.what_counts", live=True, settled=True)
def what_counts(*, days: int = 0, hours: int = 0) -> pd.DataFrame:
    """How many of the copied rows do the pages rest on, until which day, and is that before the last days?

    Columns: subject, position, copied, counted, left_out, last_day, named (list), is_over. What must count first comes
    first. Reads all of history: asked only where there is nothing to show. Source: kpi.what_counts.
    """
    return query.frame(counted.statement_of("kpi"), days=days, hours=hours)
