"""The parts of the Operations page: runs, agreement with the sources, quarantine, data quality."""

from collections.abc import Callable

import pandas as pd

from analytics import checks
from analytics.ui import loaders, numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.operations import access, agreement, classrooms, quality, quarantine, runs

__all__ = ["PARTS", "part_names"]

PARTS: dict[str, Callable[[], None]] = {
    "runs": runs.draw,
    "agreement": agreement.draw,
    "quarantine": quarantine.draw,
    "quality": quality.draw,
    "classrooms": classrooms.draw,
    "access": access.draw,
}
"""What draws each part, by its token in the URL."""


def part_names() -> dict[str, str]:
    """What each part is called, with the number of what waits there."""
    rejected = int(loaders.ask(checks.quarantine).frame["rejected_rows"].sum())
    return {
        "runs": _("Runs"),
        "agreement": _counted(_("Agreement"), _disagreeing()),
        "quarantine": _counted(_("Quarantine"), rejected),
        "quality": _counted(_("Data quality"), len(loaders.ask(checks.failed_checks).frame)),
        "classrooms": _("Classrooms"),
        "access": _("Access"),
    }


def _disagreeing() -> int:
    """Tables that do not agree, by their counts or row by row."""
    counted, verified = loaders.ask(checks.validation).frame, loaders.ask(checks.verifications).frame
    found = pd.concat(
        [counted[counted["status"] != "succeeded"], verified[verified["state"].isin(["differs", "failed"])]]
    )
    return len(found[["source", "table"]].drop_duplicates())


def _counted(name: str, count: int) -> str:
    return f"{name} · {numbers.whole(count)}" if count else name
