"""The row of key figures at the head of each page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analytics.ui import numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext, pgettext


@dataclass(frozen=True)
class Card:
    """One key figure; `value` None shows a dash, with `why` as its reason."""

    label: str
    value: str | None
    delta: str | None = None
    better: Literal["normal", "inverse"] = "normal"
    direction: int = 0
    against: str = ""
    why: str = ""


def cards(figures: Sequence[Card]) -> None:
    """A row of at most five key figures."""
    with st.container(horizontal=True, key="cards"):
        for card in figures:
            st.metric(
                card.label,
                card.value if card.value is not None else numbers.MISSING,
                card.delta,
                delta_color=card.better if card.direction else "off",
                delta_arrow="off",
                delta_description=card.against or None,
                help=card.why or None,
                border=True,
                height="stretch",
            )


def change_card(
    label: str,
    now: "pd.Series[Any]",
    before: "pd.Series[Any]",
    column: str,
    *,
    better: Literal["normal", "inverse"] = "normal",
) -> Card:
    """A figure and its change against 28 days earlier."""
    value, previous = now[column], before[column]
    if pd.isna(value):
        return Card(label, None, why=_("There is nothing to count yet."))
    change = None if pd.isna(previous) else int(value) - int(previous)
    return Card(
        label,
        numbers.whole(value),
        delta=None if change is None else numbers.signed(change),
        better=better,
        against=_("vs. 28 days ago"),
        direction=0 if change is None else (change > 0) - (change < 0),
    )


def funnel_cards(funnel: pd.DataFrame) -> list[Card]:
    """How many groups there are at each step, over the courses shown."""
    total = int(funnel["groups_total"].sum())
    of_total = _("of {count} groups").format(count=numbers.whole(total))
    return [
        Card(_("Groups"), numbers.whole(total)),
        Card(_("Started"), numbers.whole(funnel["groups_started"].sum()), against=of_total),
        Card(pgettext("groups", "Graduated"), numbers.whole(funnel["groups_graduated"].sum()), against=of_total),
        Card(_("Continued"), numbers.whole(funnel["groups_continued"].sum()), against=_("with the next course")),
        Card(pgettext("groups", "Stalled"), numbers.whole(funnel["groups_stalled"].sum()), against=of_total),
    ]


def rescue_cards(groups: int, people: "pd.Series[Any]") -> list[Card]:
    """How much there is to do, and how many people it is about."""
    missing = int(people["groups_without_facilitator"])
    without = ngettext("{count} group has none", "{count} groups have none", missing)
    return [
        Card(_("Groups to rescue"), numbers.whole(groups)),
        Card(_("Members in them"), numbers.whole(people["members"]), against=_("each person once")),
        Card(
            _("Facilitators to call"),
            numbers.whole(people["facilitators"]),
            against=without.format(count=numbers.whole(missing)) if missing else "",
        ),
    ]


def facilitator_cards(totals: "pd.Series[Any]", growth: pd.DataFrame) -> list[Card]:
    """How many, how active, how many from the ranks, how many new."""
    alumni = totals["alumni_pct"]
    total = numbers.whole(totals["total_facilitators"])
    new, previous = growth["new_facilitators"].iloc[-1], growth["new_facilitators"].iloc[-2:-1]
    return [
        Card(_("Facilitators in total"), total, against=_("all time")),
        Card(
            _("Active facilitators"),
            numbers.whole(totals["active_facilitators"]),
            against=_("lead an active group"),
        ),
        Card(
            _("Were members before"),
            None if pd.isna(alumni) else numbers.percent(alumni),
            against=_("{count} of {total} facilitators").format(
                count=numbers.whole(totals["alumni_facilitators"]), total=total
            ),
            why=_("There is no facilitator yet.") if pd.isna(alumni) else "",
        ),
        Card(
            _("New this month"),
            numbers.whole(new),
            against=_("so far; {count} the month before").format(count=numbers.whole(previous.iloc[0]))
            if len(previous)
            else "",
        ),
    ]


def run_cards(run: "pd.Series[Any]") -> list[Card]:
    """How one run went; a verification compares rows and mends them."""
    verifies = run["kind"] == "verify"
    unknown = _("The run is not over yet.") if pd.isna(run["duration_seconds"]) else _("No row was read.")
    rate, flow = run["rows_per_second"], run["bytes_per_second"]
    read = numbers.whole(run["rows_read"])
    return [
        Card(
            _("Duration"),
            None if pd.isna(run["duration_seconds"]) else numbers.seconds(run["duration_seconds"]),
            why=unknown if pd.isna(run["duration_seconds"]) else "",
        ),
        Card(
            _("Tables that agree") if verifies else _("Tables validated"),
            numbers.whole(run["tables_validated"]),
            against=_("of {count}").format(count=numbers.whole(run["tables"])),
        ),
        Card(
            _("Rows mended") if verifies else _("Rows changed"),
            numbers.whole(run["rows_changed"]),
            against=(_("of {count} compared") if verifies else _("of {count} read")).format(count=read),
        ),
        Card(
            _("Rows per second"),
            None if pd.isna(rate) else numbers.whole(rate),
            against="" if pd.isna(flow) else numbers.bytes_per_second(flow),
            why=unknown if pd.isna(rate) else "",
        ),
        Card(_("Errors"), numbers.whole(run["errors"])),
    ]
