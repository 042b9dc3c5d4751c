"""The marketplace's months, weeks and ranks in plain Python, written from the contract alone: rows in, rows out.

The rules of the organisation are arguments.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.arithmetic import percent, rounded
from tests.oracle.rules import Rules

DAY = timedelta(days=1)
WEEKS = 12
Record = dict[str, Any]
Row = tuple[Any, ...]


@dataclass
class Marketplace:
    """Rows of the raw tables, by column."""

    clientes: list[Record] = field(default_factory=list)
    asesores: list[Record] = field(default_factory=list)
    solicitudes: list[Record] = field(default_factory=list)
    ofertas: list[Record] = field(default_factory=list)
    auditorias: list[Record] = field(default_factory=list)
    notificaciones: list[Record] = field(default_factory=list)


@dataclass
class Trade:
    """What exists on a local day."""

    market: Marketplace
    as_of: datetime | date
    """A moment, or a date that is the local one whatever the zone."""
    rules: Rules

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.rules["time_zone"])

    @cached_property
    def today(self) -> date:
        return self.local_day(self.as_of) if isinstance(self.as_of, datetime) else self.as_of

    @cached_property
    def looked_at(self) -> datetime:
        """The moment, or the date's end in UTC."""
        if isinstance(self.as_of, datetime):
            return self.as_of
        return datetime.combine(self.as_of + DAY, time(), UTC)

    def local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def month_of(self, moment: datetime) -> date:
        return self.local_day(moment).replace(day=1)

    def week_of(self, moment: datetime) -> date:
        day = self.local_day(moment)
        return day - day.weekday() * DAY

    def by_today(self, rows: Iterable[Record], moment: str) -> list[Record]:
        return [row for row in rows if self.local_day(row[moment]) <= self.today]

    def in_period(self, rows: Iterable[Record], moment: str, before: int = 0) -> list[Record]:
        """Rows of the last days of the rankings, or of as many before these."""
        days = self.rules["ranking_days"]
        ages = ((row, (self.today - self.local_day(row[moment])).days) for row in rows)
        return [row for row, age in ages if before * days <= age < (before + 1) * days]


def months(trade: Trade) -> list[Row]:
    """kpi.mv_metricas_mensuales, in the order of months."""
    requests = trade.by_today(trade.market.solicitudes, "created_at")
    offers = trade.by_today(trade.market.ofertas, "created_at")
    if not requests:
        return []
    month = min(trade.month_of(row["created_at"]) for row in requests)
    found = []
    while month <= trade.today:
        made = [row for row in requests if trade.month_of(row["created_at"]) == month]
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


def ranking(trade: Trade) -> list[Row]:
    """kpi.mv_ranking_asesores, by key."""
    measured = [_advisor(trade, advisor) for advisor in trade.market.asesores]
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
                trade.looked_at,
            )
        )
    return sorted(found, key=lambda values: values[0])


def previous_ranks(trade: Trade) -> list[Row]:
    """kpi.advisor_previous_ranks, by key."""
    measured = [
        {"id": advisor["id"], "ciudad": advisor["ciudad"], **_offered(trade, advisor, before=1)}
        for advisor in trade.market.asesores
    ]
    found = []
    for row in measured:
        neighbours = [other for other in measured if other["ciudad"] == row["ciudad"]]
        found.append((row["id"], row["ofertas"], rank(row, neighbours, _key), rank(row, measured, _key)))
    return sorted(found)


def weeks(trade: Trade) -> list[Row]:
    """kpi.advisor_weeks, by advisor and week."""
    offers = trade.by_today(trade.market.ofertas, "created_at")
    first = trade.today - trade.today.weekday() * DAY - (WEEKS - 1) * 7 * DAY
    made = [(row["asesor_id"], trade.week_of(row["created_at"]), row["ganadora"]) for row in offers]
    all_offers = Counter((advisor, week) for advisor, week, _ in made if week >= first)
    won = Counter((advisor, week) for advisor, week, is_won in made if is_won)
    return sorted((advisor, week, count, won[advisor, week]) for (advisor, week), count in all_offers.items())


VIEWS = {
    "mv_metricas_mensuales": months,
    "mv_ranking_asesores": ranking,
    "advisor_previous_ranks": previous_ranks,
    "advisor_weeks": weeks,
}


def compute(market: Marketplace, as_of: datetime | date, rules: Rules) -> dict[str, list[Row]]:
    """What every fact holds once it is refreshed, in the order of its key."""
    trade = Trade(market, as_of, rules)
    return {view: rows_of(trade) for view, rows_of in VIEWS.items()}


def _offered(trade: Trade, advisor: Record, before: int = 0) -> Record:
    """An advisor's offers of a period and what came of them."""
    created = {row["id"]: row["created_at"] for row in trade.market.solicitudes}
    own = [row for row in trade.market.ofertas if row["asesor_id"] == advisor["id"]]
    offers = trade.in_period(own, "created_at", before)
    delivered = len(present(offers, "entregada_at"))
    return {
        "ofertas": len(offers),
        "ganadoras": sum(row["ganadora"] for row in offers),
        "aceptadas": len(present(offers, "aceptada_at")),
        "entregas": delivered,
        "respuesta": mean(seconds(created[row["solicitud_id"]], row["created_at"]) for row in offers),
        "monto": mean(row["monto_total"] for row in offers),
        "volumen": sum((row["monto_total"] for row in offers), Decimal("0.00")),
        "exito": percent(delivered, len(offers)),
    }


def _advisor(trade: Trade, advisor: Record) -> Record:
    offered = _offered(trade, advisor)
    success = offered.pop("exito")
    told = trade.in_period(
        (row for row in trade.market.notificaciones if row["asesor_id"] == advisor["id"]), "enviada_at"
    )
    audits = trade.by_today(
        (row for row in trade.market.auditorias if row["asesor_id"] == advisor["id"]), "auditada_at"
    )
    latest = max(audits, key=lambda row: (row["auditada_at"], row["id"]), default=None)
    answered = [row for row in told if row["respondida_at"] is not None]
    own = ("id", "nombre", "email", "ciudad", "departamento", "punto_venta", "confianza", "nivel_actual", "estado")
    return {
        **{name: advisor[name] for name in (*own, "actividad_reciente_pct", "desempeno_historico_pct")},
        **offered,
        "confianza_auditada": latest and latest["confianza_auditada"],
        "auditorias": len(audits),
        "ultima": latest and latest["auditada_at"],
        "recibidas": len(told),
        "respondidas": len(answered),
        "respuesta_notif": mean(seconds(row["enviada_at"], row["respondida_at"]) for row in answered),
        "tasa_respuesta": percent(len(answered), len(told)),
        "conversion": percent(offered["ganadoras"], offered["ofertas"]),
        "exito": success,
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
