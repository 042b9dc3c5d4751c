"""What the page shows of a video, a goal, a day, and of what waits."""

from datetime import date

from analytics import timeline
from analytics.ui import filters, loaders, numbers
from analytics.ui.answers import Answer
from analytics.ui.cards import cards
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.left_out import left_out
from analytics.ui.parts import part
from analytics.ui.sections import opened, section
from analytics.ui.timeline import columns
from analytics.ui.timeline.cards import student_cards, waiting_cards
from analytics.ui.timeline.choices import chosen_student, chosen_types_and_days, chosen_video, goal_choice, one_goal
from analytics.ui.timeline.days import calendar_and_week
from analytics.ui.timeline.lists import activity_list, left_out_list, waiting_list
from analytics.ui.timeline.pictures import along_the_video, goal_bars

LEFT_OUT = "waits_left_out"


def waiting_part() -> None:
    """What waits for an answer: how much in all, and the list of one student or of all."""
    total = loaders.ask(timeline.pending_total)
    cards(total, waiting_cards(total.row))
    impossible = total.row["left_out"]
    if impossible:
        left_out(_waits_left_out(impossible), section=LEFT_OUT)
    _waiting()
    if impossible:
        left_out_list(_("Left out: dates that cannot be"), name=LEFT_OUT)


@part
def _waiting() -> None:
    heading = _("Reflections without an answer")
    with (place := opened(heading, name="waiting")), filters.row(of="waiting"):
        whom = chosen_student(everybody=_("All students"))
    waiting_list(heading, within=place, empty=_("Nothing waits for an answer."), **whom)


def _waits_left_out(count: int) -> str:
    return ngettext(
        "{count} reflection is left out: nobody can have waited since its date.",
        "{count} reflections are left out: nobody can have waited since their dates.",
        count,
    ).format(count=numbers.whole(count))


@part
def video_part() -> None:
    """Where along a video students stop, and what they did in it; where there is no video, what they did last."""
    with filters.row():
        video = chosen_video()
    if video is None:
        everybody_part("")
        return
    section(
        _("Along the video"),
        loaders.ask(timeline.video_moments, video_id=video),
        picture=along_the_video,
        columns=columns.moments(),
        caption=_("All students; each bar stands for 15 seconds."),
        empty=_("Nobody has done anything in this video yet."),
    )
    _in_video(video)


@part
def _in_video(video: str) -> None:
    heading = _("What happened in it")
    with (place := opened(heading, name="video_activities")), filters.row(of="video_activities"):
        whom, narrowed = chosen_student(everybody=_("All students")), chosen_types_and_days()
    activity_list(
        heading,
        name="video_activities",
        within=place,
        empty=_("No activity fits."),
        with_student=True,
        video_id=video,
        **whom,
        **narrowed,
    )


def everybody_part(search: str) -> None:
    """The students whom a search finds; without one, what students did last, whoever they are."""
    if search.strip():
        section(
            _("Students found"),
            loaders.ask(timeline.students, search=search),
            name="students_found",
            columns=columns.students(),
            caption=_("The first 50 by name. Choose one above."),
            empty=_("Nobody has this in their name or e-mail address."),
        )
        return
    _latest()


@part
def _latest() -> None:
    heading = _("The latest of all students")
    with (place := opened(heading, name="latest")), filters.row(of="latest"):
        narrowed = chosen_types_and_days()
    activity_list(heading, name="latest", within=place, empty=_("No activity fits."), with_student=True, **narrowed)


@part
def goals_part(student: str) -> None:
    """A student's goals, and what one of them or all took."""
    goals = loaders.ask(timeline.goals, student_id=student)
    section(
        _("Goals"),
        goals,
        picture=goal_bars,
        choice=goal_choice(goals.frame),
        columns=columns.goals(),
        caption=_("From the first to the last activity. Click a bar for what it took, again to let go."),
        empty=_("This student has done nothing for a goal yet."),
    )
    heading = _("What it took")
    with (place := opened(heading, name="goal_activities")), filters.row(of="goal_activities"):
        goal, narrowed = one_goal(goals.frame), chosen_types_and_days()
    activity_list(
        heading,
        name="goal_activities",
        within=place,
        empty=_("No activity fits."),
        student_id=student,
        goal_id=goal,
        **narrowed,
    )


def days_part(student: str) -> None:
    """A student's days, what happened on one or all, and how far the student is beside the others."""
    days = loaders.ask(timeline.days, student_id=student)
    figures = loaders.ask(timeline.student_figures, student_id=student)
    cards(figures, student_cards(figures.row))
    _day_by_day(days, student)
    section(
        _("Beside the course's median"),
        loaders.ask(timeline.courses, student_id=student),
        name="course_comparison",
        columns=columns.courses(),
        empty=_("This student is enrolled in no course."),
    )


@part
def _day_by_day(days: Answer, student: str) -> None:
    _on_days(student, calendar_and_week(days, student_id=student))


@part
def _on_days(student: str, day: date | None) -> None:
    heading = _("What happened")
    with (place := opened(heading, name="day_activities")), filters.row(of="day_activities"):
        narrowed = chosen_types_and_days()
    activity_list(
        heading,
        name="day_activities",
        within=place,
        empty=_("No activity fits."),
        student_id=student,
        types=narrowed["types"],
        first_day=day or narrowed["first_day"],
        last_day=day or narrowed["last_day"],
    )
