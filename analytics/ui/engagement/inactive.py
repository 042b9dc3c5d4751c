"""Students who stay away: how many for how long, and, for the bucket that the reader opens, who exactly."""

import streamlit as st

from analytics import engagement
from analytics.ui import clicks, elements, filters, lists, loaders, numbers
from analytics.ui.answers import Answer
from analytics.ui.engagement import bars, columns
from analytics.ui.footer import footer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import markdown
from analytics.ui.parts import part
from analytics.ui.sections import draw
from analytics.ui.tables import table

CLOSED = "none"


@part
def inactive_section(buckets: Answer, *, levels: list[str]) -> None:
    """The buckets, and the roster of the one that `?away=…` names."""
    heading = _("Who stays away")
    with st.container(key="section_inactive", gap="xsmall"):
        elements.header(heading, anchor="inactive")
        elements.caption(
            _(
                "Each bar holds the ones below it. Days count from the last visit, or from registration for those who "
                "never came. Click a bar or choose a number of days to list the students."
            )
        )
        words = _bucket_words(buckets)
        choice = clicks.Choice("away", CLOSED, words, opens="inactive")
        draw(bars.inactive_bars, buckets.frame, "inactive", choice)
        opened = filters.one_of(_("Students away for at least"), words, name=choice.name, default=CLOSED)
        if opened == CLOSED:
            footer(
                buckets,
                name="inactive",
                heading=heading,
                columns=columns.buckets(),
            )
        else:
            _roster(int(opened), buckets, levels=levels)


def _bucket_words(buckets: Answer) -> dict[str, str]:
    named = {str(row["inactive_days"]): numbers.days(row["inactive_days"]) for row in buckets.rows}
    return {CLOSED: _("Nobody listed"), **named}


def _roster(days: int, buckets: Answer, *, levels: list[str]) -> None:
    [students] = [row["students"] for row in buckets.rows if row["inactive_days"] == days]
    found = loaders.ask(engagement.inactive_students, days=days, levels=levels, limit=lists.LISTED).out_of(students)
    said = ngettext(
        "**{count} student**, the most recent first", "**{count} students**, the most recent first", students
    )
    elements.markdown(markdown(said, count=numbers.whole(students)))
    if not found.empty:
        table(found.frame, columns.roster(), key="table_roster")
    lists.say_how_many(found)
    footer(
        found,
        name=f"inactive_{days}_days",
        heading=_("Who stays away"),
    )
