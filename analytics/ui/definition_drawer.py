"""The definition drawer: what a number means, read from the comments in the warehouse."""

import streamlit as st

from analytics.definitions import Definition
from analytics.rows import rows
from analytics.ui import i18n, loaders, moment, numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.lineage_diagram import files_of, lineage_diagram
from analytics.ui.theme import palette
from analytics.zones import zone_of


def open_drawer(heading: str, view: str) -> None:
    """Opens the drawer at the right with everything that is known of `view`."""
    st.dialog(heading, position="right", width="medium")(_contents)(view)


def _contents(view: str) -> None:
    found = loaders.definition(view)
    if i18n.language() != "en":
        st.caption(_("Definitions are kept beside the rules in the warehouse, in English."))
    st.markdown(f"**{_sentence(found.question)}**" if found.question else found.meaning)
    for label, text in _facts(found):
        st.markdown(f"**{label}**  \n{text}")
    _origin(view)
    st.markdown("**{}**".format(_("Columns")))
    st.markdown("\n".join(f"- `{row['column']}`: {row['meaning'] or numbers.MISSING}" for row in rows(found.columns)))


def _origin(view: str) -> None:
    """The way from production to the number, and the files in which it is written down."""
    picture = lineage_diagram(view, palette(st.context.theme.type))
    if picture is None:
        return
    st.markdown("**{}**".format(_("Where it comes from")))
    st.graphviz_chart(picture, width="content")
    with st.expander(_("Files")):
        st.markdown("\n".join(f"- `{file}`" for file in files_of(view)))


def _facts(found: Definition) -> list[tuple[str, str]]:
    zone = zone_of(found.relation.split(".")[0])
    day = moment.as_of()
    per_row = found.grain.startswith("one row per ")
    facts = [
        (_("Definition"), found.meaning if found.question else ""),
        (_("One row per"), found.grain.removeprefix("one row per ") if per_row else ""),
        (_("Rows"), "" if per_row else found.grain),
        (_("Watch out"), "\n".join(f"- {_sentence(trap)}" for trap in found.traps)),
        (_("Days and months are those of"), zone),
        (_("Source view"), f"`{found.relation}`"),
        (_("Reads"), ", ".join(f"`{name}`" for name in found.reads)),
        (_("Data as of"), numbers.day(day) if day else _("now")),
    ]
    return [(label, text) for label, text in facts if text]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
