"""The one way for a page to ask: answers are kept by question, arguments, moment and data version, for all sessions."""

from contextvars import ContextVar
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics import definitions, query
from analytics.files import extract
from analytics.question import DATA_VERSION, Question
from analytics.ui import i18n, moment, sentences
from analytics.ui.answers import Answer

MOST_ANSWERS = 256
MOST_BYTES = "256MB"

_asked: ContextVar[set[Question[...]] | None] = ContextVar("_asked", default=None)
"""What the page that is being drawn has asked so far."""

Arguments = tuple[tuple[str, Any], ...]


def ask(question: Question[...], **arguments: Any) -> Answer:
    """The answer from the reader's day, in the reader's language and its order; a live question's as of now."""
    query.language.set(i18n.language())
    if (noted := _asked.get()) is not None:
        noted.add(question)
    if question.live:
        return Answer(question, sentences.worded(_live(question, arguments)), None, arguments)
    key, day = (_name(question), _frozen(arguments)), moment.as_of()
    try:
        answered = _answer(*key, day, moment.quarter(), moment.data_version(), question)
    except _OtherVersion as other:
        answered = other.answer
    return Answer(question, sentences.worded(answered), day, arguments)


def note_what_is_asked() -> set[Question[...]]:
    """A set that grows with every question of the page that is drawn from here on."""
    noted: set[Question[...]] = set()
    _asked.set(noted)
    return noted


def rows_of_file(answer: Answer) -> int | None:
    """How many rows a file of the answer holds; None where counting them takes too long."""
    if answer.total is not None:
        return answer.total
    if answer.is_as_answered and not extract.is_paged(answer.question):
        # rows shown: all of them
        return len(answer.frame)
    question, arguments = answer.question, _frozen(dict(answer.arguments))
    return _counted(_name(question), arguments, answer.day, moment.minute(), moment.data_version(), question)


def definition(relation: str) -> definitions.Definition:
    """What a view means, as the database says under the rules in force."""
    return _definition(relation, query.rule_generation())


@st.cache_data(max_entries=64, show_spinner=False, ttl="1h")
def _definition(relation: str, generation: int | None) -> definitions.Definition:
    return definitions.definition(relation)


def _live(question: Question[...], arguments: dict[str, Any]) -> pd.DataFrame:
    """At most a minute old where the question allows it; otherwise as it is this second, while a sync runs too."""
    if not question.settled:
        return question(**arguments)
    return _settled(_name(question), _frozen(arguments), moment.minute(), moment.data_version(), question)


@st.cache_data(max_entries=MOST_ANSWERS, max_size=MOST_BYTES, show_spinner=False, ttl="2h")
def _answer(
    name: str, arguments: Arguments, as_of: date | None, quarter: str, version: int, _question: Question[...]
) -> pd.DataFrame:
    answer = _question(as_of=as_of, **dict(arguments))
    if answer.attrs.get(DATA_VERSION, version) != version:
        # Right, and not to be found again under this version: a sync has ended since, or another replica was asked.
        raise _OtherVersion(answer)
    return answer


class _OtherVersion(Exception):
    """Carries an answer out that is of another version of the data than the page asked for."""

    def __init__(self, answer: pd.DataFrame) -> None:
        self.answer = answer


@st.cache_data(max_entries=64, show_spinner=False, ttl="2m")
def _settled(name: str, arguments: Arguments, minute: str, version: int, _question: Question[...]) -> pd.DataFrame:
    return _question(**dict(arguments))


@st.cache_data(max_entries=MOST_ANSWERS, show_spinner=False, ttl="2m")
def _counted(
    name: str, arguments: Arguments, day: date | None, minute: str, version: int, _question: Question[...]
) -> int | None:
    statement = extract.of_question(_question, dict(arguments), name=name, day=day).statement
    # rows shown: SQL counts those that a file has
    return query.count(statement, of_primary=_question.of_primary)


def _name(question: Question[...]) -> str:
    """What answers are kept under: one for each language, since their order differs."""
    return f"{question.function.__module__}.{question.name} {query.language.get()}"


def _frozen(arguments: dict[str, Any]) -> Arguments:
    return tuple(sorted((key, _hashable(value)) for key, value in arguments.items()))


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
