"""The definition drawer: what a number means, read from the comments in the warehouse."""

import streamlit as st

from analytics.definitions import Definition
from analytics.rows import rows
from analytics.theme import palette
from analytics.ui import days, elements, i18n, loaders, numbers
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.lineage_diagram import files_of, lineage_diagram
from analytics.ui.markdown import Markdown, bullets, code, lines, listed, markdown
from analytics.zones import zone_of


def open_drawer(heading: str, answer: Answer) -> None:
    """Opens the drawer at the right with everything that is known of the view that explains an answer."""
    elements.dialog(heading, position="right", width="medium")(_contents)(answer.question.explained_by, answer)


def _contents(view: str, answer: Answer) -> None:
    found = loaders.definition(view)
    if i18n.language() != "en":
        elements.caption(_("Definitions are kept beside the rules in the warehouse, in English."))
    elements.markdown(_bold(_sentence(found.question)) if found.question else found.meaning)
    for label, text in _facts(found, days.named(answer)):
        elements.markdown(lines([_bold(label), text]))
    _origin(view)
    elements.markdown(_bold(_("Columns")))
    elements.markdown(bullets(_column(row["column"], row["meaning"]) for row in rows(found.columns)))


def _origin(view: str) -> None:
    """The way from production to the number, and the files in which it is written down."""
    picture = lineage_diagram(view, palette(st.context.theme.type))
    if picture is None:
        return
    elements.markdown(_bold(_("Where it comes from")))
    st.graphviz_chart(picture, width="content")
    with elements.expander(_("Files")):
        elements.markdown(bullets(map(code, files_of(view))))


def _bold(text: str) -> Markdown:
    return markdown("**{text}**", text=text)


def _column(name: str, meaning: str | None) -> Markdown:
    return markdown("{name}: {meaning}", name=code(name), meaning=meaning or numbers.MISSING)


def _facts(found: Definition, as_of: str) -> list[tuple[str, str]]:
    zone = zone_of(found.relation.split(".")[0])
    per_row = found.grain.startswith("one row per ")
    facts = [
        (_("Definition"), found.meaning if found.question else ""),
        (_("One row per"), found.grain.removeprefix("one row per ") if per_row else ""),
        (_("Rows"), "" if per_row else found.grain),
        (_("Watch out"), bullets(map(_sentence, found.traps))),
        (_("Days and months are those of"), zone),
        (_("Source view"), code(found.relation)),
        (_("Reads"), listed(map(code, found.reads))),
        (_("Data as of"), as_of),
    ]
    return [(label, text) for label, text in facts if text]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
