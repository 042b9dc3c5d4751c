"""Notes when a section shows data of single students: once for each choice of filters, not each redraw."""

from typing import Any

import streamlit as st

from analytics import access as questions
from analytics.question import Question
from analytics.ui import address, loaders
from analytics.ui.answers import Answer
from analytics.ui.selection import SELECTIONS
from db import access_log
from db.basic_auth import user_of

_NOTED = "accesses_noted"


def viewed(answer: Answer, name: str, of: str = "") -> None:
    """A section has shown rows of an answer."""
    # rows shown: the access log says how many somebody saw
    view, rows = logged_as(answer.question), len(answer.frame)
    if not rows or not view:
        return
    chosen = filters(of)
    noted: set[Any] = st.session_state.setdefault(_NOTED, set())
    seen = (view, name, rows, tuple(sorted(chosen.items())))
    if seen not in noted:
        noted.add(seen)
        access_log.record(who(), "view", f"{view} ({name})", chosen, rows)


def logged_as(question: Question[...]) -> str:
    """The relation under which looking at the answer is written down; none where it tells of no single student."""
    return questions.logged_as(question, set(loaders.ask(questions.student_level_views).frame["relation"]))


def who() -> str:
    """The user that the browser logged in as; anonymous where nobody is asked."""
    return user_of(str(st.context.headers.get("authorization", "")))


def filters(of: str = "") -> dict[str, str]:
    """What the reader has chosen, as the address has it, and what the rows are about where it does not say so.

    Which row of a list is selected says nothing about the list.
    """
    chosen = {name: ", ".join(said) for name, said in address.everything().items() if name not in SELECTIONS}
    return {**chosen, "of": of} if of else chosen
