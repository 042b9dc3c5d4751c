"""What the tables of Advisor Rankings show, and how."""

from dataclasses import dataclass

from analytics.ui import numbers
from analytics.ui.advisors import words
from analytics.ui.i18n import gettext as _
from analytics.ui.numbers import Formatter
from analytics.ui.tables import Column, Columns


@dataclass(frozen=True)
class Measure:
    """One thing that the months can show: its name, its column, how a value is written."""

    name: str
    column: str
    write: Formatter


def measures() -> dict[str, Measure]:
    """What the months can show, by its token in the URL."""
    return {
        "created": Measure(_("Requests made"), "solicitudes_creadas", numbers.whole),
        "accepted": Measure(_("Requests accepted"), "solicitudes_aceptadas", numbers.whole),
        "conversion": Measure(_("Offers that won, %"), "tasa_conversion_ofertas_pct", numbers.percent),
        "volume": Measure(_("Volume of accepted offers, pesos"), "volumen_transaccional_total", words.pesos),
    }


def months() -> Columns:
    """The marketplace's months."""
    return {
        "mes": Column(_("Month"), numbers.month),
        "solicitudes_creadas": Column(_("Requests made"), numbers.whole),
        "solicitudes_aceptadas": Column(_("Accepted"), numbers.whole),
        "tasa_aceptacion_pct": Column(_("Acceptance rate"), numbers.percent),
        "ofertas_totales": Column(_("Offers"), numbers.whole),
        "ofertas_ganadoras": Column(_("Winning offers"), numbers.whole),
        "tasa_conversion_ofertas_pct": Column(_("Conversion"), numbers.percent),
        "volumen_transaccional_total": Column(_("Volume"), words.pesos),
        "asesores_activos": Column(_("Advisors who offered"), numbers.whole),
        "clientes_activos": Column(_("Clients who asked"), numbers.whole),
    }


def ranking(*, by_city: bool) -> Columns:
    """Advisors by rank; a rate stands beside its interval, a rank beside what it rests on."""
    rank, change = ("ranking_ciudad", "city_change") if by_city else ("ranking_nacional", "national_change")
    return {
        rank: Column(_("Rank in the city") if by_city else _("Rank"), numbers.whole, width=70),
        change: Column(_("Change"), words.change, width=80),
        "asesor_nombre": Column(_("Advisor"), width=160),
        "ciudad": Column(_("City"), width=110),
        "nivel_actual": Column(_("Level"), numbers.whole, width=60),
        "estado_asesor": Column(_("State"), words.state, width=100),
        "ofertas_historicas_total": Column(_("Offers"), numbers.whole, width=70),
        "has_enough_offers": Column(_("Basis"), words.basis, width=105),
        "ofertas_ganadoras": Column(_("Won"), numbers.whole, width=60),
        "conversion": Column(_("Conversion (95 %)"), width=140),
        "success": Column(_("Complete success (95 %)"), width=150),
        "response": Column(_("Response rate (95 %)"), width=150),
        "tiempo_promedio_respuesta_seg": Column(_("Response time"), numbers.seconds, width=110),
        "weekly_offers": Column(_("Offers, 12 weeks"), width=130, spark=True),
    }


def cities() -> Columns:
    """Cities of advisors."""
    return {
        "ciudad": Column(_("City")),
        "asesores": Column(_("Advisors"), numbers.whole),
        "asesores_con_ofertas": Column(_("With offers"), numbers.whole),
        "ofertas": Column(_("Offers"), numbers.whole),
        "ofertas_ganadoras": Column(_("Won"), numbers.whole),
        "tasa_conversion_ofertas_pct": Column(_("Conversion"), numbers.percent),
        "tasa_exito_completo_pct": Column(_("Complete success"), numbers.percent),
        "tasa_respuesta_pct": Column(_("Response rate"), numbers.percent),
        "volumen_total_ofertas": Column(_("Volume offered"), words.pesos),
    }
