"""Sentences about runs."""

import pandas as pd
import streamlit as st

from analytics.rows import rows
from analytics.ui import numbers, words


def run_notice(message: object) -> None:
    """What went wrong in a run and which setting to change, where anything did."""
    if isinstance(message, str):
        st.warning(message, icon=":material/warning:")


def runs_in_words(runs: pd.DataFrame) -> dict[str, str]:
    """Each run as an entry of a list."""
    zone = st.context.timezone or "UTC"
    return {
        str(run["run"]): " · ".join(
            [
                str(run["run"]),
                words.kind(run["kind"]),
                numbers.moment(run["started_at"], zone),
                words.run_status(run["status"]),
            ]
        )
        for run in rows(runs)
    }
