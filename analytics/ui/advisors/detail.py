"""One advisor, as a row click opens it."""

import streamlit as st

from analytics.rows import Row
from analytics.ui import elements, numbers
from analytics.ui.advisors import words
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from analytics.ui.selection import Selection


def selected_advisor() -> Selection:
    """An advisor, `?advisor=…`, who opens in full."""
    return Selection("advisor", "asesor_id", _advisor)


def _advisor(advisor: Row) -> None:
    """Who it is, what the ranks rest on, and how the last twelve weeks went."""
    said = numbers.or_missing(str)
    with st.container(border=True, key="advisor"):
        elements.markdown(markdown("**{name}**", name=advisor["asesor_nombre"]))
        elements.caption(
            " · ".join(
                str(part)
                for part in (advisor["punto_venta"], advisor["ciudad"], advisor["departamento"])
                if part is not None and str(part).strip()
            )
        )
        if not advisor["has_enough_offers"]:
            elements.info(_("Too few to rank: under 5 offers, a rank is mostly chance."), icon=":material/info:")
        facts = {
            _("Rank"): numbers.whole(advisor["ranking_nacional"]),
            _("Rank in the city"): numbers.whole(advisor["ranking_ciudad"]),
            _("Conversion (95 %)"): said(advisor["conversion"]),
            _("Complete success (95 %)"): said(advisor["success"]),
            _("Response rate (95 %)"): said(advisor["response"]),
            _("Response time"): numbers.or_missing(numbers.seconds)(advisor["tiempo_promedio_respuesta_seg"]),
            _("Volume offered"): words.pesos(advisor["volumen_total_ofertas"]),
            _("Trust"): numbers.or_missing(numbers.decimal)(advisor["confianza"]),
        }
        with st.container(horizontal=True, gap="large"):
            for name, value in facts.items():
                with st.container(width="content", gap=None):
                    elements.caption(name)
                    elements.markdown(value)
        weekly = ", ".join(map(numbers.whole, advisor["weekly_offers"]))
        elements.caption(
            _("Offers in each of the last twelve weeks, the running one last: {weekly}").format(weekly=weekly)
        )
