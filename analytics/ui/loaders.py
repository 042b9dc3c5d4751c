"""Answers of the query layer, kept by question, arguments, moment and data version; shared by all sessions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from analytics import definitions
from analytics.ui import moment

Question = Callable[..., pd.DataFrame]

MOST_ANSWERS = 256
MOST_BYTES = "256MB"


def load(question: Question, *, at: date | None = None, **arguments: Any) -> pd.DataFrame:
    """The answer as of the reader's moment, or of the day `at`."""
    asked = _name(question), _frozen(arguments)
    return _answer(*asked, at or moment.as_of(), moment.hour(), moment.data_version(), question)


def earlier(question: Question, *, than: date, days: int) -> pd.DataFrame:
    """The answer as of `days` days before a day."""
    return load(question, at=than - timedelta(days=days))


def recent(question: Question, **arguments: Any) -> pd.DataFrame:
    """The answer as of now, at most a minute old: for what runs write about themselves when they end."""
    return _recent(_name(question), _frozen(arguments), moment.minute(), moment.data_version(), question)


def current(question: Question, **arguments: Any) -> pd.DataFrame:
    """The answer as it is this second: for what a sync writes while it runs."""
    return question(**arguments)


@st.cache_data(max_entries=64, show_spinner=False, ttl="1h")
def definition(relation: str) -> definitions.Definition:
    """What a view means, as the database says."""
    return definitions.definition(relation)


@st.cache_data(max_entries=MOST_ANSWERS, max_size=MOST_BYTES, show_spinner=False, ttl="2h")
def _answer(
    name: str,
    arguments: tuple[tuple[str, Any], ...],
    as_of: date | None,
    hour: str,
    version: int,
    _question: Question,
) -> pd.DataFrame:
    return _question(as_of=as_of, **dict(arguments))


@st.cache_data(max_entries=64, show_spinner=False, ttl="2m")
def _recent(
    name: str, arguments: tuple[tuple[str, Any], ...], minute: str, version: int, _question: Question
) -> pd.DataFrame:
    return _question(**dict(arguments))


def _name(question: Question) -> str:
    return f"{question.__module__}.{question.__qualname__}"


def _frozen(arguments: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((key, _hashable(value)) for key, value in arguments.items()))


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
