"""What one activity was, in full: which quarter of which video and course, and all else that is known of it."""

from collections.abc import Mapping

import streamlit as st

from analytics.rows import Row, rows
from analytics.ui import clocks, elements
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from analytics.ui.timeline import words
from analytics.ui.timeline.columns import age, moment, zone


def named(activities: Answer) -> Answer:
    """The same activities with what each was, in the column `what`."""
    return activities.showing(activities.frame.assign(what=[what(row) for row in rows(activities.frame)]))


def what(row: Row) -> str:
    """What an activity was; of a quarter of a video, which one."""
    metadata = row.get("metadata")
    if row["activity_type"] == "video_progress" and isinstance(metadata, Mapping):
        return words.quarter(metadata.get("percent"))
    return words.activity_type(row["activity_type"])


def detail(row: Row) -> None:
    """All that is known of an activity: what it was, of what, when, by whom, and what was written."""
    with st.container(border=True, key="activity", gap="xsmall"):
        elements.markdown(markdown("**{what}**", what=what(row)))
        for name, text in _facts(row):
            _fact(name, text)
        if row.get("content"):
            _fact(_("In their words"), row["content"])
        if row.get("instructor_response"):
            _fact(_("Answer"), row["instructor_response"])
        _file(row.get("media_url"))


def _facts(row: Row) -> list[tuple[str, str]]:
    second, waited = row.get("video_timestamp_seconds"), row.get("age_hours")
    known = [
        (_("Student"), row.get("full_name")),
        (clocks.heading(_("When"), zone()), moment(row["created_at"])),
        (_("Waiting for"), None if waited is None else age(float(waited))),
        (_("Course"), row.get("course_title")),
        (_("Lesson"), row.get("lesson_title")),
        (_("Video"), row.get("video_title")),
        (_("At"), None if second is None else words.clock(second)),
        (_("Goal"), row.get("goal_title")),
    ]
    return [(name, str(text)) for name, text in known if text is not None and str(text).strip()]


def _fact(name: str, text: str) -> None:
    left, right = st.columns([1, 5], gap="small")
    with left:
        elements.caption(name)
    with right:
        elements.text(text)


def _file(address: str | None) -> None:
    link = words.safe_link(address)
    if link:
        # Streamlit opens it in a tab of its own, without access to this one.
        elements.link_button(_("Open the file"), link, icon=":material/open_in_new:")
    elif address:
        elements.caption(_("Its file has an address that cannot be opened safely:"))
        elements.text(address)
