"""How long files take from the command to the last painted chart, and how much memory the importing process takes.

A log of Moodle with 1,000,000 lines as CSV (target: 60 s to the page, 500 MB at most) and with 100,000 lines as XLSX
(target: 10 s), each imported into a warehouse of its own that is there and empty, then once more unchanged.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import xlsxwriter
from rich.console import Console
from rich.table import Table

from benchmarks.browser.__main__ import chromium
from benchmarks.browser.measuring import loaded
from benchmarks.pages.serving import wait_for
from db.settings import PROJECT
from tests.ports import free_port

HEADER = (
    "Time", "User full name", "Affected user", "Event context", "Component", "Event name", "Description", "IP address",
)  # fmt: skip
STUDENTS = 20_000
FIGURES = 8
"""The Engagement Panel has at least so many."""


@dataclass(frozen=True)
class Figures:
    """What one import took; the processor's seconds are the importing process's alone, without the database's."""

    seconds: float
    processor_seconds: float
    peak_bytes: int
    page: str
    """The address that it printed, without the server."""


def main() -> None:
    """Prints one table; takes some minutes."""
    table = Table("", "import, s", "its process worked, s", "its peak, MB", "then to the last chart, s")
    with tempfile.TemporaryDirectory() as directory:
        for name, write, lines in (("csv", write_csv, 1_000_000), ("xlsx", write_xlsx, 100_000)):
            path, data = Path(directory) / f"log.{name}", Path(directory) / name
            write(path, lines)
            _migrate(data)
            first = imported(path, data)
            _add(table, f"{name.upper()}, {lines:,} lines", first, f"{last_chart(first.page, data):.1f}")
            _add(table, "the same again", imported(path, data), "")
    Console(width=110).print(table)


def lines_of_log(lines: int) -> Iterator[tuple[datetime, str, str]]:
    """Moment, person and course of each line; two years, whatever their number."""
    chance = random.Random(1_000)  # noqa: S311
    begins = datetime(2024, 9, 2, 8, tzinfo=UTC)
    for line in range(lines):
        moment = begins + timedelta(minutes=line * 1_000_000 // lines + chance.randrange(600))
        yield moment, f"Student {chance.randrange(STUDENTS):05}", f"Course: Maths {line % 7}"


def write_csv(path: Path, lines: int) -> None:
    """The log as Moodle writes it, day first."""
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADER) + "\n")
        for moment, who, course in lines_of_log(lines):
            when = f"{moment.day}/{moment:%m/%y, %H:%M}"
            said = f"The user with id '{who[-5:]}' viewed it."
            file.write(f'"{when}",{who},-,{course},System,Course viewed,"{said}",10.1.2.3\n')


def write_xlsx(path: Path, lines: int) -> None:
    """The same as a workbook, whose moments are numbers."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "remove_timezone": True})
    sheet, form = book.add_worksheet(), book.add_format({"num_format": "d/mm/yy, hh:mm"})
    sheet.write_row(0, 0, HEADER)
    for line, (moment, who, course) in enumerate(lines_of_log(lines), start=1):
        sheet.write_datetime(line, 0, moment, form)
        sheet.write_row(line, 1, (who, "-", course, "System", "Course viewed", "It was viewed.", "10.1.2.3"))
    book.close()


def imported(path: Path, data: Path) -> Figures:
    """One import, as the command that people type. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", "cli", "import", str(path), "--zone", "Europe/Madrid", "--json"]
    with tempfile.TemporaryFile() as told:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=PROJECT, env=_environment(data), stdout=told)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        # It was waited for here, where alone its memory is told.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"The import of {path.name} failed.")
        told.seek(0)
        address = urlsplit(json.load(told)["page"])
    return Figures(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, f"{address.path}?{address.query}")


def _migrate(data: Path) -> None:
    """Makes the warehouse, as whoever has looked at the pages before has it."""
    subprocess.run([sys.executable, "-m", "cli", "migrate"], cwd=PROJECT, env=_environment(data), check=True)


def last_chart(page: str, data: Path) -> float:
    """Seconds from a page's address to its last chart, on a server that has just started."""
    with _serving(data) as url, chromium() as browser:
        context = browser.new_context(viewport={"width": 1_400, "height": 6_000}, locale="en-US")
        with loaded(context, url + page, FIGURES) as (_, load, _):
            return load.last_figure


@contextmanager
def _serving(data: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=PROJECT, env=_environment(data), stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, process)
            yield url
        finally:
            process.terminate()


def _environment(data: Path) -> dict[str, str]:
    return {**os.environ, "ATALAYA_DATA_DIR": str(data), "ATALAYA_WAREHOUSE_URL": "", "ATALAYA_IMPORTS_URL": ""}


def _add(table: Table, name: str, figures: Figures, page: str) -> None:
    table.add_row(
        name,
        f"{figures.seconds:.1f}",
        f"{figures.processor_seconds:.1f}",
        f"{figures.peak_bytes / 1e6:.0f}",
        page,
    )
