"""The marketplace's months and ranks in plain Python, written from the contract alone: rows in, rows out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.arithmetic import percent, rounded

BOGOTA = ZoneInfo("America/Bogota")
Record = dict[str, Any]


@dataclass
class Marketplace:
    """Rows of the raw tables, by column."""

    clientes: list[Record] = field(default_factory=list)
    asesores: list[Record] = field(default_factory=list)
    solicitudes: list[Record] = field(default_factory=list)
    ofertas: list[Record] = field(default_factory=list)
    auditorias: list[Record] = field(default_factory=list)
    notificaciones: list[Record] = field(default_factory=list)


def months(market: Marketplace, now: datetime) -> list[tuple[Any, ...]]:
    """kpi.mv_metricas_mensuales, in the order of months."""
    today = local_day(now)
    requests = [row for row in market.solicitudes if local_day(row["created_at"]) <= today]
    offers = [row for row in market.ofertas if local_day(row["created_at"]) <= today]
    if not requests:
        return []
    month = min(month_of(row["created_at"]) for row in requests)
    found = []
    while month <= today:
        made = [row for row in requests if month_of(row["created_at"]) == month]
        keys = {row["id"] for row in made}
        found.append(_month(month, made, [row for row in offers if row["solicitud_id"] in keys]))
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _month(month: date, made: list[Record], offers: list[Record]) -> tuple[Any, ...]:
    accepted = [row for row in offers if row["aceptada_at"] is not None]
    won = sum(row["ganadora"] for row in offers)
    prices = [row["monto_total"] for row in offers]
    states = [row["estado"] for row in made]
    return (
        month,
        len(made),
        *(states.count(name) for name in ("ACEPTADA", "RECHAZADA", "EXPIRADA", "SIN_OFERTAS")),
        mean(seconds(row["created_at"], row["cerrada_at"]) for row in made if row["cerrada_at"] is not None),
        len(offers),
        won,
        len(accepted),
        mean(prices),
        min(prices, default=None),
        max(prices, default=None),
        mean(present(offers, "tiempo_entrega_dias")),
        mean(present(offers, "garantia_meses")),
        len({row["cliente_id"] for row in made}),
        len({row["asesor_id"] for row in offers}),
        len(set(present(made, "marca_vehiculo"))),
        sum((row["monto_total"] for row in accepted), Decimal("0.00")),
        percent(states.count("ACEPTADA"), len(made)),
        percent(won, len(offers)),
        rounded(Fraction(len(offers), len(made))) if made else None,
    )


def ranking(market: Marketplace, now: datetime) -> list[tuple[Any, ...]]:
    """kpi.mv_ranking_asesores without calculado_at, by key."""
    measured = [_advisor(market, advisor, local_day(now)) for advisor in market.asesores]
    found = []
    for row in measured:
        neighbours = [other for other in measured if other["ciudad"] == row["ciudad"]]
        found.append(
            (
                *row.values(),
                rank(row, neighbours, _key),
                rank(row, measured, _key),
                percentile(row, neighbours),
                percentile(row, measured),
            )
        )
    return sorted(found, key=lambda values: values[0])


def _advisor(market: Marketplace, advisor: Record, today: date) -> Record:
    def recent(rows: list[Record], moment: str) -> list[Record]:
        own = (row for row in rows if row["asesor_id"] == advisor["id"])
        return [row for row in own if 0 <= (today - local_day(row[moment])).days < 30]

    created = {row["id"]: row["created_at"] for row in market.solicitudes}
    offers = recent(market.ofertas, "created_at")
    told = recent(market.notificaciones, "enviada_at")
    audits = [
        row for row in market.auditorias if row["asesor_id"] == advisor["id"] and local_day(row["auditada_at"]) <= today
    ]
    latest = max(audits, key=lambda row: (row["auditada_at"], row["id"]), default=None)
    won = sum(row["ganadora"] for row in offers)
    delivered = len(present(offers, "entregada_at"))
    answered = [row for row in told if row["respondida_at"] is not None]
    own = ("id", "nombre", "email", "ciudad", "departamento", "punto_venta", "confianza", "nivel_actual", "estado")
    return {
        **{name: advisor[name] for name in (*own, "actividad_reciente_pct", "desempeno_historico_pct")},
        "ofertas": len(offers),
        "ganadoras": won,
        "aceptadas": len(present(offers, "aceptada_at")),
        "entregas": delivered,
        "respuesta": mean(seconds(created[row["solicitud_id"]], row["created_at"]) for row in offers),
        "monto": mean(row["monto_total"] for row in offers),
        "volumen": sum((row["monto_total"] for row in offers), Decimal("0.00")),
        "confianza_auditada": latest and latest["confianza_auditada"],
        "auditorias": len(audits),
        "ultima": latest and latest["auditada_at"],
        "recibidas": len(told),
        "respondidas": len(answered),
        "respuesta_notif": mean(seconds(row["enviada_at"], row["respondida_at"]) for row in answered),
        "tasa_respuesta": percent(len(answered), len(told)),
        "conversion": percent(won, len(offers)),
        "exito": percent(delivered, len(offers)),
    }


def _key(row: Record) -> tuple[Any, ...]:
    """Smaller is better: winners, then success, then the faster; what is unknown comes last."""
    return (
        -row["ganadoras"],
        (row["exito"] is None, -(row["exito"] or 0)),
        (row["respuesta"] is None, row["respuesta"] or 0),
    )


def rank(row: Record, among: Sequence[Record], key: Callable[[Record], Any]) -> int:
    return 1 + sum(key(other) < key(row) for other in among)


def percentile(row: Record, among: Sequence[Record]) -> Decimal:
    below = sum(other["ganadoras"] < row["ganadoras"] for other in among)
    return percent(below, len(among) - 1) or Decimal("0.00")


def present(rows: Iterable[Record], column: str) -> list[Any]:
    return [row[column] for row in rows if row[column] is not None]


def mean(values: Iterable[Any]) -> Decimal | None:
    exact = [Fraction(value) for value in values]
    return rounded(sum(exact, Fraction(0)) / len(exact)) if exact else None


def seconds(start: datetime, end: datetime) -> Fraction:
    return Fraction((end - start) // timedelta(microseconds=1), 1_000_000)


def local_day(moment: datetime) -> date:
    return moment.astimezone(BOGOTA).date()


def month_of(moment: datetime) -> date:
    return local_day(moment).replace(day=1)
