"""How fresh the sources are: cards on Operations, a line each in the sidebar, a badge at the head of a page."""

from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

import streamlit as st

from analytics import health
from analytics.rows import Row
from analytics.ui import clocks, elements, loaders, logged, numbers, sources, words
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import Markdown, code, lines, markdown
from analytics.ui.sources import SourceState
from db import warehouse

Colour = Literal["green", "orange", "red", "gray"]

_LOOK: MappingProxyType[str, tuple[Markdown, Colour]] = MappingProxyType(
    {
        "fresh": (markdown(":material/check_circle:"), "green"),
        "late": (markdown(":material/schedule:"), "orange"),
        "stale": (markdown(":material/error:"), "red"),
        "never": (markdown(":material/hourglass_empty:"), "gray"),
        "not_connected": (markdown(":material/link_off:"), "gray"),
    }
)


def freshness_cards() -> None:
    """A card per source: its age, whether that is fresh enough, from when on it is not."""
    with st.container(horizontal=True, key="sources"):
        for state in sources.states():
            with st.container(border=True, key=f"source_{state.source}", gap="xsmall", height="stretch"):
                _card(state)


def _card(state: SourceState) -> None:
    elements.caption(words.source(state.source))
    elements.markdown(markdown("**{age}**", age=_age(state)), help=_exact(state))
    with st.container(horizontal=True, gap="xsmall"):
        badge(state)
        if state.failed:
            elements.badge(
                _("Last sync incomplete"), icon=markdown(":material/warning:"), color="orange", help=_why(state)
            )
    if state.late_after is not None and state.stale_after is not None:
        elements.caption(
            lines(
                [
                    _("Late after {span}").format(span=numbers.span(state.late_after)),
                    _("Stale after {span}").format(span=numbers.span(state.stale_after)),
                ]
            )
        )
    elif state.state == "not_connected":
        setting = code(f"ATALAYA_SOURCE_{state.source.upper()}_URL")
        elements.caption(markdown(_("Set {setting} to connect it."), setting=setting))


def badge(state: SourceState) -> None:
    """The state as an icon, a word and a colour."""
    icon, colour = _LOOK[state.state]
    elements.badge(words.freshness(state.state), icon=icon, color=colour)


def freshness_lines() -> None:
    """One short line per source, for the sidebar: the word only where something is not as it should be."""
    now = datetime.now(UTC)
    if states := sources.states():
        elements.caption(lines([*(_line(state, now) for state in states), *_replica_lines()]))


def replica_line() -> None:
    """At the head of a page, where the replica that it is read from has not all data."""
    here = warehouse.current()
    if here.is_away:
        elements.caption(_("The warehouse does not answer, pages show what its replica has"), text_alignment="right")
        return
    serving = here.serving
    for replica in _replicas():
        if replica["name"] == serving and replica["state"] == "behind":
            elements.caption(_behind(replica), text_alignment="right")


def _replica_lines() -> list[Markdown]:
    """A line for each replica that is down or behind; one where the warehouse is, and a replica answers."""
    if warehouse.current().is_away:
        away = _("The warehouse does not answer, pages show what its replica has")
        return [markdown(":red[{icon}] {said}", icon=markdown(":material/error:"), said=away)]
    look = {"down": "error", "behind": "schedule"}
    colours = {"down": "red", "behind": "orange"}
    return [
        markdown(
            ":{colour}[{icon}] {said}",
            colour=colours[replica["state"]],
            icon=markdown(":material/{name}:", name=look[replica["state"]]),
            said=_down(replica) if replica["state"] == "down" else _behind(replica),
        )
        for replica in _replicas()
        if replica["state"] in look
    ]


def _replicas() -> list[Row]:
    # Nobody else needs the question.
    return loaders.ask(health.replicas).rows if warehouse.current().replicas else []


def _behind(replica: Row) -> str:
    return _("Replica {name} is {span} behind").format(
        name=replica["name"], span=numbers.seconds(replica["behind_seconds"])
    )


def _down(replica: Row) -> str:
    return _("Replica {name} cannot be read from, pages read elsewhere").format(name=replica["name"])


def _line(state: SourceState, now: datetime) -> Markdown:
    icon, colour = _LOOK[state.state]
    said = [words.source(state.source)]
    if state.fresh_at is not None:
        said.append(numbers.age(state.fresh_at, now))
    if state.failed and state.state in {"fresh", "never"}:
        said.append(_("incomplete"))
    elif state.state != "fresh":
        said.append(words.freshness(state.state).lower())
    return markdown(":{colour}[{icon}] {said}", colour=colour, icon=icon, said=" · ".join(said))


def _why(state: SourceState) -> str | None:
    return None if state.message is None else logged.again(state.message)


def _age(state: SourceState) -> str:
    return numbers.MISSING if state.fresh_at is None else numbers.age(state.fresh_at, datetime.now(UTC))


def _exact(state: SourceState) -> str | None:
    if state.fresh_at is None:
        return None
    return numbers.moment(state.fresh_at, clocks.readers())
