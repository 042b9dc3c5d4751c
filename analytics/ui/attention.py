"""What needs attention: short sentences, each with the page where one can act."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.ui import numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext


@dataclass(frozen=True)
class Concern:
    """Something to look at; `count` 0 means there is nothing."""

    count: int
    sentence: str
    page: str
    icon: str = ":material/arrow_forward:"


def attention(concerns: Sequence[Concern]) -> None:
    """The concerns that exist, or the good news that there are none."""
    st.subheader(_("What needs attention"), anchor="attention")
    pressing = [concern for concern in concerns if concern.count]
    if not pressing:
        st.success(_("Nothing needs attention right now."), icon=":material/check_circle:")
    for concern in pressing:
        st.page_link(concern.page, label=concern.sentence, icon=concern.icon)


def concerns(
    *,
    rescuable: int,
    anomalies: pd.DataFrame,
    validation: pd.DataFrame,
    freshness: pd.DataFrame,
    failed_checks: pd.DataFrame,
) -> list[Concern]:
    """What somebody should look at: first whether the numbers can be trusted, then the groups."""
    leaderless = int((anomalies["kind"] == "NO_FACILITATOR").sum())
    return [
        _about_sources(int((~freshness["validated"].fillna(False).astype(bool)).sum())),
        _about_tables(int((validation["status"] != "succeeded").sum())),
        _about_checks(len(failed_checks)),
        _about_rescue(rescuable),
        _about_leaderless(leaderless),
        _about_findings(len(anomalies) - leaderless),
    ]


def _about_sources(count: int) -> Concern:
    sentence = ngettext(
        "The last sync of {count} source did not validate.",
        "The last sync of {count} sources did not validate.",
        count,
    )
    return _concern(count, sentence, "pages/operations.py")


def _about_tables(count: int) -> Concern:
    sentence = ngettext(
        "{count} table does not agree with its source.", "{count} tables do not agree with their source.", count
    )
    return _concern(count, sentence, "pages/operations.py")


def _about_checks(count: int) -> Concern:
    sentence = ngettext(
        "{count} data check says that numbers suffer.", "{count} data checks say that numbers suffer.", count
    )
    return _concern(count, sentence, "pages/operations.py")


def _about_rescue(count: int) -> Concern:
    sentence = ngettext(
        "{count} stalled group is nearly through its course.",
        "{count} stalled groups are nearly through their course.",
        count,
    )
    return _concern(count, sentence, "pages/rescue_list.py")


def _about_leaderless(count: int) -> Concern:
    sentence = ngettext("{count} group has no facilitator.", "{count} groups have no facilitator.", count)
    return _concern(count, sentence, "pages/curriculum_funnel.py")


def _about_findings(count: int) -> Concern:
    sentence = ngettext(
        "{count} other finding about the curriculum's rules.",
        "{count} other findings about the curriculum's rules.",
        count,
    )
    return _concern(count, sentence, "pages/curriculum_funnel.py")


def _concern(count: int, sentence: str, page: str) -> Concern:
    return Concern(count, sentence.format(count=numbers.whole(count)), page)
