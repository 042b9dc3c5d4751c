"""Filters that live in the address, so that a page can be sent to somebody.

A control shows what the address says, and choosing writes it. What is not among today's options stays, finds nothing,
and is shown as such: a link never widens by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from datetime import date
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import choices
from analytics.query import QueryError
from analytics.ui import address, controls, elements, loaders
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from db.errors import AtalayaError

NEVER = date(9998, 1, 1)
"""Stands for what is asked for as a day and is none: nothing happened then."""

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
"""What a calendar offers at least."""

_FIRST_PAGE: address.Parameters = {address.PLACE: []}

_below: ContextVar[DeltaGenerator | None] = ContextVar("below", default=None)
"""Below the filters of the page that is drawn."""


def row(*, of: str = "") -> DeltaGenerator:
    """The one row that holds a page's filters, or those `of` a section; on a phone they stack.

    What there is to say of them comes below it.
    """
    name = "_".join(filter(None, ["filters", of]))
    filters = st.container(horizontal=True, vertical_alignment="bottom", key=name)
    _below.set(st.container(key=f"about_{name}"))
    return filters


@contextmanager
def of_a_part() -> Iterator[None]:
    """While a part of a page is drawn: what there is to say of its choices stands where they do."""
    token = _below.set(None)
    try:
        yield
    finally:
        _below.reset(token)


def say(text: str) -> None:
    """Says something about a choice, below the row of filters."""
    with _below.get() or nullcontext():
        # A name that begins with an emoji keeps it: without an icon of ours it would become the icon.
        elements.info(text, icon="")


def search_field(label: str, *, placeholder: str) -> str:
    """A text that is looked for once the reader leaves the field, `?search=…`."""
    sought = (address.value("search") or "")[:100]
    key = controls.show("search", sought)
    elements.text_input(
        label,
        key=key,
        type="search",
        placeholder=placeholder,
        max_chars=100,
        on_change=_take_text,
        args=["search", key],
    )
    return sought


def one_day(label: str, *, name: str) -> date | None:
    """A day, `?from=2026-01-31`; None where none is chosen, `NEVER` where what the address says is no day."""
    asked = address.value(name)
    day = day_of(asked)
    if asked and day is None:
        say(_("“{text}” is no day, so nothing is found. Days are written like 2026-01-31.").format(text=asked))
    first, last = min(day or _FIRST_DAY, _FIRST_DAY), max(day or _LAST_DAY, _LAST_DAY)
    day_field(label, name=name, shown=day, first=first, last=last)
    return NEVER if asked and day is None else day


def day_field(label: str, *, name: str, shown: date | None, first: date, last: date, hint: str | None = None) -> None:
    """The control of a day, which shows it where there is one."""
    key = controls.show(session_key(name), shown)
    elements.date_input(
        label,
        key=key,
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        help=hint,
        on_change=_take_day,
        args=[name, key],
    )


def day_of(text: str | None) -> date | None:
    """The day that a text names; None where it names none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def by_kind(found: Answer) -> dict[str, list[str]]:
    """The choices of an answer by their kind, in its order; a kind that has none has an empty list."""
    known: dict[str, list[str]] = defaultdict(list)
    for row in found.rows:
        known[row["kind"]].append(row["choice"])
    return known


def several(label: str, options: Iterable[str] | Mapping[str, str], *, name: str, placeholder: str) -> list[str]:
    """Any number of names from the data, or of words by their token, none meaning all: `?name=one&name=two`.

    What stands in the address means the option that is so spelt without regard to case and accents, what is typed also
    those that have its words. What means none stays, finds nothing, and is said.
    """
    words = dict(options) if isinstance(options, Mapping) else {option: option for option in options}
    chosen = _each_meant(address.values(name), words, as_spelt=True)
    shown = _with_gone(words, chosen)
    key = controls.show(session_key(name), chosen, words=shown)
    elements.multiselect(
        label,
        list(shown),
        format_func=lambda token: shown.get(token) or str(token),
        key=key,
        placeholder=placeholder,
        accept_new_options=True,
        on_change=_take_several,
        args=[name, key, words],
    )
    for unknown in (token for token in chosen if token not in words):
        say(_("Nothing here is called {name}.").format(name=unknown))
    return chosen


def one_of(label: str, words: Mapping[str, str], *, name: str, default: str, hint: str | None = None) -> str:
    """One of a few words that are always the same.

    The address holds the word's token, so that a link reads the same in every language.
    """
    chosen = _one_of_known(words, name, default)
    key = controls.show(session_key(name), chosen, words=words)
    elements.segmented_control(
        label,
        list(words),
        format_func=lambda token: words.get(token, token),
        key=key,
        required=True,
        help=hint,
        on_change=_take_one,
        args=[name, key, default],
    )
    return chosen


def one_of_list(label: str, words: Mapping[str, str], *, name: str, default: str) -> str:
    """Like `one_of`, where the words would take too much room side by side."""
    return _selected(label, words, name=name, chosen=_one_of_known(words, name, default), default=default)


def one_of_many(
    label: str, words: Mapping[str, str], *, name: str, default: str, names: bool = False, found_by: str = ""
) -> str:
    """One of many that the data know, as a list that can be searched.

    What the address names and the data do not know stays, and finds nothing. Where the words are names from the data,
    what is typed means the first that is so spelt, as in `several`. A list that is `found_by` a field of its own holds
    what that has found, and a choice empties the field.
    """
    asked = address.value(name) or default
    meant = _meant(asked, words, as_spelt=True) if names else [asked]
    return _selected(
        label, words, name=name, chosen=next(iter(meant), asked), default=default, names=names, found_by=found_by
    )


def choose(name: str, token: str, *, default: str, found_by: str = "") -> None:
    """A choice, also one made elsewhere, such as by a click on a chart."""
    address.write({name: [] if token == default else [token], **_FIRST_PAGE, **({found_by: []} if found_by else {})})


def session_key(name: str) -> str:
    """The key of the control of the choice that the address calls `name`."""
    return f"choice_{name}"


def _selected(
    label: str,
    words: Mapping[str, str],
    *,
    name: str,
    chosen: str,
    default: str,
    names: bool = False,
    found_by: str = "",
) -> str:
    shown = _with_gone(words, [chosen])
    key = controls.show(session_key(name), chosen, words=shown)
    elements.selectbox(
        label,
        list(shown),
        format_func=lambda token: shown.get(token) or str(token),
        key=key,
        filter_mode=None if found_by else "fuzzy",
        accept_new_options=names,
        on_change=_take_one,
        args=[name, key, default, words if names else {}, found_by],
    )
    return chosen


def _one_of_known(words: Mapping[str, str], name: str, default: str) -> str:
    """What the address asks for, where that is one of the words; otherwise says what is shown instead."""
    asked = address.value(name) or default
    if asked in words:
        return asked
    say(
        _("The address asks for “{text}”, which there is not here. Shown instead: {name}.").format(
            text=asked, name=words[default]
        )
    )
    return default


def _with_gone(words: Mapping[str, str], chosen: Iterable[str]) -> dict[str, str]:
    """The words, and what was chosen and is not among them today."""
    return {**words, **{token: _("{name} (none now)").format(name=token) for token in chosen if token not in words}}


def _meant(text: str, words: Mapping[str, str], *, as_spelt: bool = False) -> list[str]:
    """Which tokens a text means: itself, or those whose words are so spelt; a typed text also those that have it."""
    if text in words:
        return [text]
    said = list(dict.fromkeys(words.values()))
    found = loaders.ask(choices.fitting, typed=text, choices=said, as_spelt=as_spelt).rows
    return [token for row in found for token, word in words.items() if word == row["choice"]]


def _each_meant(asked: Iterable[str], words: Mapping[str, str], *, as_spelt: bool = False) -> list[str]:
    return list(dict.fromkeys(meant for one in asked for meant in _meant(one, words, as_spelt=as_spelt) or [one]))


def _take_several(name: str, key: str, words: Mapping[str, str]) -> None:
    chosen = controls.news(key)
    if chosen is controls.NO_NEWS:
        return
    # Without a warehouse it stays as it was typed; the page says what is wrong.
    with suppress(QueryError, AtalayaError):
        chosen = _each_meant(chosen, words)
    address.write({name: chosen, **_FIRST_PAGE})


def _take_one(
    name: str, key: str, default: str, names: Mapping[str, str] = MappingProxyType({}), found_by: str = ""
) -> None:
    chosen = controls.news(key)
    if chosen is controls.NO_NEWS or not chosen:
        return
    with suppress(QueryError, AtalayaError):
        chosen = next(iter(_meant(chosen, names)), chosen) if names else chosen
    choose(name, chosen, default=default, found_by=found_by)


def _take_text(name: str, key: str) -> None:
    text = controls.news(key)
    if text is not controls.NO_NEWS:
        choose(name, text or "", default="")


def _take_day(name: str, key: str) -> None:
    day = controls.news(key)
    if day is not controls.NO_NEWS:
        choose(name, day.isoformat() if day else "", default="")
