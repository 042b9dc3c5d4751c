"""A student's calendar, and the week of the day that is chosen in it."""

from datetime import date, timedelta

import pandas as pd

from analytics import timeline
from analytics.ui import loaders, numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import colours, section
from analytics.ui.timeline import columns
from analytics.ui.timeline.choices import day_choice, one_day
from analytics.ui.timeline.pictures import calendar, week


def calendar_and_week(days: pd.DataFrame, *, student_id: str) -> date | None:
    """Draws both, and answers with the day that is chosen by a click or from the list; the latest week without one."""
    choice = day_choice(days)
    section(
        _("Calendar"),
        days,
        name="calendar",
        view="timeline.v_daily_activity",
        picture=lambda: calendar(days, palette=colours(), chosen=choice.current),
        choice=choice,
        columns=columns.days(),
        caption=_("The darker, the more happened; days are New York's. Click a day to read it, again to let go."),
        empty=_("This student has done nothing yet."),
    )
    if days.empty:
        return None
    chosen = one_day(days)
    _week(chosen or days["activity_date"].max().date(), student_id)
    return chosen


def _week(day: date, student_id: str) -> None:
    monday = day - timedelta(days=day.weekday())
    found = loaders.load(
        timeline.activities, student_id=student_id, first_day=monday, last_day=monday + timedelta(days=6), limit=None
    )
    section(
        _("Week of {day}").format(day=numbers.day(monday)),
        found,
        name="week",
        view="timeline.activity_details",
        picture=lambda: week(found, monday, palette=colours()),
        columns=columns.activities(with_student=False),
        empty=_("No activity fits."),
    )
