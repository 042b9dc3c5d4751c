"""The words of Advisor Rankings: states, changes, intervals, money, cards."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from babel.lists import format_list
from babel.numbers import format_compact_currency

from analytics.rows import Row, rows
from analytics.ui import clocks, i18n, numbers, rules
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _
from analytics.zones import zone_of


def state(code: str) -> str:
    """Whether an advisor may offer."""
    return {"ACTIVO": _("Active"), "INACTIVO": _("Inactive"), "SUSPENDIDO": _("Suspended")}.get(code, code)


def pesos(value: float) -> str:
    """COP 1.2M"""
    return format_compact_currency(numbers.rounded(value), "COP", locale=i18n.locale(), fraction_digits=1)


def change(ranks: float) -> str:
    """▲ 3 or ▼ 2; = where nothing changed."""
    if ranks == 0:
        return "="
    return f"{'▲' if ranks > 0 else '▼'} {numbers.whole(abs(ranks))}"


def basis(enough: bool) -> str:
    """Where a rank rests on under 5 offers, the words that say so."""
    return "" if enough else _("Too few to rank")


def with_intervals(ranked: pd.DataFrame) -> pd.DataFrame:
    """The ranking with each rate and its interval as one text: 40 % (31–50)."""
    said = {
        "conversion": ("tasa_conversion_ofertas_pct", "conversion_low_pct", "conversion_high_pct"),
        "success": ("tasa_exito_completo_pct", "exito_low_pct", "exito_high_pct"),
        "response": ("tasa_respuesta_pct", "respuesta_low_pct", "respuesta_high_pct"),
    }
    texts = {name: [interval(row, *columns) for row in rows(ranked)] for name, columns in said.items()}
    return pd.concat([ranked, pd.DataFrame(texts, index=ranked.index, dtype="object")], axis="columns")


def interval(row: Row, rate: str, low: str, high: str) -> str | None:
    """A rate with the range that it may really have; None where there is nothing to divide by."""
    if row[rate] is None:
        return None
    return f"{numbers.percent(row[rate])} ({numbers.percent_range(row[low], row[high])})"


def trade_cards(figures: Row) -> list[Card]:
    """The marketplace at a glance."""
    requests, days = figures["solicitudes_este_mes"], rules.filled(_("in the last {teloo.ranking_days:days}"))
    return [
        Card(
            _("Requests this month"),
            "solicitudes_este_mes",
            None if requests is None else numbers.whole(requests),
            against=_("so far"),
            why=_("There is no request yet.") if requests is None else "",
        ),
        Card(_("Advisors"), "asesores", numbers.whole(figures["asesores"])),
        Card(_("With offers"), "asesores_con_ofertas", numbers.whole(figures["asesores_con_ofertas"]), against=days),
        Card(_("Offers"), "ofertas", numbers.whole(figures["ofertas"]), against=days),
        Card(_("Winning offers"), "ofertas_ganadoras", numbers.whole(figures["ofertas_ganadoras"]), against=days),
    ]


def map_caption() -> str:
    """How to read the map."""
    return _("The larger the circle, the more offers; the deeper its colour, the more of them won. Hover for both.")


def not_drawn(unknown: Sequence[str]) -> str:
    """Cities that no list knows, by name."""
    if not unknown:
        return ""
    return _("Not on the map, because no list knows their place: {cities}.").format(
        cities=format_list(list(unknown), locale=i18n.locale())
    )


def calculated(value: Any) -> str:
    """From which refresh the numbers are."""
    return _("As of the refresh at {moment}.").format(moment=clocks.moment(value, zone_of("kpi")))
