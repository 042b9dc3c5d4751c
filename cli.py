"""The `atalaya` command: parses, calls, prints; every failure is one clear line and a non-zero exit."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from db import demo as demo_source
from db import warehouse
from db.errors import AtalayaError
from db.migrate import migrate as migrate_warehouse
from db.warehouse import READER, Warehouse
from sync import progress
from sync.connected import connected_sources, demo_url
from sync.errors import AlreadyRunning
from sync.run import Request, run_sync

cli = typer.Typer(
    help="Atalaya: a local-first analytics workbench for people who run learning programmes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
notes = Console(stderr=True, highlight=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


class OccupiedPort(AtalayaError):
    """Another program listens on the port."""


@cli.command()
def serve(
    port: Annotated[int, typer.Option(help="Port of the pages.", min=1, max=65535)] = 8080,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Migrate the warehouse and serve the pages; unconfigured: embedded Postgres, demo source, first sync."""
    import uvicorn

    refuse_occupied_port(host, port)
    migrate_warehouse(warehouse.current())
    notes.print(f"Atalaya is at [bold]http://{host}:{port}[/bold] (Ctrl-C ends it)")
    uvicorn.run("app:app", host=host, port=port, log_level="warning", timeout_graceful_shutdown=3)


@cli.command()
def migrate() -> None:
    """Create or upgrade the warehouse; safe to repeat."""
    migrate_warehouse(warehouse.current())
    notes.print("The warehouse is up to date.")


@cli.command()
def demo(
    scale: Annotated[float, typer.Option(help="1 is tens of thousands of rows.", min=0.01, max=100)] = 1,
    seed: Annotated[int, typer.Option(help="Another seed, another organisation.")] = 20240101,
    as_of: Annotated[datetime | None, typer.Option(help="Simulate up to this date.", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Fill the demo source with a simulated organisation."""
    until = as_of.replace(tzinfo=UTC) if as_of else None
    summary = demo_source.fill(demo_url(), scale=scale, seed=seed, as_of=until)
    notes.print(f"The demo source lives until {summary.lived_until:%Y-%m-%d %H:%M} UTC; run `atalaya sync` next.")


@cli.command()
def sync(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to copy; default: all connected.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Read whole tables, whatever the watermarks say.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Delete even if suspiciously many rows vanish.")] = False,
    as_json: AsJson = False,
) -> None:
    """Copy the sources into the warehouse; exits 0 only if every table validated."""
    here = warehouse.current()
    migrate_warehouse(here)
    request = Request(connected_sources(sources or ()), full=full, forced=force)
    with progress_bars(here, visible=notes.is_terminal and not as_json):
        report = progress.report(here, run_or_attach(here, request))
    if as_json:
        print_json(report)
    else:
        print_report(report)
    if report["status"] != "succeeded":
        raise typer.Exit(1)


@cli.command()
def status(as_json: AsJson = False) -> None:
    """Freshness per source, last runs, row counts."""
    here = warehouse.current()
    migrate_warehouse(here)
    found = progress.status(here)
    if as_json:
        print_json(found)
        return
    for name, rows in found.items():
        notes.print(f"[bold]{name.replace('_', ' ').capitalize()}[/bold]")
        print_rows(rows)


def run_or_attach(here: Warehouse, request: Request) -> int:
    """Runs the sync, or waits for the one that is running; returns the number of the run."""
    try:
        return run_sync(here, request).run
    except AlreadyRunning:
        run = progress.running_run(here)
        if run is None:
            raise
        notes.print(f"Sync {run} is already running; waiting for it.")
        progress.wait_for(here, run)
        return run


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
    with here.connect(READER) as connection, Progress(*columns, console=notes) as bars:
        tasks: dict[tuple[str, str], Any] = {}
        while not ended.wait(0.25):
            run = progress.newest_run(connection, running=True)
            for table in progress.table_progress(connection, run) if run else ():
                key = (table.source, table.table)
                if key not in tasks:
                    tasks[key] = bars.add_task(f"{table.source} {table.table}", total=None, phase=table.phase)
                bars.update(tasks[key], completed=table.rows_done, total=table.rows_expected, phase=table.phase)


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
    for message in dict.fromkeys(filter(None, [report["message"]])):
        notes.print(f"[red]{message}[/red]")
    notes.print(f"Sync {report['run']} {report['status']} in {report['duration_seconds']} s.")


def print_rows(rows: list[dict[str, Any]]) -> None:
    """Rows as a table on standard output."""
    if not rows:
        notes.print("  nothing yet; `atalaya sync` brings it")
        return
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*("—" if value is None else str(value) for value in row.values()))
    Console(highlight=False).print(table)


def print_json(value: object) -> None:
    """JSON on standard output, moments in ISO 8601."""
    typer.echo(
        json.dumps(
            value,
            default=lambda other: other.isoformat() if hasattr(other, "isoformat") else float(other),
            indent=2,
        )
    )


def refuse_occupied_port(host: str, port: int) -> None:
    """Raises OccupiedPort when something listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OccupiedPort(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"End the program that uses it, or choose another: make run PORT={port + 1}"
            ) from error


def main() -> None:
    """Runs the command; what Atalaya can explain is one line, not a traceback."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    try:
        cli()
    except AtalayaError as error:
        typer.echo(f"atalaya: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
