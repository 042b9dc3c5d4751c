"""How long the Student Timeline takes at 20,000,000 activities, and what the triggers cost a load.

Targets: the first page of each list under 10 ms, page 1,000 at most 1.5 times page 1, read by indexes only; a load
through the triggers at 30,000 source rows a second and at most 3 times as long as without them.
"""

from rich.console import Console
from rich.table import Table

from benchmarks.sync.servers import server
from benchmarks.timeline.load import Loaded, loaded
from benchmarks.timeline.pages import Timing, large_warehouse, measured

ACTIVITIES = 20_000_000


def main() -> None:
    """Prints two tables; takes about twenty minutes, most of them for the activities."""
    with server() as empty:
        loads = loaded(large_warehouse(empty.url(), 0))
    _print_loads(loads)
    with server() as full:
        pages = list(measured(large_warehouse(full.url(), ACTIVITIES)))
    _print_pages(pages)


def _print_loads(loads: list[Loaded]) -> None:
    table = Table("connections", "source rows", "activities", "without, s", "with, s", "rows a second", "ratio")
    for load in loads:
        table.add_row(
            str(load.connections),
            f"{load.rows:,}",
            f"{load.activities:,}",
            f"{load.seconds_without:.1f}",
            f"{load.seconds_with:.1f}",
            f"{load.rows / load.seconds_with:,.0f}",
            f"{load.seconds_with / load.seconds_without:.2f}",
        )
    Console(width=110).print(table)


def _print_pages(pages: list[tuple[str, Timing, Timing]]) -> None:
    table = Table(f"at {ACTIVITIES:,} activities", "page 1, ms", "page 1,000, ms", "ratio", "by index only")
    for name, first, deep in pages:
        table.add_row(
            name,
            f"{first.milliseconds:.2f}",
            f"{deep.milliseconds:.2f}",
            f"{deep.milliseconds / first.milliseconds:.2f}",
            "yes" if first.uses_indexes_only and deep.uses_indexes_only else "no",
        )
    Console(width=110).print(table)
