"""The weekly trend, for the measure that the reader chooses."""

from functools import partial

import streamlit as st

from analytics.ui import charts, days, elements, few_people, filters, rules
from analytics.ui.answers import Answer
from analytics.ui.engagement import columns
from analytics.ui.footer import footer
from analytics.ui.i18n import gettext as _
from analytics.ui.parts import part
from analytics.ui.sections import draw


@part
def weekly_section(weeks: Answer, people: int | None) -> None:
    """The weeks of late, in visits, students of the busiest day, check-ins or minutes: `?trend=…`."""
    heading = _("Week by week")
    with st.container(key="section_weekly", gap="xsmall"):
        elements.header(heading, anchor="weekly")
        elements.caption(
            few_people.added(
                days.from_its_day(
                    weeks,
                    now=rules.filled(
                        _(
                            "The last {academy.trend_days:days} by week, from {academy.week_starts_on:weekday}. "
                            "Dashed weeks are incomplete: days before these, or after today, are missing in them."
                        )
                    ),
                    then=rules.filled(
                        _(
                            "The {academy.trend_days:days} up to {day} by week, from {academy.week_starts_on:weekday}. "
                            "Dashed weeks are incomplete: days before these, or after that day, are missing in them."
                        )
                    ),
                ),
                people,
            )
        )
        measures = _measures()
        chosen = filters.one_of(_("Show"), measures, name="trend", default="sum_active_students")
        draw(partial(charts.activity_bars, column=chosen, title=measures[chosen]), weeks.frame, "weekly")
        footer(weeks, name="weekly", heading=heading, columns=columns.weeks())


def _measures() -> dict[str, str]:
    return {
        "sum_active_students": _("Visits"),
        "max_daily_actives": _("Busiest day"),
        "sessions": _("Check-ins"),
        "total_minutes": _("Minutes"),
    }
