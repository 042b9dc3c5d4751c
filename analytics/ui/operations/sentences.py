"""Sentences about runs."""

from collections.abc import Sequence

from analytics.rows import Row
from analytics.ui import clocks, elements, logged, numbers, words


def run_notice(message: str | None) -> None:
    """What went wrong in a run and which setting to change, where anything did."""
    if message is not None:
        elements.warning(logged.again(message), icon=":material/warning:")


def runs_in_words(runs: Sequence[Row]) -> dict[str, str]:
    """Each run as an entry of a list."""
    return {
        str(run["run"]): " · ".join(
            [
                str(run["run"]),
                words.kind(run["kind"]),
                numbers.moment(run["started_at"], clocks.readers()),
                words.run_status(run["status"]),
            ]
        )
        for run in runs
    }
