"""Students who stay away: how many for how long, and, for the bucket that the reader opens, who exactly."""

import pandas as pd
import streamlit as st

from analytics import engagement
from analytics.rows import rows
from analytics.ui import filters, loaders, numbers
from analytics.ui.engagement import bars, columns
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.sections import colours, draw, footer
from analytics.ui.tables import table

CLOSED = "none"


def inactive_section(buckets: pd.DataFrame, *, levels: list[str]) -> None:
    """The buckets, and the roster of the one that `?away=…` names."""
    heading = _("Who stays away")
    with st.container(key="section_inactive", gap="xsmall"):
        st.subheader(heading, anchor="inactive")
        st.caption(
            _(
                "Each bar holds the ones below it. Days count from the last visit, or from registration for those who "
                "never came. Choose a number of days to list the students."
            )
        )
        draw(bars.inactive_bars(buckets, palette=colours()), "inactive")
        opened = filters.one_of(_("Students away for at least"), _bucket_words(buckets), name="away", default=CLOSED)
        if opened == CLOSED:
            footer(
                buckets,
                name="inactive",
                view="mgmt.engagement_inactive_counts_v",
                heading=heading,
                columns=columns.buckets(),
            )
        else:
            _roster(int(opened), levels=levels)


def _bucket_words(buckets: pd.DataFrame) -> dict[str, str]:
    named = {str(row["inactive_days"]): numbers.days(row["inactive_days"]) for row in rows(buckets)}
    return {CLOSED: _("Nobody listed"), **named}


def _roster(days: int, *, levels: list[str]) -> None:
    found = loaders.load(engagement.inactive_students, days=days, levels=levels)
    st.markdown(
        ngettext(
            "**{count} student**, the most recent first", "**{count} students**, the most recent first", len(found)
        ).format(count=numbers.whole(len(found)))
    )
    if not found.empty:
        table(found, columns.roster(), key="table_roster")
    footer(
        found,
        name=f"inactive_{days}_days",
        view="mgmt.engagement_inactive_roster_v",
        heading=_("Who stays away"),
        columns=None,
    )
