"""Who, which video, which types and days: choices that live in the address."""

from datetime import date
from typing import TypedDict
from uuid import UUID

import pandas as pd

from analytics import timeline
from analytics.rows import Row, rows
from analytics.ui import address, filters, loaders, numbers
from analytics.ui.clicks import Choice
from analytics.ui.filters import one_of_many, say, search_field, several
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.timeline.words import activity_type, goal_state

NOBODY = "nobody"
NOTHING = str(UUID(int=0))
"""A key that no row has."""

EVERY_DAY = "every"
EVERY_GOAL = "every"


class Whom(TypedDict):
    """One student, or all who fit a search."""

    student_id: str | None
    search: str


class Narrowed(TypedDict):
    """Which types and days of a list are wanted."""

    types: list[str]
    first_day: date | None
    last_day: date | None


def chosen_student(*, everybody: str) -> Whom:
    """A student found by name or e-mail address; `everybody` is what no choice means. An unknown one is said."""
    search = search_field(_("Find a student"), placeholder=_("Name or e-mail"))
    found = loaders.ask(timeline.students, search=search)
    known = {row["student_id"]: _named(row["full_name"], row["email"]) for row in found.rows}
    if search.strip() and found.empty:
        say(_("Nobody has this in their name or e-mail address."))
    wish = address.value("student")
    if wish and wish not in known and wish != NOBODY:
        known |= _known(wish)
        if wish not in known:
            say(_("No student has this address. Choose one from the list."))
    # Typing into the list would look only among those that it holds.
    chosen = one_of_many(_("Student"), {NOBODY: everybody, **known}, name="student", default=NOBODY, found_by="search")
    return {"student_id": None, "search": search} if chosen == NOBODY else {"student_id": _key(chosen), "search": ""}


def chosen_video() -> str | None:
    """One of the videos; None where there is none."""
    videos = loaders.ask(timeline.videos).rows
    titles = {
        row["video_id"]: " › ".join(
            part.strip() for part in (row["course_title"], row["video_title"]) if part and part.strip()
        )
        for row in videos
    }
    if not titles:
        return address.value("video") and NOTHING
    first = next((video for video, title in titles.items() if " › " in title), next(iter(titles)))
    words = {video: title or _("No name") for video, title in titles.items()}
    return _key(one_of_many(_("Video"), words, name="video", default=first, names=True))


def chosen_types_and_days() -> Narrowed:
    """Both, as a list takes them."""
    types = _chosen_types()
    first, last = _chosen_days()
    return {"types": types, "first_day": first, "last_day": last}


def _chosen_types() -> list[str]:
    """Any of the seventeen types, none meaning all; the URL holds their tokens, the same in every language."""
    words = {token: activity_type(token) for token in timeline.ACTIVITY_TYPES}
    return several(_("Activities"), words, name="type", placeholder=_("All activities"))


def _chosen_days() -> tuple[date | None, date | None]:
    """From one day to another, both included; None is open."""
    first, last = filters.one_day(_("From"), name="from"), filters.one_day(_("Until"), name="until")
    return (filters.NEVER, filters.NEVER) if filters.NEVER in {first, last} else (first, last)


def day_choice(days: pd.DataFrame) -> Choice:
    """What a click on the calendar can choose."""
    return Choice("day", EVERY_DAY, [EVERY_DAY, *_days(days)], opens="day_activities")


def one_day(days: pd.DataFrame) -> date | None:
    """A day on which something happened; None for all."""
    said = {
        token: _("{day} · {count}").format(
            day=numbers.day(row["activity_date"]), count=_activities(row["activity_count"])
        )
        for token, row in _days(days).items()
    }
    chosen = one_of_many(_("Day"), {EVERY_DAY: _("All days"), **said}, name="day", default=EVERY_DAY)
    return None if chosen == EVERY_DAY else filters.day_of(chosen) or filters.NEVER


def goal_choice(goals: pd.DataFrame) -> Choice:
    """What a click on a goal's bar can choose."""
    return Choice("goal", EVERY_GOAL, [EVERY_GOAL, *goals["goal_id"]], opens="goal_activities")


def one_goal(goals: pd.DataFrame) -> str | None:
    """A goal for which something happened; None for all."""
    said = {
        row["goal_id"]: " · ".join((row["goal_title"] or _("A goal that is gone"), goal_state(row["goal_state"])))
        for row in rows(goals)
    }
    chosen = one_of_many(_("Goal"), {EVERY_GOAL: _("All goals"), **said}, name="goal", default=EVERY_GOAL)
    return None if chosen == EVERY_GOAL else _key(chosen)


def _key(token: str) -> str:
    """A key as the data have them; what cannot be one is nobody's."""
    try:
        return str(UUID(token))
    except ValueError:
        return NOTHING


def _days(days: pd.DataFrame) -> dict[str, Row]:
    return {row["activity_date"].date().isoformat(): row for row in rows(days)}


def _activities(count: int) -> str:
    return ngettext("{count} activity", "{count} activities", count).format(count=numbers.whole(count))


def _known(student_id: str) -> dict[str, str]:
    try:
        asked = str(UUID(student_id))
    except ValueError:
        return {}
    return {
        row["student_id"]: _named(row["full_name"], row["email"])
        for row in loaders.ask(timeline.student, student_id=asked).rows
        if row["student_id"] == student_id
    }


def _named(name: str, address: str | None) -> str:
    shown = name.strip() or _("No name")
    return f"{shown} · {address}" if address and address.strip() else shown
