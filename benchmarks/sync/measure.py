"""Takes every figure, repetition after repetition, so that a drift of the machine's speed meets all of them alike."""

import os
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.sync.atalaya import DATABASE, Atalaya, Run
from benchmarks.sync.others import Others
from benchmarks.sync.pipes import pipe_into_bare_tables, pipe_into_whole_tables
from benchmarks.sync.production import Production
from benchmarks.sync.replicas import Replica, replicas
from benchmarks.sync.servers import Server

OTHER_TOOLS = ("dlt merge", "dlt replace", "sling incremental", "sling full-refresh")
LARGE_BATCH = 10


@dataclass
class Figures:
    """Everything that was measured: seconds by name, one per repetition."""

    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    peak_mb: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    """Tools that did not run, and why."""
    written: bool = False
    """Whether a sync without changes wrote a row."""
    load: list[float] = field(default_factory=list)
    """The machine's load average over a minute, before and after each repetition."""
    server: str = ""

    def median(self, name: str) -> float:
        """Of all repetitions."""
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, other: str) -> float:
        """Median of the repetitions' own ratios."""
        pairs = zip(self.seconds[name], self.seconds[other], strict=False)
        return statistics.median(one / two for one, two in pairs)

    def note(self, name: str, run: Run) -> None:
        """Keeps one run of ours."""
        self.seconds[name].append(run.seconds)
        self.seconds[f"{name} ended"].append(run.until_ended)
        self.peak_mb[name].append(run.peak_mb)
        self.changed[name] = run.changed


def measure(production: Production, warehouse: Server, repeats: int, others: Path | None) -> Figures:
    """All figures; `others` is an interpreter that has the other tools."""
    production.restore()
    figures = Figures(rows=production.rows(), server=warehouse.version)
    ours = Atalaya(production, warehouse)
    ours.migrate()
    with warehouse.connect(DATABASE) as connection:
        tables = replicas(connection)
    for repetition in range(repeats):
        with _loads(figures):
            _pipes(figures, production, warehouse, tables)
            _syncs(figures, ours, last=repetition == repeats - 1)
            for name in OTHER_TOOLS if others else ():
                _other(figures, Others(production, warehouse, others or Path(), tables), name)
    return figures


def _pipes(figures: Figures, production: Production, warehouse: Server, tables: list[Replica]) -> None:
    parts = pipe_into_bare_tables(production, warehouse, tables)
    figures.seconds["bare"].append(sum(parts.values()))
    for part, seconds in parts.items():
        figures.parts[f"bare {part}"].append(seconds)
    figures.seconds["whole"].append(pipe_into_whole_tables(production, warehouse, tables))


def _syncs(figures: Figures, ours: Atalaya, *, last: bool) -> None:
    ours.production.restore()
    ours.migrate()
    first = ours.sync()
    figures.note("first", first)
    for part, seconds in _divided(first).items():
        figures.parts[f"first {part}"].append(seconds)
    ours.server.settle()
    before = ours.writings()
    figures.note("unchanged", ours.sync())
    figures.seconds["unchanged command"].append(ours.command("sync"))
    figures.written |= before != ours.writings()
    ours.production.live_on()
    figures.note("changed", ours.sync())
    figures.note("verify", ours.verify())
    if last:
        ours.production.live_on(LARGE_BATCH)
        figures.note("changed much", ours.sync())


def _divided(run: Run) -> dict[str, float]:
    """Where a first load's time goes, both sources together, which overlap."""
    timed = run.parts
    return {
        "copy": timed["first load"] - timed["index"],
        "index": timed["index"],
        "publish": max(timed["publish and facts"] - timed["facts"], 0.0),
        "facts": timed["facts"],
        "quality": timed["quality"],
    }


def _other(figures: Figures, others: Others, name: str) -> None:
    if name in figures.missing:
        return
    others.production.restore()
    try:
        with others.tool(name) as tool:
            figures.seconds[name].append(tool.load())
            if tool.repeats:
                figures.seconds[f"{name} unchanged"].append(tool.load())
                others.production.live_on()
                figures.seconds[f"{name} changed"].append(tool.load())
    except (OSError, RuntimeError) as error:
        figures.missing[name] = " ".join(str(error).split())


@contextmanager
def _loads(figures: Figures) -> Iterator[None]:
    figures.load.append(os.getloadavg()[0])
    yield
    figures.load.append(os.getloadavg()[0])
    # The statistics of what was just done are written a moment later.
    time.sleep(1)
