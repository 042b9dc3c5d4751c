"""The `atalaya` command: parses, calls, prints; every failure is one clear line and a non-zero exit."""

import getpass
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import psycopg
import typer

from db import access_log, open_files, refusals
from db.backup import write_backup
from db.domains import DOMAINS
from db.errors import AtalayaError
from db.explanation import explain as explained
from db.migrate import migrated
from db.restore import restored
from db.warehouse import Warehouse
from sources import demo as demo_source
from sync.clock.refresh import refresh_views
from sync.clock.rollup import run_rollup
from sync.endpoints.connected import connected_sources, demo_url
from sync.errors import AlreadyRunning
from sync.log import progress
from sync.restore import run_restore
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.specifications import how_copied, source_named
from sync.verify import run_verify, run_verify_facts
from terminal import (
    hours_bar,
    notes,
    print_explanation,
    print_json,
    print_report,
    print_rows,
    print_verification,
    progress_bars,
)

cli = typer.Typer(
    help="Atalaya: a local-first analytics workbench for people who run learning programmes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Force = Annotated[bool, typer.Option("--force", help="Delete even if suspiciously many rows vanish.")]


class OccupiedPort(AtalayaError):
    """Another program listens on the port."""


class NoHour(AtalayaError):
    """An option that should be an hour is none."""


class ExportFailed(AtalayaError):
    """The view is unknown, or the file cannot be written."""


@cli.command()
def serve(
    port: Annotated[int, typer.Option(help="Port of the pages.", min=1, max=65535)] = 8080,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    processes: Annotated[int, typer.Option(help="How many draw pages, each on a core.", min=1, max=64)] = 1,
) -> None:
    """Migrate the warehouse and serve the pages; unconfigured: embedded Postgres, demo source, first sync."""
    import uvicorn

    import processes as several
    from db import hosts

    # A service manager, or Docker, ends a server so. Uvicorn ends its work and repeats the signal: what is to be done
    # at the end of a process, such as ending the embedded server, then still happens.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    hosts.bound_to(host)
    refuse_occupied_port(host, port)
    migrated()
    if few := open_files.raise_limit():
        notes.print(few)
    notes.print(f"Atalaya is at [bold]http://{host}:{port}[/bold] (Ctrl-C ends it)")
    if processes > 1:
        several.serve(host, port, processes)
    else:
        uvicorn.run(several.APPLICATION, host=host, port=port, **several.OPTIONS)


@cli.command()
def migrate() -> None:
    """Create or upgrade the warehouse; safe to repeat."""
    migrated()
    notes.print("The warehouse is up to date.")


@cli.command()
def demo(
    scale: Annotated[float, typer.Option(help="1 is tens of thousands of rows.", min=0.01, max=100)] = 1,
    seed: Annotated[int, typer.Option(help="Another seed, another organisation.")] = 20240101,
    as_of: Annotated[datetime | None, typer.Option(help="Simulate up to this date.", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Fill the demo source with a simulated organisation."""
    migrated()
    until = as_of.replace(tzinfo=UTC) if as_of else None
    summary = demo_source.fill(demo_url(), scale=scale, seed=seed, as_of=until)
    notes.print(f"The demo source lives until {summary.lived_until:%Y-%m-%d %H:%M} UTC; run `atalaya sync` next.")


@cli.command()
def sync(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to copy; default: all connected.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Read whole tables, whatever the watermarks say.")] = False,
    force: Force = False,
    repair_days: Annotated[
        int | None,
        typer.Option(
            help="Make so many last days of window and append-only tables equal, row by row.", min=1, max=3650
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy the sources into the warehouse; exits 0 only if every table validated."""
    here = migrated()
    request = Request(connected_sources(sources or ()), full=full, forced=force, repaired_days=repair_days)
    # Whoever ends the process (a service manager, a container) means what Ctrl-C means: the run says that it stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with progress_bars(here, visible=notes.is_terminal and not as_json):
        report = progress.report(here, run_or_attach(here, request))
    if as_json:
        print_json(report)
    else:
        print_report(report)
    if report["status"] != "succeeded":
        raise typer.Exit(1)


@cli.command()
def verify(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to compare; default: all connected.")] = None,
    facts: Annotated[
        bool, typer.Option("--facts", help="Compare only the facts with the warehouse's own rows; asks no source.")
    ] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what differs.")] = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Compare source and warehouse row by row, and facts with their rows; exits 0 only if all is equal, or made so."""
    here = migrated()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if facts:
        domains = tuple(source_named(name).domain for name in sources) if sources else DOMAINS
        found = run_verify_facts(here, domains, repair=repair)
    else:
        found = run_verify(here, Request(connected_sources(sources or ()), forced=force), repair=repair)
    if as_json:
        print_json(
            {
                "run": found.run,
                "status": found.status,
                "message": found.message,
                "tables": [{**vars(table), "is_equal": table.is_equal} for table in found.tables],
            }
        )
    else:
        print_verification(found)
    if found.status != "succeeded":
        raise typer.Exit(1)


@cli.command()
def refresh(as_json: AsJson = False) -> None:
    """Refresh the materialized views; exits 0 only if every view was refreshed."""
    here = migrated()
    refreshed = [vars(view) for view in refresh_views(here, "command line")]
    if as_json:
        print_json(refreshed)
    else:
        print_rows(refreshed)
    if any(view["status"] != "ok" for view in refreshed):
        raise typer.Exit(1)


@cli.command()
def rollup(
    since: Annotated[str | None, typer.Option(help="First hour, such as 2026-11-21T04:00:00Z.")] = None,
    until: Annotated[str | None, typer.Option(help="Last hour; default: the last that has ended.")] = None,
    as_json: AsJson = False,
) -> None:
    """Close finished hours of live classrooms, or compute a range of hours again."""
    here = migrated()
    first, last = hour_option("--since", since), hour_option("--until", until)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with hours_bar(visible=notes.is_terminal and not as_json) as report:
        found = run_rollup(here, "command line", first, last, report=report)
    if as_json:
        print_json(vars(found))
    else:
        notes.print(f"{found.hours:,} hours rolled up, {found.rows_written:,} rows changed.")


@cli.command()
def status(as_json: AsJson = False) -> None:
    """Freshness per source, last runs, materialized views, schedule, health, row counts."""
    here = migrated()
    found = progress.status(here)
    if as_json:
        print_json(found)
        return
    for name, rows in found.items():
        notes.print(f"[bold]{name.replace('_', ' ').capitalize()}[/bold]")
        print_rows(rows)


@cli.command()
def explain(
    view: Annotated[str, typer.Argument(help="Name of a view, function or table, such as v_group_status.")],
    as_json: AsJson = False,
) -> None:
    """Where a number comes from: view, facts, raw tables, production, with the file of each."""
    found = explained(view)
    if as_json:
        print_json(
            {
                "name": found.name,
                "questions": found.questions,
                "steps": [asdict(step) for step in found.steps.values()],
                "productions": {name: how_copied(name) for name in found.productions},
            }
        )
        return
    print_explanation(found)


class Format(StrEnum):
    """File formats of an export."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class Separator(StrEnum):
    """What separates the cells of a CSV file."""

    COMMA = ","
    SEMICOLON = ";"
    BAR = "|"
    TAB = "tab"

    @property
    def character(self) -> str:
        """As it stands in the file."""
        return "\t" if self is Separator.TAB else self.value


@cli.command()
def export(
    view: Annotated[str, typer.Argument(help="Name of a view, such as v_group_status or ops.sync_log.")],
    file_format: Annotated[Format, typer.Option("--format", help="Format of the file.")] = Format.CSV,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; default: standard output.")] = None,
    separator: Annotated[
        Separator | None, typer.Option("--separator", help="Of CSV: ; where Excel's lists have it; default: a comma.")
    ] = None,
) -> None:
    """Stream a view into a file: CSV that is safe in spreadsheets, a workbook, or Parquet."""
    from analytics.files.file import written
    from analytics.files.reading import opened
    from analytics.files.views import find_view
    from analytics.query import QueryError

    if separator is not None and file_format is not Format.CSV:
        raise ExportFailed("--separator is for CSV only; leave it out, or take --format csv.")
    migrated()
    cut = (separator or Separator.COMMA).character
    try:
        found = find_view(view)
        # Refused before the file is touched: a workbook with no room, a view that cannot be read.
        with opened(found) as reading:
            chunks = written(reading, file_format, separator=cut)
            with open_output(out) as file:
                note_export(found.relation)
                for chunk in chunks:
                    file.write(chunk)
    except QueryError as error:
        raise ExportFailed(str(error)) from error


@cli.command()
def backup(
    file: Annotated[
        Path, typer.Argument(help="File to write; an older one of that name is replaced once it is whole.")
    ],
) -> None:
    """Write the whole warehouse into one file, also while a sync runs; `atalaya restore` brings it back anywhere."""
    here = migrated()
    # Whoever ends the process means what Ctrl-C means: the unfinished file goes with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    size = write_backup(here, file)
    notes.print(f"{file} holds the warehouse, in {size:,} bytes; keep it as safe as the warehouse.", soft_wrap=True)


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(help="File that `atalaya backup`, or pg_dump in its custom format, wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Throw away the warehouse that the database holds already.")
    ] = False,
) -> None:
    """Bring a backup back into an empty database, on any server from PostgreSQL 15 on: all of it, or nothing."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    restored(file, replace=replace)
    notes.print("The warehouse is as it was; the next sync brings what has changed since.")


@cli.command()
def restore_attendance(
    run: Annotated[
        int | None, typer.Argument(help="Number of the sync, as in `atalaya status`; default: the last.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring back attendance, and all other rows, that a sync removed or changed; the next one follows production."""
    here = migrated()
    restored = run_restore(here, run)
    if as_json:
        print_json({"run": restored.run, "tables": restored.rows})
    for table, rows in restored.rows.items() if not as_json else ():
        notes.print(f"{table}: {rows:,} rows are as they were before sync {restored.run}.")


def note_export(view: str) -> None:
    """Writes down that data of single students leave the warehouse, where the view has any."""
    from analytics import access as questions

    if view in set(questions.student_level_views()["relation"]):
        access_log.record(getpass.getuser(), "export", f"{view} (atalaya export)", {}, None)


def hour_option(option: str, text: str | None) -> datetime | None:
    """The hour that an option names, in UTC unless it says otherwise.

    Raises NoHour.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NoHour(f"{option} {text} is no hour; write it like 2026-11-21T04:00:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextmanager
def open_output(path: Path | None) -> Iterator[IO[bytes]]:
    """The file to write, or standard output.

    Raises ExportFailed when the file cannot be written; a reader that has seen enough is no failure.
    """
    try:
        if path is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        else:
            with path.open("wb") as file:
                yield file
    except BrokenPipeError:
        sys.stdout = None
    except OSError as error:
        raise ExportFailed(f"{path or 'standard output'} cannot be written ({error.strerror}).") from error


def run_or_attach(here: Warehouse, request: Request) -> int:
    """Runs the sync, or waits for the one that is running; returns the number of the run."""
    while True:
        try:
            return run_sync(here, request).run
        except AlreadyRunning:
            run = progress.running_run(here)
            if run is None:
                raise
        notes.print(f"Sync {run} is already running; waiting for it.")
        if progress.wait_for(here, run):
            return run
        notes.print(f"Sync {run} died; starting another.")


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
    # What the driver could not do with a lost connection is told by the error that follows.
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
    # Ended politely, every command leaves the embedded server in order; those that copy rows say more.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        cli()
    except AtalayaError as error:
        typer.echo(f"atalaya: {error}", err=True)
        sys.exit(1)
    except psycopg.OperationalError as error:
        typer.echo(f"atalaya: {refusals.explained(error)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
