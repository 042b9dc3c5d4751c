"""`python -m benchmarks.load`: prints one table; `--people 10 --seconds 20 --tabs 40` for a quick look."""

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from benchmarks.load.probes import Probes
from benchmarks.load.report import Figures, print_figures
from benchmarks.load.scenarios import Outcome, all_at_once, browse
from benchmarks.load.serving import Holding, Served, demo, serving
from benchmarks.load.tab import Tab
from db.settings import PROJECT

Scenario = Callable[[str], Awaitable[Outcome]]

FEW_DESCRIPTORS = 1024


def main(arguments: Sequence[str] = ()) -> None:
    """All scenarios, each on a server of its own; takes a quarter of an hour."""
    chosen = _parser().parse_args(arguments)
    # Whoever ends it means the server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    scenarios: dict[str, tuple[int, Scenario]] = {
        f"{chosen.people} people browse": (0, lambda url: browse(url, chosen.people, chosen.seconds)),
        f"{chosen.tabs} tabs at once": (0, lambda url: all_at_once(url, chosen.tabs, chosen.page)),
        f"{chosen.tabs} tabs, ulimit -n {FEW_DESCRIPTORS}": (
            FEW_DESCRIPTORS,
            lambda url: all_at_once(url, chosen.tabs, chosen.page),
        ),
    }
    wanted = [name for name in scenarios if chosen.only in name]
    figures = []
    with _data(chosen) as data:
        for name in wanted:
            files, scenario = scenarios[name]
            with (
                Console(stderr=True).status(f"{name} …"),
                serving(data, files=files, processes=chosen.processes, project=chosen.project) as served,
            ):
                figures.append(_measured(name, served, scenario, chosen.leave))
    print_figures(figures)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=int, default=30, help="who browse (30)")
    parser.add_argument("--seconds", type=float, default=60, help="how long they do (60)")
    parser.add_argument("--tabs", type=int, default=200, help="opened at once (200)")
    parser.add_argument("--page", default="engagement_panel", help="what these tabs open (engagement_panel)")
    parser.add_argument("--scale", type=float, default=1, help="of the demo (1)")
    parser.add_argument("--leave", type=float, default=90, help="seconds until a look after people left (90)")
    parser.add_argument("--only", default="", metavar="WORD", help="only scenarios with this in their name")
    parser.add_argument("--processes", type=int, default=1, help="of the server (1)")
    parser.add_argument("--data", type=Path, help="a data directory with a synced demo, which is used as it is")
    parser.add_argument("--project", type=Path, default=PROJECT, help="the checkout that is served (this one)")
    return parser


@contextmanager
def _data(chosen: argparse.Namespace) -> Iterator[Path]:
    if chosen.data:
        yield chosen.data
        return
    with demo(chosen.scale) as data:
        yield data


def _measured(name: str, served: Served, scenario: Scenario, leave_seconds: float) -> Figures:
    asyncio.run(_warm(served.url))
    time.sleep(leave_seconds)
    before = served.holding()
    worked = served.processor_seconds()
    with Probes(served.url) as probes:
        outcome, during = asyncio.run(_run(served, scenario))
    worked = served.processor_seconds() - worked
    time.sleep(leave_seconds)
    return Figures(name, outcome, probes.answers, before, during, served.holding(), served.tracebacks(), worked)


async def _warm(url: str) -> None:
    """Every page once, as a server that has run for a while has drawn it."""
    async with Tab(url) as tab:
        await tab.open()
        for page in tab.pages:
            await tab.open(page)


async def _run(served: Served, scenario: Scenario) -> tuple[Outcome, Holding]:
    held: list[Holding] = []

    async def look() -> None:
        while True:
            held.append(await asyncio.to_thread(served.holding))
            await asyncio.sleep(2)

    looking = asyncio.create_task(look())
    try:
        outcome = await scenario(served.url)
    finally:
        looking.cancel()
    return outcome, max(held, key=lambda moment: moment.descriptors)


if __name__ == "__main__":
    main(sys.argv[1:])
