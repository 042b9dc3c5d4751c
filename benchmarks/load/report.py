"""The table of what was measured."""

import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.load.probes import Answers
from benchmarks.load.scenarios import Outcome
from benchmarks.load.serving import Holding


@dataclass(frozen=True)
class Figures:
    """Of one scenario."""

    name: str
    outcome: Outcome
    probes: dict[str, Answers]
    before: Holding
    during: Holding
    after: Holding
    tracebacks: int
    processor_seconds: float
    """What the server computed meanwhile, however busy the machine was besides."""


def share(seconds: Sequence[float], part: float) -> float:
    """The time within which this part of all is done."""
    if len(seconds) < 2:
        return max(seconds, default=0.0)
    return statistics.quantiles(seconds, n=100, method="inclusive")[round(part * 100) - 1]


def print_figures(measured: Sequence[Figures]) -> None:
    """One column a scenario."""
    table = Table("", *(figures.name for figures in measured), title="Under load")
    columns = [_column(figures) for figures in measured]
    for name in columns[0]:
        table.add_row(name, *(column[name] for column in columns))
    console = Console(width=130)
    console.print(table)
    console.print(f"Load of the machine, last 1, 5, 15 minutes: {', '.join(f'{n:.1f}' for n in os.getloadavg())}")
    for figures in measured:
        for error in sorted(set(figures.outcome.errors))[:5]:
            console.print(f"{figures.name}: {error}")


def _column(figures: Figures) -> dict[str, str]:
    outcome, before, after = figures.outcome, figures.before, figures.after
    served, overtaken = outcome.served_after, outcome.overtaken()
    column = {
        "page runs, and without an answer": f"{len(served)}, {len(outcome.runs) - len(served)}",
        "a page run, p50 · p95, s": f"{share(outcome.seconds, 0.5):.2f} · {share(outcome.seconds, 0.95):.2f}",
        "first · half · last served after, s": _first_half_last(served),
        "overtaken by at most": str(max(overtaken, default=0)),
        "kB a run, mean": f"{statistics.fmean(run.bytes for run in outcome.runs) / 1e3:.0f}" if outcome.runs else "",
        "server's processor seconds · of a run": _worked(figures),
        "errors · tracebacks of the server": f"{len(outcome.errors)} · {figures.tracebacks}",
    }
    for name, answers in figures.probes.items():
        column[f"{name}, p95 · slowest, s (errors)"] = (
            f"{share(answers.seconds, 0.95):.2f} · {max(answers.seconds, default=0):.2f} ({len(answers.errors)})"
        )
    column["resident MB, before · during · after"] = _three(figures, "resident_megabytes")
    column["own MB (PSS), before · during · after"] = _three(figures, "own_megabytes")
    column["descriptors, before · during · after"] = _three(figures, "descriptors")
    column["threads, before · during · after"] = _three(figures, "threads")
    column["after to before: memory · descriptors"] = (
        f"{after.own_megabytes / before.own_megabytes:.2f} · {after.descriptors / before.descriptors:.2f}"
    )
    return column


def _worked(figures: Figures) -> str:
    worked = figures.processor_seconds
    return f"{worked:.1f} · {worked / max(1, len(figures.outcome.seconds)):.2f}"


def _first_half_last(served: Sequence[float]) -> str:
    if not served:
        return ""
    return f"{served[0]:.2f} · {served[len(served) // 2]:.1f} · {served[-1]:.1f}"


def _three(figures: Figures, held: str) -> str:
    return " · ".join(f"{getattr(moment, held):.0f}" for moment in (figures.before, figures.during, figures.after))
