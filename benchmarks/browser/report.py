"""What was measured in the browser, as tables: medians, ratios within the run, and what misses its target."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import median

from rich.table import Table

from benchmarks.browser.clicks import Click
from benchmarks.browser.measuring import Load
from benchmarks.browser.sides import ATALAYA

MOST_SHIFT = 0.05
CLICK_SECONDS, CLICK_BYTES = 0.300, 25_000
"""Targets of each page, and of each click."""


def sides_table(sides: Mapping[str, Sequence[Load]], title: str) -> Table:
    """A row per side; ratios are Atalaya's figure to the side's."""
    table = Table(
        "Engagement Panel",
        "first figure, s",
        "Atalaya to it",
        "last figure, s",
        "Atalaya to it",
        "kB",
        "shift",
        title=title,
    )
    atalaya = sides[ATALAYA]
    for name, loads in sides.items():
        table.add_row(
            name,
            f"{_median(loads, first):.2f}",
            f"{_median(atalaya, first) / _median(loads, first):.2f}",
            f"{_median(loads, last):.2f}",
            f"{_median(atalaya, last) / _median(loads, last):.2f}",
            _kilobytes(loads),
            _shift(loads),
        )
    return table


def pages_table(pages: Mapping[str, Sequence[Load]], viewport: int) -> Table:
    """A row per page of Atalaya."""
    table = Table("page", "first figure, s", "last figure, s", "figures", "kB", "shift", "height")
    for page, loads in pages.items():
        height = max(load.height for load in loads)
        table.add_row(
            page,
            f"{_median(loads, first):.2f}",
            f"{_median(loads, last):.2f}",
            f"{_median(loads, lambda load: load.figures):.0f}",
            _kilobytes(loads),
            _shift(loads),
            f"{height:,}" + (" !" if height > viewport else ""),
        )
    return table


def clicks_table(pages: Mapping[str, Sequence[Sequence[Click]]]) -> Table:
    """A row per click: a page, its section, what was clicked."""
    table = Table("page", "section", "click on", "changed, ms", "kB")
    for page, loads in pages.items():
        found = defaultdict(list)
        for click in (click for load in loads for click in load):
            found[click.section, click.kind].append(click)
        for (section, kind), clicks in found.items():
            table.add_row(page, section, kind, changed(clicks), _over(median(map(received, clicks)), CLICK_BYTES))
    return table


def changed(clicks: Sequence[Click]) -> str:
    """The median of those that changed something."""
    seconds = [click.seconds for click in clicks if click.seconds is not None]
    if not seconds:
        return "no change"
    return f"{median(seconds) * 1000:,.0f}" + (" !" if median(seconds) > CLICK_SECONDS else "")


def first(load: Load) -> float:
    """Seconds to the first figure."""
    return load.first_figure


def last(load: Load) -> float:
    """Seconds to the last figure."""
    return load.last_figure


def received(click: Click) -> float:
    """Bytes that a click brought."""
    return click.received


def _median(loads: Sequence[Load], of: Callable[[Load], float]) -> float:
    return median(map(of, loads))


def _kilobytes(loads: Sequence[Load]) -> str:
    return f"{_median(loads, lambda load: load.received) / 1000:,.0f}"


def _shift(loads: Sequence[Load]) -> str:
    shift = _median(loads, lambda load: load.shift)
    return f"{shift:.3f}" + (" !" if shift >= MOST_SHIFT else "")


def _over(size: float, most: float) -> str:
    return f"{size / 1000:,.1f}" + (" !" if size > most else "")
