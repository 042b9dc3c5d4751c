"""What the files are, and which column tells what: recognised, and open to another choice."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import available_timezones

import streamlit as st

from analytics.ui import elements, logged, numbers
from analytics.ui.bringing import words
from analytics.ui.bringing.drafted import choose, choose_column, choose_meaning, choose_name, choose_shape
from analytics.ui.i18n import gettext as _
from sources.imports.reading import OWN_COLUMNS, Asked
from sync.service import imports as service
from sync.service.imports import Draft, Reading

_ACROSS = 3


def asked(of: Draft, reading: Reading) -> None:
    """The shape, its columns, the zone and the name."""
    if any(file.refused for file in reading.files):
        return
    if of.choices.again:
        elements.header(_("How they are read"), anchor="shape")
    else:
        elements.header(_("What they are"), anchor="shape")
        _shape(of, reading)
    if reading.refused:
        elements.warning(logged.again(reading.refused), icon=":material/help:")
    if not reading.source:
        return
    for warning in reading.warnings:
        elements.caption(logged.again(warning))
    needed = [column for column in reading.columns if column.needed]
    _columns(of, reading, needed)
    if reading.missing:
        what = ", ".join(words.tells(column.tells).lower() for column in reading.missing)
        elements.caption(_("Choose the columns that tell: {what}.").format(what=what))
    others = [column for column in reading.columns if not column.needed]
    if others:
        with elements.expander(_("More columns"), key="more_columns"):
            _columns(of, reading, others)
    _zone_and_name(of, reading)


def _shape(of: Draft, reading: Reading) -> None:
    known = {key: words.shape(title) for key, title in service.offered().items()}
    if reading.shape == OWN_COLUMNS:
        known = {"": logged.again(reading.title), **known}
    elif of.choices.shape:
        known = {"": _("Let them be recognised"), **known}
    keys = [*known]
    shown = "" if reading.shape == OWN_COLUMNS else reading.shape
    elements.selectbox(
        _("Recognised as"),
        keys,
        index=keys.index(shown) if shown in known else None,
        format_func=known.__getitem__,
        key=(key := f"shape_{of.id}_{reading.shape}"),
        placeholder=_("Choose what they are"),
        on_change=choose_shape,
        args=[of, key],
        help=_("What the headers of the files look like. Choose another where that is wrong."),
    )


def _columns(of: Draft, reading: Reading, columns: list[Asked]) -> None:
    for begin in range(0, len(columns), _ACROSS):
        places = st.columns(_ACROSS)
        for place, column in zip(places, columns[begin : begin + _ACROSS], strict=False):
            with place:
                _column(of, reading, column)


def _column(of: Draft, reading: Reading, column: Asked) -> None:
    options: list[str | None] = [*reading.headers]
    if column.is_of_several:
        # What many columns tell is read as the shape does; one may be chosen instead.
        options = ["", *options]
        chosen: str | None = ""
    else:
        chosen = column.headers[0] if column.headers else None
    if not column.needed:
        options = [None, *options]
    position = options.index(chosen) if chosen in options else None
    key = f"column_{of.id}_{reading.shape}_{column.role}"
    said = ", ".join(column.headers[:4]) + (" …" if len(column.headers) > 4 else "") or _("the file's name")
    elements.selectbox(
        words.tells(column.tells),
        options,
        index=position,
        format_func=lambda header: _("No column") if header is None else header or said,
        key=key,
        placeholder=_("Choose a column"),
        disabled=column.is_fixed,
        on_change=choose_column,
        args=[of, key, column.role, reading.shape],
    )


def _zone_and_name(of: Draft, reading: Reading) -> None:
    zones = sorted(available_timezones())
    zone = service.zone_of(of, reading)
    left, middle, right = st.columns(_ACROSS)
    with left:
        elements.selectbox(
            _("Time zone"),
            zones,
            index=zones.index(zone) if zone in zones else None,
            key=(key := f"zone_{of.id}_{reading.source}"),
            on_change=choose,
            args=[of, key, "time_zone"],
            help=_("Of moments that say none. It becomes the organisation's zone."),
        )
    with middle:
        if reading.recipe is not None and not of.choices.again:
            elements.text_input(
                _("Name of this import"),
                value=reading.recipe.name,
                key=(key := f"name_{of.id}"),
                max_chars=40,
                on_change=choose_name,
                args=[of, key],
                help=_("An import of the same name takes the place of the one before."),
            )
    with right:
        _meant(of)


def _meant(of: Draft) -> None:
    """What only a person can tell: how a column is meant that reads in several ways."""
    work = service.work(of, "preview")
    asked = {**of.choices.meant}
    if work is not None and work.asks:
        asked.setdefault(work.asks["column"], work.asks)
    for column, question in asked.items():
        said = {choice["format"]: _read(choice) for choice in question["choices"]}
        chosen = question.get("format")
        elements.selectbox(
            _("What is {example}?").format(example=question["example"]),
            [*said],
            index=[*said].index(chosen) if chosen in said else None,
            format_func=said.__getitem__,
            key=(key := f"meant_{of.id}_{column}"),
            placeholder=_("It reads in several ways"),
            on_change=choose_meaning,
            args=[of, key, question],
        )


def _read(choice: Mapping[str, str]) -> str:
    """What an example is in one of the ways."""
    day = re.match(r"\d{1,2} \w+ \d{4}", choice["reading"])
    reading = numbers.day(datetime.strptime(day[0], "%d %B %Y")) if day else choice["reading"]  # noqa: DTZ007 - a day
    return f"{reading} · {logged.again(choice['words'])}"
