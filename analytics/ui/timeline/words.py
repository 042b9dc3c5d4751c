"""What activities, goals and files are called; which links may be opened."""

from urllib.parse import urlsplit

from analytics.ui.i18n import gettext as _


def activity_type(code: str) -> str:
    """One of the seventeen types."""
    return {
        "video_progress": _("Watched a quarter of a video"),
        "video_completion": _("Finished a video"),
        "text_reflection": _("Reflection in text"),
        "voice_reflection": _("Voice memo"),
        "screenshot_reflection": _("Screenshot"),
        "loom_reflection": _("Video reflection"),
        "quiz_attempt": _("Began a quiz"),
        "quiz_completion": _("Finished a quiz"),
        "course_enrollment": _("Enrolled in a course"),
        "course_completion": _("Finished a course"),
        "lesson_completion": _("Finished a lesson"),
        "checkpoint_reached": _("Checkpoint"),
        "daily_note": _("Daily note"),
        "success_proof": _("Proof of success"),
        "goal_milestone": _("Step towards a goal"),
        "goal_completion": _("Reached a goal"),
        "instructor_message": _("Message from the instructor"),
    }.get(code, code)


def quarter(percent: object) -> str:
    """Which quarter of a video somebody watched to its end."""
    return {
        25: _("Watched the first quarter"),
        50: _("Watched the second quarter"),
        75: _("Watched the third quarter"),
    }.get(percent if isinstance(percent, int) else 0, activity_type("video_progress"))


def goal_state(code: str) -> str:
    """What became of a goal."""
    return {
        "open": _("open"),
        "completed": _("reached"),
        "abandoned": _("given up"),
        "unknown": _("deleted"),
    }.get(code, code)


def response(code: str) -> str:
    """Whether a reflection was answered."""
    return {"pending": _("Waiting"), "responded": _("Answered")}.get(code, code)


def clock(seconds: float) -> str:
    """4:05 or 1:02:33: a place in a video."""
    total = int(seconds)
    sign, total = ("-", -total) if total < 0 else ("", total)
    hours, minutes = divmod(total // 60, 60)
    return f"{sign}{hours}:{minutes:02}:{total % 60:02}" if hours else f"{sign}{minutes}:{total % 60:02}"


def safe_link(address: str | None) -> str | None:
    """The address if a browser may open it: http or https, a host, and nothing hidden in it; else None."""
    if not address or any(character.isspace() or not character.isprintable() for character in address):
        return None
    try:
        parts = urlsplit(address)
        return address if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def left_out_because(code: str) -> str:
    """Why nobody can have waited since a moment, as timeline.impossible_wait says."""
    return {
        "ahead": _("lies ahead"),
        "before_course": _("before anybody was in the course"),
        "impossible_date": _("before the year 2000"),
    }.get(code, code)
