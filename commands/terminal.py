"""How the command line looks: results on standard output, notes and progress bars on standard error."""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from db.errors import WarehouseUnreachable
from db.warehouse import READER, Warehouse
from sync.clock.self_check import CheckedDomain
from sync.log import progress
from sync.log.verification import Verification

notes = Console(stderr=True, highlight=False)


@contextmanager
def progress_bars(here: Warehouse, *, visible: bool) -> Iterator[None]:
    """Draws the running sync's tables while the block runs, whoever runs the sync."""
    if not visible:
        yield
        return
    ended = threading.Event()
    painter = threading.Thread(target=paint, args=[here, ended], daemon=True)
    painter.start()
    try:
        yield
    finally:
        ended.set()
        painter.join()


def paint(here: Warehouse, ended: threading.Event) -> None:
    """Redraws the bars four times a second."""
    columns = (
        TextColumn("{task.description:<32}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[phase]}"),
    )
    with Progress(*columns, console=notes) as bars:
        tasks: dict[tuple[str, str], Any] = {}
        while not ended.wait(0.25):
            for table in _progress(here):
                key = (table.source, table.table)
                if key not in tasks:
                    tasks[key] = bars.add_task(f"{table.source} {table.table}", total=None, phase=table.phase)
                bars.update(tasks[key], completed=table.rows_done, total=table.rows_expected, phase=table.phase)


def _progress(here: Warehouse) -> list[progress.TableProgress]:
    """The running sync's tables; holds no connection, which the sync itself may need, and waits for none."""
    try:
        with here.connect(READER, patience=0) as connection:
            run = progress.newest_run(connection, running=True)
            return progress.table_progress(connection, run) if run else []
    except (WarehouseUnreachable, psycopg.OperationalError):
        return []


@contextmanager
def hours_bar(*, visible: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar of hours; the block gets the function that moves it."""
    columns = (TextColumn("hours rolled up"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=notes, disable=not visible) as bar:
        task = bar.add_task("hours", total=None)
        yield lambda done, hours: bar.update(task, completed=done, total=hours)


def print_report(report: dict[str, Any]) -> None:
    """A run for people."""
    print_rows(
        [
            {
                "table": f"{row['source']} {row['table']}",
                "status": row["status"],
                "read": row["rows_read"],
                "changed": row["rows_changed"],
                "source": row["source_count"],
                "here": row["warehouse_count"],
                "ms": row["duration_ms"],
            }
            for row in report["tables"]
        ]
    )
    if report["message"]:
        notes.print(report["message"], style="red", markup=False, soft_wrap=True)
    notes.print(f"Sync {report['run']} {report['status']} in {report['duration_seconds']} s.")


def print_verification(found: Verification) -> None:
    """A verification for people: each table, and what differed."""
    print_rows(
        [
            {
                "table": f"{table.source} {table.table}",
                "rows": table.rows_compared,
                "missing": table.missing,
                "different": table.different,
                "surplus": table.surplus,
                "repaired": table.repaired,
                "keys": ", ".join(table.sample_keys[:5]) or None,
                "ms": table.duration_ms,
            }
            for table in found.tables
        ]
    )
    if found.message:
        notes.print(found.message, style="red", markup=False, soft_wrap=True)
    notes.print(f"Verification {found.run} {found.status}.")


def print_check(found: Sequence[CheckedDomain]) -> None:
    """A self-check for people: a line for each source, and one for each sum that disagrees."""
    print_rows(
        [
            {
                "source": domain.source,
                "state": domain.state,
                "sums": len(domain.identities),
                "disagree": len(domain.disagreeing),
                "ms": domain.duration_ms,
            }
            for domain in found
        ]
    )
    for domain in found:
        if domain.message:
            notes.print(domain.message, style="red", markup=False, soft_wrap=True)
        for one in domain.disagreeing:
            said = f"{one.counted:,}, its rows say {one.expected:,}"
            line = f"{one.fact} ({one.measure}) as of {one.as_of:%Y-%m-%d}: {said}."
            notes.print(line, style="red", markup=False, soft_wrap=True)
    if any(domain.disagreeing for domain in found):
        notes.print("Run `atalaya verify --facts --repair`.", markup=False)


def print_rows(rows: list[dict[str, Any]]) -> None:
    """Rows as a table on standard output."""
    if not rows:
        notes.print("  nothing yet; `atalaya sync` brings it")
        return
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*("—" if value is None else escape(str(value)) for value in row.values()))
    # A file or a pipe has no width to fit into.
    Console(highlight=False, width=None if sys.stdout.isatty() else 1000).print(table)


def print_json(value: object) -> None:
    """JSON on standard output, moments in ISO 8601."""
    typer.echo(
        json.dumps(
            value,
            default=lambda other: other.isoformat() if hasattr(other, "isoformat") else float(other),
            indent=2,
        )
    )
