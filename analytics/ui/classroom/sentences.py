"""Sentences beside the classrooms' pictures."""

import pandas as pd

from analytics.ui import numbers
from analytics.ui.i18n import gettext as _


def errors_in_words(measured: pd.DataFrame) -> str:
    """Requests that failed, of all."""
    requests, errors = int(measured["requests"].sum()), int(measured["errors"].sum())
    if not requests:
        return ""
    share = numbers.decimal(100 * errors / requests)
    return _("{errors} of {requests} requests failed ({share} %).").format(
        errors=numbers.whole(errors), requests=numbers.whole(requests), share=share
    )


def cost_in_words(activity: pd.DataFrame) -> str:
    """What the period used up."""
    return _("Transcribed: {minutes} minutes. Estimated cost: {cost}, in the source's currency.").format(
        minutes=numbers.whole(activity["total_transcription_minutes"].sum()),
        cost=numbers.decimal(activity["estimated_compute_cost"].sum()),
    )
