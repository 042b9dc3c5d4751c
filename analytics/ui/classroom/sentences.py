"""Sentences beside the classrooms' pictures."""

from analytics.rows import Row
from analytics.ui import numbers
from analytics.ui.i18n import gettext as _


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
