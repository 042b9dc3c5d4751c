"""A student's calendar, and the week of the day that is chosen in it."""

from datetime import date, timedelta
from functools import partial

from analytics import timeline
from analytics.ui import filters, loaders, numbers, rules
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import section
from analytics.ui.timeline import columns
from analytics.ui.timeline.activity import named
from analytics.ui.timeline.choices import day_choice, one_day
from analytics.ui.timeline.pictures import calendar, week


def calendar_and_week(days: Answer, *, student_id: str) -> date | None:
    """Draws both, and answers with the day that is chosen by a click or from the list; the latest week without one."""
    choice = day_choice(days.frame)
    section(
        _("Calendar"),
        days,
        name="calendar",
        picture=partial(calendar, chosen=choice.current),
        choice=choice,
        columns=columns.days(),
        caption=rules.filled(
            _(
                "The darker, the more happened; days are those of {learning.time_zone}. "
                "Click a day to read it, again to let go."
            )
        ),
        empty=_("This student has done nothing yet."),
    )
    if days.empty:
        return None
    chosen = one_day(days.frame)
    if chosen != filters.NEVER:
        _week(chosen or days.frame["activity_date"].max().date(), student_id)
    return chosen


def _week(day: date, student_id: str) -> None:
    monday = day - timedelta(days=day.weekday())
    found = loaders.ask(
        timeline.activities, student_id=student_id, first_day=monday, last_day=monday + timedelta(days=6), limit=None
    )
    section(
        _("Week of {day}").format(day=numbers.day(monday)),
        named(found),
        name="week",
        picture=partial(week, monday=monday),
        columns=columns.activities(with_student=False),
        empty=_("No activity fits."),
    )
