"""The heatmap that answers to clicks: a cell lists who was there then, below the picture."""

from functools import partial
from typing import Any

import streamlit as st

from analytics import engagement
from analytics.ui import clicks, elements, filters, lists, loaders, numbers, rules
from analytics.ui.answers import Answer
from analytics.ui.engagement import cells, columns, sentences, words
from analytics.ui.engagement.week_heat import week_heat
from analytics.ui.footer import footer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import markdown
from analytics.ui.parts import part
from analytics.ui.sections import draw, say_nothing
from analytics.ui.tables import table

CLOSED = "none"
CHOICE = clicks.Choice("hour", CLOSED, cells.every_cell(), opens="present", adding="minutes")


@part
def heatmap_section(heatmap: Answer, *, levels: list[str]) -> None:
    """When the centre is full and, for the hour that is chosen by click or from the list, who was there."""
    heading = _("Busy hours")
    with st.container(key="section_heatmap", gap="xsmall"):
        elements.header(heading, anchor="heatmap")
        elements.caption(sentences.heat_in_words(loaders.ask(engagement.heatmap_extremes, levels=levels).rows))
        if heatmap.empty:
            say_nothing(
                heatmap,
                rules.filled(_("Nobody spent time here in the last {academy.trend_days:days}.")),
                name="heatmap",
            )
        else:
            picture = partial(
                week_heat,
                hours=_chosen_hours(),
                days=_days(),
                chosen=CHOICE.current,
            )
            draw(picture, heatmap.frame, "heatmap", CHOICE)
        names = {token: words.cell(*cell) for token, cell in cells.every_cell().items()}
        chosen = filters.one_of_list(
            _("Who was there"), {CLOSED: _("Choose an hour"), **names}, name=CHOICE.name, default=CLOSED
        )
        if chosen == CLOSED:
            footer(
                heatmap,
                name="heatmap",
                heading=heading,
                columns=columns.cells(),
            )
        else:
            _present(*cells.every_cell()[chosen], levels=levels, drawn=heatmap)


def _chosen_hours() -> range:
    """The hours that the picture shows, `?clock=all`."""
    spans = {"day": cells.shown_first(), "all": cells.HOURS}
    names = {token: _("{first}–{end} h").format(first=span[0], end=span[-1] + 1) for token, span in spans.items()}
    return spans[filters.one_of(_("Hours shown"), names, name="clock", default="day")]


def _days() -> str:
    return rules.filled("{academy.trend_days:days}")


def _minutes(weekday: int, hour: int, drawn: Answer) -> str:
    """The cell again, as the picture says it; what it does not hold is nothing."""
    known = {(row["iso_weekday"], row["hour_local"]): int(row["minutes"]) for row in drawn.rows}
    return _("{hour}: {minutes} min").format(
        hour=words.cell(weekday, hour), minutes=numbers.whole(known.get((weekday, hour), 0))
    )


def _present(weekday: int, hour: int, *, levels: list[str], drawn: Answer) -> None:
    asked: dict[str, Any] = {"iso_weekday": weekday, "hour": hour, "levels": levels}
    check_ins = loaders.ask(engagement.present_in_hour_total, **asked).row["check_ins"]
    found = loaders.ask(engagement.present_in_hour, **asked, limit=lists.LISTED).out_of(check_ins)
    said = ngettext(
        "**{count} check-in** of the last {days}, the latest first",
        "**{count} check-ins** of the last {days}, the latest first",
        check_ins,
    )
    listed = markdown(said, count=numbers.whole(check_ins), days=_days())
    elements.markdown(markdown("**{minutes}** · {listed}", minutes=_minutes(weekday, hour, drawn), listed=listed))
    if not found.empty:
        table(found.frame, columns.present(), key="table_present")
    lists.say_how_many(found)
    footer(
        found,
        name=f"present_{weekday}_{hour}",
        drawn=drawn,
        heading=_("Busy hours"),
    )
