"""How long a file of 1,000,000 rows takes through the server, and what it costs there: alone, and two at once.

The rows are activities of the Student Timeline, twenty columns, newest first. Targets: CSV under 15 s, a workbook under
120 s, the first byte within 1 s, the server's memory at most 100 MB more than before.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from unittest.mock import patch

import psutil
from rich.console import Console
from rich.table import Table

from analytics.files import link
from benchmarks.files.serving import Served, Watched, serving
from benchmarks.files.taking import Taken, taken
from benchmarks.sync.servers import server
from benchmarks.timeline.pages import large_warehouse
from db.warehouse import Warehouse

ROWS = 1_000_000


@dataclass(frozen=True)
class Figures:
    """What was measured for some files at once."""

    file_format: str
    files: list[Taken]
    more_bytes: int
    """By which the server's memory grew at most."""
    processor_seconds: float
    """What server and database worked, however busy the machine was besides."""


def main() -> None:
    """Prints one table; takes about ten minutes."""
    with server() as database:
        here = large_warehouse(database.url(), ROWS)
        with serving(here) as served:
            figures = list(_measured(here, served, database.process))
    _print(figures)


def _measured(here: Warehouse, served: Served, database: psutil.Process) -> Iterator[Figures]:
    paths = _links(here)
    # What every server does once (modules, connections, catalogues) is nobody's file.
    taken(served.url, _links(here, student_id="00000000-0000-0000-0000-000000000000")["xlsx"])
    for file_format, path in paths.items():
        for readers in (1, 2):
            with Watched(served.process, database) as watched, ThreadPoolExecutor() as threads:
                files = list(threads.map(lambda _, path=path: taken(served.url, path), range(readers)))
            yield Figures(file_format, files, watched.more_bytes, watched.processor_seconds)


def _links(here: Warehouse, **arguments: str) -> dict[str, str]:
    with patch("db.warehouse.current", lambda: here):
        return link.of_formats(link.Asked("timeline.activities", arguments, "activities", "es", rows=ROWS))


def _print(measured: list[Figures]) -> None:
    table = Table("", "files at once", "first byte, ms", "whole, s", "worked, s", "MB each", "server's memory, + MB")
    for figures in measured:
        table.add_row(
            figures.file_format,
            str(len(figures.files)),
            f"{max(file.first_byte for file in figures.files) * 1000:.0f}",
            f"{max(file.whole for file in figures.files):.1f}",
            f"{figures.processor_seconds:.1f}",
            f"{figures.files[0].size / 1e6:.0f}",
            f"{figures.more_bytes / 1e6:.0f}",
        )
    Console(width=110).print(table)
