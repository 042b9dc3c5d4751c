"""`python -m benchmarks.pages [PAGE …] [--scale N] [--profile PAGE]`: what Python works for a page, and what is sent.

A first run is that of a new process on a filled warehouse, its imports done: nothing is kept yet. Afterwards every
question is kept. A page is *opened* by a reader who has never seen it, *again* is any click of a reader who has it open
(where a click runs all of the page). Targets: opened and again with 100 ms of the page's own work, first within 300 ms
at scale 1.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.demo import Demo, filled
from benchmarks.pages.serving import LOOKED_EVERY_SECONDS, Run, Telling, telling
from benchmarks.reader import reading
from db.settings import PROJECT

PAGES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py") if path.stem != "__init__")
REPEATS = 7
FIRST_REPEATS = 3
COLUMNS = ("page", "first, ms", "opened, ms", "again, ms", "opened, kB", "again, kB")
WARM_SECONDS, FIRST_SECONDS = 0.100, 0.300
"""Targets; the second at scale 1."""


@dataclass(frozen=True)
class Figures:
    """What was measured for a page."""

    first: list[Run]
    opened: list[Run]
    again: list[Run]


def main(arguments: Sequence[str] = ()) -> None:
    """Prints one table: a row per page; takes about four minutes."""
    asked = _parsed(arguments)
    demo = filled(asked.scale)
    if asked.profile:
        _print_profile(demo, asked.profile)
        return
    before = os.getloadavg()[0]
    figures = measured(demo, asked.pages or PAGES, asked.repeats)
    _print(figures, asked.scale, f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after")


def measured(demo: Demo, pages: Sequence[str], repeats: int) -> dict[str, Figures]:
    """Runs of each page; one page follows the other, so that what else the machine does is nobody's in particular."""
    first, opened, again = defaultdict(list), defaultdict(list), defaultdict(list)
    with telling(demo) as server:
        for page in pages:
            opened(server, page)
        modules = server.ask("modules")
        for page in list(pages) * repeats:
            with reading(server.address) as reader:
                opened[page].append(server.run(reader, _address(page)))
                again[page].append(server.run(reader, _address(page)))
    for page in list(pages) * min(repeats, FIRST_REPEATS):
        with telling(demo, modules) as server:
            first[page].append(opened(server, page))
    return {page: Figures(first[page], opened[page], again[page]) for page in pages}


def opened(server: Telling, page: str) -> Run:
    """A run of a page for a reader who has never seen it."""
    with reading(server.address) as reader:
        return server.run(reader, _address(page))


def _address(page: str) -> str:
    """What the page is called in a link: nothing, for the one that opens by itself."""
    return "" if page == "home" else page


def _print_profile(demo: Demo, page: str) -> None:
    """Prints what a warm run took, function by function."""
    with telling(demo) as server, reading(server.address) as reader:
        for _ in range(2):
            server.run(reader, _address(page))
        server.ask("profile")
        reader.opens(_address(page))
        while not (told := server.ask())["runs"]:
            time.sleep(LOOKED_EVERY_SECONDS)
    Console(width=160, soft_wrap=True, highlight=False, markup=False).print(told["profile"])


def _print(measured: dict[str, Figures], scale: float, load: str) -> None:
    table = Table(
        "page",
        "first, ms",
        "opened, ms",
        "again, ms",
        "opened, kB",
        "again, kB",
        title=f"Demo, scale {scale:g}; {load}",
    )
    for page, figures in measured.items():
        table.add_row(
            page,
            _milliseconds(figures.first, lambda run: run.whole, FIRST_SECONDS),
            _milliseconds(figures.opened, lambda run: run.worked, WARM_SECONDS),
            _milliseconds(figures.again, lambda run: run.worked, WARM_SECONDS),
            _kilobytes(figures.opened),
            _kilobytes(figures.again),
        )
    console = Console(width=110)
    console.print(table)
    console.print("Medians; in brackets what the page's own thread worked, whatever else ran. ! is over the target.")


def _milliseconds(runs: Sequence[Run], judged: Callable[[Run], float], target: float) -> str:
    whole, worked = _median(runs, lambda run: run.whole), _median(runs, lambda run: run.worked)
    return f"{whole * 1000:,.0f} ({worked * 1000:,.0f})" + (" !" if _median(runs, judged) > target else "")


def _kilobytes(runs: Sequence[Run]) -> str:
    return f"{_median(runs, lambda run: run.sent) / 1000:,.1f}"


def _median(runs: Sequence[Run], of: Callable[[Run], float]) -> float:
    return median(map(of, runs))


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("pages", nargs="*", choices=[*PAGES, []], metavar="PAGE", help="default: every page")
    parser.add_argument("--scale", type=float, default=1, help="of the demo (default: 1)")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="of which the median is told")
    parser.add_argument("--profile", choices=PAGES, metavar="PAGE", help="function by function")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
