"""`atalaya refresh`, `rollup` and `status`: what else goes by the clock, by hand, and how everything is."""

import signal
from dataclasses import asdict
from datetime import UTC, datetime

import typer

from commands.terminal import hours_bar, notes, print_json, print_rows
from db.errors import AtalayaError
from db.migrate import migrated
from db.rules.differing import of_file
from sync.clock.refresh import refresh_views
from sync.clock.rollup import run_rollup
from sync.log import progress


class NoHour(AtalayaError):
    """An option that should be an hour is none."""


def refresh(*, as_json: bool) -> None:
    """Refreshes the materialized views."""
    here = migrated()
    refreshed = [vars(view) for view in refresh_views(here, "command line")]
    if as_json:
        print_json(refreshed)
    else:
        print_rows(refreshed)
    if any(view["status"] != "ok" for view in refreshed):
        raise typer.Exit(1)


def rollup(since: str | None, until: str | None, *, as_json: bool) -> None:
    """Closes hours."""
    here = migrated()
    first, last = hour_option("--since", since), hour_option("--until", until)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with hours_bar(visible=notes.is_terminal and not as_json) as report:
        found = run_rollup(here, "command line", first, last, report=report)
    if as_json:
        print_json(vars(found))
    else:
        notes.print(f"{found.hours:,} hours rolled up, {found.rows_written:,} rows changed.")


def status(*, as_json: bool) -> None:
    """Tells how everything is."""
    here = migrated()
    found = progress.status(here)
    differing = of_file(here)
    if as_json:
        print_json({**found, "rules": asdict(differing)})
        return
    if differing.message:
        notes.print(differing.message, style="yellow", markup=False, soft_wrap=True)
    for name, rows in found.items():
        notes.print(f"[bold]{name.replace('_', ' ').capitalize()}[/bold]")
        print_rows(rows)


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
