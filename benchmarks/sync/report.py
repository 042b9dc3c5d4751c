"""The figures as tables: for the terminal, and for docs/benchmarks.md."""

import os
import platform
import re
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.sync.measure import LARGE_BATCH, OTHER_TOOLS, Figures
from benchmarks.sync.production import HERE
from db.settings import PROJECT

DOCUMENT = PROJECT / "docs" / "benchmarks.md"
COLUMNS = ("what", "seconds", "from–to", "to (a)", "target")
OURS = {
    "bare": "(a) two psql pipes at a time into bare tables, then keys, indexes and foreign keys",
    "whole": "(b) psql pipes into finished tables, one after the other",
    "first ended": "(c) Atalaya, first load: tables, validation and facts, to the run's end",
    "first": "(c) the same with the quality report, which follows",
    "unchanged": "(d) Atalaya, nothing changed",
    "unchanged command": "(d) the same as `atalaya sync`, whole process",
    "changed ended": "(e) Atalaya, {changed:,} rows changed, to the run's end",
    "changed": "(e) the same with the quality report, which follows",
    "changed much ended": "(e) Atalaya, {changed:,} rows changed, to the run's end",
    "changed much": "(e) the same with the quality report",
    "verify": "Atalaya, every row compared (`atalaya verify`)",
}


def print_figures(figures: Figures) -> None:
    """The tables on the terminal."""
    console = Console(width=140)
    table = Table(*COLUMNS, title=_size(figures))
    for row in _rows(figures):
        table.add_row(*row)
    console.print(table)
    for sentence in _sentences(figures):
        console.print(sentence, markup=False)


def write_figures(figures: Figures, document: Path = DOCUMENT) -> None:
    """The section "Sync" of the document, made anew."""
    text = document.read_text(encoding="utf-8") if document.exists() else "# Benchmarks\n"
    section = _section(figures)
    kept = re.sub(r"\n## Sync\n.*?(?=\n## |\Z)", "", text, flags=re.DOTALL).rstrip()
    document.write_text(f"{kept}\n\n{section}", encoding="utf-8")


def _section(figures: Figures) -> str:
    lines = [
        "## Sync",
        "",
        f"{_size(figures)}. {_machine(figures)}",
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "|---|--:|--:|--:|---|",
        *("| " + " | ".join(row) + " |" for row in _rows(figures)),
        "",
        *(f"- {sentence}" for sentence in _sentences(figures)),
        "",
        "To repeat: `python -m benchmarks.sync --write`; with the other tools `--with-others PYTHON`, an interpreter",
        "with `benchmarks/sync/requirements-others.txt` installed. `make bench` prints the table and writes nothing.",
    ]
    return "\n".join(lines) + "\n"


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for name, label in OURS.items():
        if figures.seconds[name]:
            yield _row(figures, name, label.format(changed=figures.changed.get(name.removesuffix(" ended"), 0)))
    for tool in OTHER_TOOLS:
        if tool in figures.missing:
            yield tool, "did not run", "", "", ""
            continue
        for name, what in (
            (tool, "first load"),
            (f"{tool} unchanged", "nothing changed"),
            (f"{tool} changed", "1,500 changed"),
        ):
            if figures.seconds[name]:
                yield _row(figures, name, f"{tool}, {what}")


def _row(figures: Figures, name: str, label: str) -> tuple[str, ...]:
    seconds = figures.seconds[name]
    spread = f"{min(seconds):.1f}–{max(seconds):.1f}" if len(seconds) > 1 else ""
    return label, f"{figures.median(name):.2f}", spread, f"{figures.ratio(name, 'bare'):.2f}", _verdict(figures, name)


def _verdict(figures: Figures, name: str) -> str:
    seconds = figures.median(name)
    if name.removesuffix(" ended") == "first":
        to_bare, to_whole = figures.ratio(name, "bare"), figures.ratio(name, "whole")
        return f"≤ 1.3 (a): {_met(to_bare <= 1.3)}; < ½ (b), is {to_whole:.2f}: {_met(to_whole < 0.5)}"
    if name == "unchanged":
        wrote = "rows were written" if figures.written or figures.changed[name] else "0 rows written"
        return f"< 1 s: {_met(seconds < 1)}; {wrote}"
    if name.removesuffix(" ended") == "changed":
        return f"< 2 s: {_met(seconds < 2)}"
    return ""


def _sentences(figures: Figures) -> Iterator[str]:
    def divided(name: str) -> str:
        mine = {part: times for part, times in figures.parts.items() if part.startswith(f"{name} ")}
        return ", ".join(f"{part.split(' ')[1]} {statistics.median(times):.1f}" for part, times in mine.items())

    yield (
        f"(a) divides into {divided('bare')} s; (c), both sources together, which overlap, into {divided('first')} s."
    )
    peak = max(value for values in figures.peak_mb.values() for value in values)
    peaks = {name: max(values) for name, values in figures.peak_mb.items() if values}
    yield (
        f"Resident memory of the syncing process: at most {peak:.0f} MB, target < 200: {_met(peak < 200)} "
        f"(first load {peaks['first']:.0f}, unchanged {peaks['unchanged']:.0f}, changed {peaks['changed']:.0f}, "
        f"{LARGE_BATCH} times as many changed {peaks['changed much']:.0f}, verify {peaks['verify']:.0f})."
    )
    for tool, why in figures.missing.items():
        yield f"{tool} did not run: {why}."
    if any(figures.seconds[tool] for tool in OTHER_TOOLS):
        yield (
            "dlt and sling's full refresh load tables of their own, without foreign keys and indexes, sling's "
            "incremental mode loads the finished ones; neither follows hard deletes, makes facts or reports on the "
            "data's quality."
        )


def _size(figures: Figures) -> str:
    total = sum(figures.rows.values())
    most = ", ".join(f"{rows:,} {name}" for name, rows in figures.rows.items() if rows > 10_000)
    return f"{total:,} rows in {len(figures.rows)} tables ({most})"


def _machine(figures: Figures) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    others = "".join(
        f", {line.replace('==', ' ')}"
        for line in (HERE / "requirements-others.txt").read_text(encoding="utf-8").split()
        if line.startswith(("dlt", "sling")) and any(figures.seconds[tool] for tool in OTHER_TOOLS)
    )
    repeats = len(figures.seconds["bare"])
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {memory:.0f} GB, load "
        f"{min(figures.load):.1f}–{max(figures.load):.1f}, Python {platform.python_version()}, "
        f"psycopg {version('psycopg')}, two embedded {figures.server} servers as they come (fsync on){others}. "
        f"Medians of {repeats} repetitions, in each of which everything ran once."
    )


def _met(is_met: bool) -> str:
    return "met" if is_met else "missed"
