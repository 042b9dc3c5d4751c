"""What people do: browse with a moment to think, or all come at once."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.load.tab import PageRun, Tab, TabClosed

THINKS_SECONDS = (1.0, 4.0)
DAYS_AGO = (7, 30, 90)
"""From which days readers look, beside now."""
SAME_PAGE_SHARE = 0.6
"""Clicks that stay on the page."""


@dataclass
class Outcome:
    """What the readers got."""

    runs: list[PageRun] = field(default_factory=list)
    """In the order in which they were asked for."""
    errors: list[str] = field(default_factory=list)
    began_at: float = 0.0

    @property
    def seconds(self) -> list[float]:
        return [run.seconds for run in self.runs if run.finished_at]

    @property
    def served_after(self) -> list[float]:
        """Seconds from the first request to each page, in the order of service."""
        return sorted(run.finished_at - self.began_at for run in self.runs if run.finished_at)

    def overtaken(self) -> list[int]:
        """For each reader, how many who asked later were served earlier."""
        ends = [run.finished_at for run in self.runs if run.finished_at]
        return [sum(later < end for later in ends[place + 1 :]) for place, end in enumerate(ends)]


async def browse(url: str, people: int, seconds: float, seed: int = 1) -> Outcome:
    """So many readers, each with a tab, click for so long."""
    outcome = Outcome(began_at=time.monotonic())
    until = outcome.began_at + seconds
    readers = (_reader(url, until, random.Random(seed + number), outcome) for number in range(people))  # noqa: S311
    await asyncio.gather(*readers)
    outcome.runs.sort(key=lambda run: run.asked_at)
    return outcome


async def _reader(url: str, until: float, dice: random.Random, outcome: Outcome) -> None:
    try:
        # Nobody comes at the same moment as everybody else; that is the other scenario.
        await asyncio.sleep(dice.uniform(*THINKS_SECONDS))
        async with Tab(url, language=dice.choice(["en", "es", "id"])) as tab:
            page, query = "", ""
            while time.monotonic() < until:
                outcome.runs.append(run := await tab.ask(page, query))
                await tab.answer()
                outcome.errors += run.errors
                await asyncio.sleep(dice.uniform(*THINKS_SECONDS))
                page, query = _click(page, tab.pages, dice)
    except (OSError, TabClosed, TimeoutError) as error:
        outcome.errors.append(f"{type(error).__name__}: {error}")


def _click(page: str, pages: Sequence[str], dice: random.Random) -> tuple[str, str]:
    if pages and dice.random() > SAME_PAGE_SHARE:
        page = dice.choice(pages)
    today = datetime.now(UTC).date()
    day = dice.choice(["", *(f"as_of={today - timedelta(days=ago)}" for ago in DAYS_AGO)])
    return page, day


async def all_at_once(url: str, tabs: int, page: str) -> Outcome:
    """So many tabs ask for a page in one moment, and stay open until the last one has it."""
    outcome = Outcome()
    async with AsyncExitStack() as opened:
        there = [await opened.enter_async_context(Tab(url)) for _ in range(tabs)]
        outcome.began_at = time.monotonic()
        for tab in there:
            outcome.runs.append(await tab.ask(page))
        answers = await asyncio.gather(*(tab.answer() for tab in there), return_exceptions=True)
        outcome.errors += [f"{type(found).__name__}: {found}" for found in answers if isinstance(found, Exception)]
        outcome.errors += [error for run in outcome.runs for error in run.errors]
    return outcome
