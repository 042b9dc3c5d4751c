"""What the Student Timeline's tables show."""

from analytics.ui import clocks, numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.tables import Column, Columns
from analytics.ui.timeline import words
from analytics.zones import zone_of


def zone() -> str:
    """On whose clock these moments are."""
    return zone_of("timeline")


def activities(*, with_student: bool) -> Columns:
    """What happened, one row per activity."""
    who = {"full_name": Column(_("Student"), width="medium")} if with_student else {}
    return {
        "created_at": Column(clocks.heading(_("When"), zone()), moment, width=190),
        **who,
        "what": Column(_("Activity"), width=200),
        "content": Column(_("In their words"), width="large"),
        "video_title": Column(_("Video"), width="medium"),
        "video_timestamp_seconds": Column(_("At"), words.clock, width=70),
        "course_title": Column(_("Course"), width="medium"),
        "goal_title": Column(_("Goal"), width="medium"),
        "response_status": Column(_("Answer"), words.response, width=100),
    }


def students() -> Columns:
    """Who a search finds."""
    return {"full_name": Column(_("Student")), "email": Column(_("E-mail"))}


def waiting() -> Columns:
    """Reflections without an answer."""
    return {
        "age_hours": Column(_("Waiting for"), age, width=110),
        "full_name": Column(_("Student"), width="medium"),
        "activity_type": Column(_("Activity"), words.activity_type, width=160),
        "content": Column(_("In their words"), width="large"),
        "video_title": Column(_("Video"), width="medium"),
        "video_timestamp_seconds": Column(_("At"), words.clock, width=70),
        "created_at": Column(clocks.heading(_("When"), zone()), moment, width=190),
    }


def left_out() -> Columns:
    """Reflections that cannot have waited since their date."""
    return {
        "created_at": Column(clocks.heading(_("When"), zone()), moment, width=190),
        "left_out_because": Column(_("Left out because"), words.left_out_because, width="medium"),
        "full_name": Column(_("Student"), width="medium"),
        "activity_type": Column(_("Activity"), words.activity_type, width=160),
        "course_title": Column(_("Course"), width="medium"),
        "content": Column(_("In their words"), width="large"),
    }


def days() -> Columns:
    """Activities by day."""
    return {
        "activity_date": Column(_("Day"), numbers.day),
        "activity_count": Column(_("Activities"), numbers.whole),
    }


def goals() -> Columns:
    """Goals and their span."""
    return {
        "goal_title": Column(_("Goal"), width="large"),
        "goal_state": Column(_("Status"), words.goal_state),
        "goal_start": Column(clocks.heading(_("First activity"), zone()), moment),
        "goal_end": Column(clocks.heading(_("Last activity"), zone()), moment),
        "total_activities": Column(_("Activities"), numbers.whole),
    }


def moments() -> Columns:
    """Activities along a video."""
    return {
        "from_second": Column(_("At"), words.clock),
        "activity_type": Column(_("Activity"), words.activity_type),
        "activities": Column(_("Activities"), numbers.whole),
        "students": Column(_("Students"), numbers.whole),
    }


def courses() -> Columns:
    """The student beside the median."""
    median = _("{figure}, median")
    return {
        "course_title": Column(_("Course"), width=260),
        "lessons_completed": Column(_("Lessons"), numbers.whole),
        "median_lessons": Column(median.format(figure=_("Lessons")), numbers.decimal),
        "videos_completed": Column(_("Videos"), numbers.whole),
        "median_videos": Column(median.format(figure=_("Videos")), numbers.decimal),
        "reflections": Column(_("Reflections"), numbers.whole),
        "median_reflections": Column(median.format(figure=_("Reflections")), numbers.decimal),
        "students": Column(_("Students"), numbers.whole),
    }


def moment(value: object) -> str:
    """12 Jun 2026, 14:05:30 on the clock of the video courses."""
    return numbers.moment(value, zone())  # type: ignore[arg-type]


def age(hours: float) -> str:
    """3 d, 5 h or 20 min."""
    if hours >= 48:
        return numbers.days(hours // 24)
    if hours >= 1:
        return _("{hours} h").format(hours=numbers.whole(hours))
    return _("{minutes} min").format(minutes=numbers.whole(int(hours * 60)))
