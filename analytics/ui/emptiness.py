"""Why there is nothing to show: every empty section and page asks here, and whatever can be done about it is offered.

Not connected; nothing synced; synced, but no row counts, and by which rule; not yet on the day asked; over since a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Literal

import streamlit as st

from analytics.question import Question
from analytics.rows import Row, rows
from analytics.ui import elements, loaders, moment, numbers, shown_page, sources, words
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import Markdown, markdown
from analytics.ui.sync_control import start_sync
from db.domains import Domain
from db.settings import setting_name


@dataclass(frozen=True)
class Why:
    """Why there is nothing, and what brings something: a sync, or looking from another day."""

    said: Markdown
    kind: Literal["not_connected", "nothing_synced", "nothing_copied", "nothing_counts", "not_yet", "over"]
    sync: bool = False
    look_from: date | None = None


def why_empty(answer: Answer, *, what: str = "", of: str = "", days: int = 0) -> Why | None:
    """Why an answer has nothing to show; None where only its own filters or rules say it.

    `what` would be here; `of` is the subject that it needs and `days` how far back it reaches, where its question does
    not say so.
    """
    domain = answer.question.domain
    if domain is None:
        return None
    counted = loaders.ask(_what_counts(domain), days=days or answer.question.reaches_back, hours=_hours(answer)).rows
    subject = of or answer.question.needs or counted[0]["subject"]
    chain = counted[: [row["subject"] for row in counted].index(subject) + 1]
    missing = next((row for row in chain if not row["counted"] and row["subject"] in _needed(subject, counted)), None)
    if missing is not None:
        return _missing(missing, domain, what)
    return _over(chain[-1], domain) if chain[-1]["is_over"] else None


def say_why(why: Why, *, key: str) -> None:
    """The reason, and the button that helps, where one does."""
    elements.markdown(why.said)
    if why.sync and elements.button(_("Sync now"), type="primary", key=f"sync_from_{key}", icon=":material/sync:"):
        start_sync()
    if why.kind == "not_yet":
        _look_from(_("Look from today"), None, key)
    elif why.look_from is not None:
        _look_from(_("Look from {day}").format(day=numbers.day(why.look_from)), why.look_from, key)


def say_where_data_end(answer: Answer, counting: str, *, of: str) -> None:
    """Below the head of a page whose figures of late are all zero: why, such as that the data end on a day."""
    if answer.frame[counting].any():
        return
    why = why_empty(answer, of=of, days=1)
    if why is not None:
        with st.container(border=True, key="data_end"):
            say_why(why, key="page")


def _look_from(label: str, day: date | None, key: str) -> None:
    elements.button(
        label, type="primary", key=f"look_from_{key}", icon=":material/event:", on_click=moment.look_from, args=[day]
    )


def _what_counts(domain: Domain) -> Question[...]:
    found: Question[...] = import_module(f"analytics.{domain.name}").what_counts
    return found


def _hours(answer: Answer) -> int:
    """How far back an answer tells that was asked for some hours."""
    return int(answer.arguments.get("hours") or 0)


def _needed(subject: str, counted: Sequence[Row]) -> set[str]:
    """What has to count before a subject can: what stands before it, and at the same place it alone."""
    place = next(row["position"] for row in counted if row["subject"] == subject)
    return {subject, *(row["subject"] for row in counted if row["position"] < place)}


def _missing(row: Row, domain: Domain, what: str) -> Why:
    state = sources.state_of(domain.source)
    product = words.source(domain.source)
    if not row["copied"] and not sources.is_connected(domain.source):
        setting = setting_name(domain.url_setting)
        said = _("**{source} is not connected.** {what} To connect it, set `{setting}` and press *Sync now*.")
        return Why(markdown(said, source=product, what=what, setting=setting), "not_connected")
    if not row["copied"] and state.fresh_at is None:
        return Why(markdown("**{found}** {what}", found=_("Nothing here yet."), what=what), "nothing_synced", sync=True)
    if not row["copied"]:
        return Why(_nothing_copied(row, domain, state.fresh_at), "nothing_copied", sync=True)
    if (day := moment.as_of()) and _counts_now(row["subject"], domain):
        said = _("**Nothing existed yet on {day}.** Clear the as-of date to see today.")
        return Why(markdown(said, day=numbers.day(day)), "not_yet")
    return Why(_nothing_counts(row, domain), "nothing_counts")


def _nothing_copied(row: Row, domain: Domain, fresh_at: datetime | None) -> Markdown:
    ago = numbers.MISSING if fresh_at is None else numbers.age(fresh_at, datetime.now(UTC))
    said = _("**{source} was synced {ago}, and production has nothing of this:** {subject}.")
    return markdown(said, source=words.source(domain.source), ago=ago, subject=_named(row, domain))


def _nothing_counts(row: Row, domain: Domain) -> Markdown:
    said = _("**{subject}: {count} copied, and none of them counts.** {rule}")
    rule = str(words.of_domain(domain).rules()[row["subject"]]).format(
        named=", ".join(row["named"] or []),
        left_out=numbers.whole(row["left_out"] or 0),
    )
    return markdown(said, subject=_named(row, domain), count=numbers.whole(row["copied"]), rule=rule)


def _counts_now(subject: str, domain: Domain) -> bool:
    return any(row["counted"] for row in rows(_what_counts(domain)()) if row["subject"] == subject)


def _over(row: Row, domain: Domain) -> Why:
    last = row["last_day"]
    said = _("**The data end on {day}.** The newest of this is from then: {subject}.")
    return Why(
        markdown(said, day=numbers.day(last), subject=_named(row, domain)),
        "over",
        look_from=last.date() if shown_page.takes_a_day() else None,
    )


def _named(row: Row, domain: Domain) -> str:
    return str(words.of_domain(domain).subjects()[row["subject"]])
