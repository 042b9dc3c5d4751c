"""The row of key figures at the head of each page, each with its definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from analytics.rows import Row
from analytics.ui import access, days, elements, loaders, numbers, rules
from analytics.ui.answers import Answer
from analytics.ui.footer import definition_button, footer
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import paragraphs
from analytics.ui.parts import part
from analytics.ui.tables import Columns


@dataclass(frozen=True)
class Card:
    """One key figure: a column of an answer; `value` None shows a dash, with `why` as its reason."""

    label: str
    column: str
    value: str | None
    answer: Answer | None = None
    """Where the column is; the answer of the whole row of cards unless it says another."""
    delta: str | None = None
    better: Literal["normal", "inverse"] = "normal"
    direction: int = 0
    against: str = ""
    why: str = ""


def cards(answer: Answer, figures: Sequence[Card], *, name: str = "", columns: Columns | None = None) -> None:
    """A row of at most five key figures, and what they mean; with `columns`, a section's whole footer below them."""
    name = name or f"cards_{answer.question.name}"
    days.say_if_always_now(answer)
    with st.container(horizontal=True, key="cards"):
        for card in figures:
            _metric(card, card.answer or answer)
    if columns is not None:
        footer(answer, heading=_("Key figures"), name=name, columns=columns)
        return
    _footer(answer, figures, name)


@part
def _footer(answer: Answer, figures: Sequence[Card], name: str) -> None:
    access.viewed(answer, name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"footer_{name}"):
        definition_button(answer, heading=_("Key figures"), name=name)
        asked = {answer.question}
        for card in figures:
            if card.answer is not None and card.answer.question not in asked:
                asked.add(card.answer.question)
                _other_definition(card.label, card.answer)
        elements.caption(days.as_of(answer))


def _other_definition(label: str, answer: Answer) -> None:
    name = f"cards_{answer.question.name}"
    access.viewed(answer, name)
    definition_button(answer, heading=label, name=name, label=_("Definition: {figure}").format(figure=label))


def _metric(card: Card, answer: Answer) -> None:
    elements.metric(
        card.label,
        card.value if card.value is not None else numbers.MISSING,
        card.delta,
        delta_color=card.better if card.direction else "off",
        delta_arrow="off",
        delta_description=card.against or None,
        help=paragraphs(filter(None, [card.why, meaning(answer, card.column)])),
        border=True,
        height="stretch",
    )


def meaning(answer: Answer, column: str) -> str:
    """What a column of an answer means, as the warehouse says; a function's columns are explained by what it counts."""
    question = answer.question
    for relation in (question.relation, question.explained_by):
        columns = loaders.definition(relation).columns
        said = "".join(columns.loc[columns["column"] == column, "meaning"])
        if said:
            return said
    return loaders.definition(question.relation).meaning


def change_card(label: str, figures: Row, column: str, *, better: Literal["normal", "inverse"] = "normal") -> Card:
    """A figure and its change since as many days ago as a group counts as active, which is its column `…_change`."""
    value, change = figures[column], figures[f"{column}_change"]
    if value is None:
        return Card(label, column, None, why=_("There is nothing to count yet."))
    return Card(
        label,
        column,
        numbers.whole(value),
        delta=None if change is None else numbers.signed(change),
        better=better,
        against=rules.filled(_("vs. {ngeshare.active_days:days} before")),
        direction=0 if change is None else (change > 0) - (change < 0),
    )
