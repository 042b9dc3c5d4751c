"""Of which day an answer is, in words: the day asked, now, or always now whatever day is asked.

Whatever is only true when one looks from now, such as that a week still runs, is said by `from_its_day`.
"""

from analytics.ui import clocks, elements, moment, numbers
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.zones import zone_of


def as_of(answer: Answer) -> str:
    """What moment the numbers stand for, as the end of a line says it."""
    if answer.question.live:
        return _("Always now")
    return _("Data as of {day}").format(day=numbers.day(answer.day)) if answer.day else _("Data as of now")


def named(answer: Answer) -> str:
    """The same moment, as a table of facts says it."""
    if answer.question.live:
        return _("always now")
    return numbers.day(answer.day) if answer.day else _("now")


def say_if_always_now(answer: Answer) -> None:
    """Below a heading, where a page shows another day and this part of it does not."""
    if answer.question.live and moment.as_of():
        elements.caption(_("Always now, whichever day the page shows."))


def from_its_day(answer: Answer, *, now: str, then: str, **values: str) -> str:
    """`now` where the day that the answer looks from is not over, else `then`, which may name the day."""
    if answer.day and is_over(answer):
        return then.format(day=numbers.day(answer.day), **values)
    return now.format(**values)


def is_over(answer: Answer) -> bool:
    """Whether the day that the answer looks from has ended in its domain's zone."""
    domain = answer.question.domain
    zone = zone_of(domain.derived_schema) if domain else "UTC"
    return answer.day is not None and answer.day < clocks.today(zone)
