"""Sentences beside the classrooms' pictures."""

from analytics.rows import Row
from analytics.ui import days, numbers
from analytics.ui.answers import Answer
from analytics.ui.classroom import words
from analytics.ui.i18n import gettext as _


def last_hour_in_words(hours: Answer) -> str:
    """On whose clock the hours are, and whether the last one is whole."""
    return days.from_its_day(
        hours,
        now=_("Hours are UTC. The last one is still running."),
        then=_("Hours are UTC. The last one is {hour}."),
        hour=words.hour(hours.rows[-1]["metric_hour"]),
    )


def errors_in_words(totals: Row) -> str:
    """Requests that failed, of all."""
    if not totals["requests"]:
        return ""
    return _("{errors} of {requests} requests failed ({share} %).").format(
        errors=numbers.whole(totals["errors"]),
        requests=numbers.whole(totals["requests"]),
        share=numbers.decimal(totals["errors_pct"]),
    )


def cost_in_words(totals: Row) -> str:
    """What the period used up."""
    return _("Transcribed: {minutes} minutes. Estimated cost: {cost}, in the source's currency.").format(
        minutes=numbers.whole(totals["total_transcription_minutes"]),
        cost=numbers.decimal(totals["estimated_compute_cost"]),
    )
