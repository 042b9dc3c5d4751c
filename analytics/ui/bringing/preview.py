"""What an import would do, before it does anything: rows as they are read, how that was decided, what else changes."""

from collections.abc import Mapping
from datetime import date, datetime
from string import capwords
from typing import Any

import pandas as pd
import streamlit as st

from analytics.ui import admission, clocks, elements, i18n, logged, numbers, words
from analytics.ui.bringing import words as own
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import beside, bullets, lines, markdown
from analytics.ui.operations import rule_words
from analytics.ui.states import friendly_errors
from analytics.ui.tables import Column, table
from db.domains import DOMAINS
from db.rules.model import RULES
from sources.imports.recipe import Recipe
from sources.imports.targets import targets
from sync.service import imports as service
from sync.service.imports import Draft, Work

ASKED_SECONDS = 1.0
"""How often the page asks how far a work is."""

Found = Mapping[str, Any]


def seen(of: Draft, recipe: Recipe) -> Found | None:
    """What is known of it, or how far it is; None where it cannot be imported as things stand."""
    work = service.preview(of, recipe)
    elements.header(_("What the pages would get"), anchor="preview")
    if work.is_running:
        _running(of.id)
    elif work.status == "done":
        _rows(work.found)
        _rests(work.found)
        _changes(recipe, work.found)
        return work.found
    elif work.asks:
        elements.warning(
            _("{column} reads in several ways, and no row tells which: choose above what {example} is.").format(
                column=own.column(work.asks["column"]), example=work.asks["example"]
            ),
            icon=":material/help:",
        )
    else:
        said = logged.again(work.said) or _("It could not be tried; the server's log says why.")
        elements.error(said, icon=":material/error:")
    return None


@admission.fragment(run_every=ASKED_SECONDS)
def _running(identity: str) -> None:
    with i18n.heard(), friendly_errors(of="running_preview"):
        work = service.work(service.draft(identity), "preview")
        if work is None or not work.is_running:
            st.rerun(scope="app")
        else:
            elements.caption(said(work))


def said(work: Work) -> str:
    """How far a work is, in words."""
    step = own.step(work.step)
    return f"{step} · {own.rows(work.rows)}" if work.rows else f"{step} …"


def _rows(found: Found) -> None:
    counted = [f"{own.table(one['table'])}: {numbers.whole(one['rows'])}" for one in found["tables"]]
    if found["newest_day"]:
        counted.append(_("newest day {day}").format(day=numbers.day(date.fromisoformat(found["newest_day"]))))
    elements.markdown(beside(counted))
    # What happened is more than the people to whom it did.
    most = {one["table"]: one["rows"] for one in found["tables"]}
    shown = sorted(found["preview"].items(), key=lambda table: most.get(table[0], 0), reverse=True)
    first, *others = [(name, rows) for name, rows in shown if rows] or [("", [])]
    _table(found, *first)
    for name, rows in others:
        with elements.expander(own.table(name), key=f"more_{name}"):
            _table(found, name, rows)


def _table(found: Found, name: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    target = targets(found["source"])[name]
    frame = pd.DataFrame(rows)
    # A column that no row has a value in says nothing.
    frame = frame.dropna(axis="columns", how="all")
    columns = {}
    for column in frame.columns:
        if target.columns[column].is_moment:
            frame[column] = [_written(value, found["time_zone"]) for value in frame[column]]
        label = own.column(column) if column != "id" else own.table(name)
        columns[str(column)] = Column(label, numbers.exact if target.columns[column].is_number else None)
    table(frame, columns, key=f"preview_{name}")


def _written(value: str | None, zone: str) -> str | None:
    if not isinstance(value, str):
        return None
    moment = datetime.fromisoformat(value)
    return numbers.minute(clocks.local(moment, zone) if moment.tzinfo else moment)


def _rests(found: Found) -> None:
    """What is not among the rows, and how everything was decided."""
    for warning in found["warnings"]:
        elements.warning(logged.again(warning), icon=":material/warning:")
    for reason, rows in found["left_out"].items():
        elements.caption(_("Left out, {reason}: {rows}").format(reason=own.reason(reason), rows=own.rows(rows)))
    if found["rejects"]:
        unread = ngettext("{count} row cannot be read:", "{count} rows cannot be read:", found["rejects"])
        unreadable = [_line(one) for one in found["first_rejects"]]
        elements.warning(
            markdown(
                "{unread}\n\n{lines}",
                unread=unread.format(count=numbers.whole(found["rejects"])),
                lines=bullets(unreadable),
            ),
            icon=":material/warning:",
        )
    with elements.expander(_("How it was read"), key="evidence"):
        elements.markdown(bullets(map(logged.again, found["evidence"])))


def _line(reject: Mapping[str, Any]) -> str:
    reason = logged.again(reject["reason"])
    if not reject["line"]:
        return reason
    return _("{file}, line {line}: {reason}").format(
        file=reject["file"], line=numbers.whole(reject["line"]), reason=reason
    )


def _changes(recipe: Recipe, found: Found) -> None:
    """Which pages live from it, and what else changes."""
    changed = [_("Shown by: {pages}.").format(pages=", ".join(map(page_title, _pages(found["source"]))))]
    changed += [_rule(name, before, after) for name, (before, after) in found["rules"].items()]
    known = next((one for one in service.made() if one.name == recipe.name), None)
    if known is not None:
        changed.append(
            _("It takes the place of what {name} brought before: {rows}.").format(
                name=known.name, rows=own.rows(known.rows)
            )
        )
    elements.markdown(lines(changed))


def is_agreed(of: Draft, found: Found) -> bool:
    """Whether somebody has said plainly that the demo's rows leave, where it has rows."""
    if not found["demo"]:
        return True
    return elements.checkbox(
        _("Yes, the demo's rows leave: {sources}.").format(sources=", ".join(map(words.source, found["demo"]))),
        key=f"demo_leaves_{of.id}",
    )


def import_button(of: Draft, recipe: Recipe, found: Found, *, agreed: bool) -> None:
    """The button that imports."""
    elements.button(
        _("Import"),
        type="primary",
        key="import",
        icon=":material/upload:",
        disabled=not agreed,
        on_click=_start,
        args=[of, recipe, bool(found["demo"])],
    )


def _start(of: Draft, recipe: Recipe, replace_demo: bool) -> None:
    service.start(of, recipe, replace_demo=replace_demo)


def _pages(source: str) -> tuple[str, ...]:
    return next(domain.pages for domain in DOMAINS if domain.source == source)


def page_title(page: str) -> str:
    """What a page is called, by the name of its file."""
    return _(capwords(page.replace("_", " ")))


def _rule(name: str, before: Any, after: Any) -> str:
    return _("The rule {rule} of {source} changes: {before} → {after}.").format(
        rule=rule_words.rule(name), source=words.source(RULES[name].source), before=_value(before), after=_value(after)
    )


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"{course['name']} ({numbers.whole(course['episodes'])})" for course in value)
    return str(value)
