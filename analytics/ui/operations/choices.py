"""The filters that parts of Operations share."""

import pandas as pd

from analytics.ui import filters, words
from analytics.ui.i18n import gettext as _
from sync.specifications import SOURCES

EVERY = "all"


def source(found: pd.DataFrame) -> str | None:
    """A source among those in the frame, `?source=…`; None is all."""
    named = {name.name: words.source(name.name) for name in SOURCES if name.name in set(found["source"])}
    return _chosen(filters.one_of_many(_("Source"), {EVERY: _("All sources"), **named}, name="source", default=EVERY))


def table(found: pd.DataFrame) -> str | None:
    """A table among those in the frame, `?table=…`; None is all."""
    named = {str(name): str(name) for name in dict.fromkeys(found["table"])}
    return _chosen(filters.one_of_many(_("Table"), {EVERY: _("All tables"), **named}, name="table", default=EVERY))


def tables(found: pd.DataFrame) -> list[str]:
    """Any of the tables in the frame, none meaning all: `?table=…`."""
    return filters.several(
        _("Table"), dict.fromkeys(map(str, found["table"])), name="table", placeholder=_("All tables")
    )


def severity() -> str | None:
    """How bad a finding must be, `?severity=…`; None is all."""
    named = {code: words.severity(code) for code in ("error", "warning", "info")}
    return _chosen(
        filters.one_of_many(_("Severity"), {EVERY: _("All severities"), **named}, name="severity", default=EVERY)
    )


def _chosen(token: str) -> str | None:
    return None if token == EVERY else token
