"""What breaks a rule of the curriculum, of the kinds that the reader chooses."""

from analytics import curriculum
from analytics.ui import filters, lists, loaders
from analytics.ui.curriculum import charts, columns
from analytics.ui.curriculum.choices import chosen_findings
from analytics.ui.i18n import gettext as _
from analytics.ui.parts import part
from analytics.ui.sections import opened, section


@part
def anomalies_section(courses: list[str]) -> None:
    """How many findings of each kind, and the groups behind them."""
    heading = _("Anomalies")
    with (place := opened(heading, name="anomalies")), filters.row(of="anomalies"):
        findings = chosen_findings(loaders.ask(curriculum.anomaly_kinds, courses=courses))
    kinds = loaders.ask(curriculum.anomaly_kinds, courses=courses, kinds=findings)
    listed = loaders.ask(curriculum.anomalies, courses=courses, kinds=findings, limit=lists.LISTED)
    section(
        heading,
        listed.out_of(kinds.in_all("findings_in_all")),
        within=place,
        picture=charts.anomaly_kinds,
        draws=kinds.rows,
        columns=columns.anomalies(),
        empty=_("No group breaks any of these rules of the curriculum."),
    )
