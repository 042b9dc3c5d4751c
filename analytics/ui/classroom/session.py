"""The events of one session, gaps marked."""

from analytics import classroom
from analytics.rows import Row
from analytics.ui import clocks, loaders, numbers
from analytics.ui.answers import Answer
from analytics.ui.classroom.words import event_word
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.sections import section
from analytics.ui.selection import Selection
from analytics.ui.tables import Column


def on_their_clocks(sessions: Answer) -> Answer:
    """Sessions with their moments on the clocks of their schools."""
    return clocks.of_schools(sessions, "started_at", "ended_at")


def selected_session() -> Selection:
    """A session, `?session=…`, which opens its events."""
    return Selection("session", "session_id", _timeline)


def _timeline(session: Row) -> None:
    """The events of one session, gaps marked."""
    events = loaders.ask(classroom.session_timeline, session_id=str(session["session_id"]))
    missing = session["missing_events"]
    gaps = ngettext("{count} event is missing from its log.", "{count} events are missing from its log.", missing)
    section(
        session["title"] or _("No name"),
        events,
        columns={
            "sequence": Column(_("Number"), numbers.whole),
            "missing_before": Column(_("Missing before"), _gap),
            "event_type": Column(_("Event"), event_word),
            "event_time": Column(
                clocks.heading(_("Time"), session["time_zone"]),
                lambda value: numbers.moment(value, clocks.known(session["time_zone"]).key),
            ),
            "group_id": Column(_("Group")),
            "student_id": Column(_("Student")),
            "participants": Column(_("Participants")),
        },
        caption=gaps.format(count=numbers.whole(missing)) if missing else "",
        empty=_("Its log is empty."),
        of=str(session["session_id"]),
    )


def _gap(count: int) -> str:
    return f"⚠ {numbers.whole(count)}" if count else ""
