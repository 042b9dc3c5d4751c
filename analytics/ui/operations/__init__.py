"""The parts of the Operations page: runs, agreement with the sources, quarantine, data quality."""

from collections.abc import Callable

from analytics import checks
from analytics.ui import elements, loaders, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from analytics.ui.operations import access, agreement, classrooms, quality, quarantine, rules, runs

__all__ = ["PARTS", "part_names", "say_disagreements"]

PARTS: dict[str, Callable[[], None]] = {
    "runs": runs.draw,
    "agreement": agreement.draw,
    "quarantine": quarantine.draw,
    "quality": quality.draw,
    "classrooms": classrooms.draw,
    "rules": rules.draw,
    "access": access.draw,
}
"""What draws each part, by its token in the URL."""


def say_disagreements() -> None:
    """Facts that do not add up to what their rows say, whatever part is shown: a line for each source."""
    facts: dict[str, dict[str, None]] = {}
    for row in loaders.ask(checks.disagreements).rows:
        facts.setdefault(row["source"], {})[row["fact"]] = None
    for source, named in facts.items():
        elements.error(
            markdown(
                _(
                    "{source}: sums of facts are not what their rows say: {facts}. Numbers made of them are wrong. "
                    "Run `atalaya verify --facts --repair`."
                ),
                source=words.source(source),
                facts=", ".join(named),
            ),
            icon=":material/error:",
        )


def part_names() -> dict[str, str]:
    """What each part is called, with the number of what waits there."""
    waiting = loaders.ask(checks.attention).row
    return {
        "runs": _("Runs"),
        "agreement": _counted(_("Agreement"), waiting["tables_in_doubt"]),
        "quarantine": _counted(_("Quarantine"), waiting["rows_in_quarantine"]),
        "quality": _counted(_("Data quality"), waiting["checks_failed"]),
        "classrooms": _("Classrooms"),
        "rules": _("Rules"),
        "access": _("Access"),
    }


def _counted(name: str, count: int) -> str:
    return f"{name} · {numbers.whole(count)}" if count else name
