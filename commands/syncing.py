"""`atalaya sync`, `verify`, `check` and `restore-attendance`: rows travel, are compared, added up, and come back."""

import signal
from collections.abc import Sequence
from contextlib import suppress

import typer

from commands.terminal import notes, print_check, print_json, print_report, print_verification, progress_bars
from db.domains import DOMAINS, Domain
from db.migrate import migrated
from db.warehouse import Warehouse
from sync.clock.self_check import CheckRunning, run_self_check
from sync.endpoints.connected import connected_sources
from sync.errors import AlreadyRunning
from sync.log import progress
from sync.restore import run_restore
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.specifications import source_named
from sync.verify import run_verify, run_verify_facts


def sync(
    sources: Sequence[str],
    *,
    full: bool,
    force: bool,
    replace_demo: bool,
    repair_days: int | None,
    as_json: bool,
) -> None:
    """Copies the sources."""
    here = migrated()
    if replace_demo:
        _take_demo_away(here)
    request = Request(connected_sources(sources), full=full, forced=force, repaired_days=repair_days)
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


def _take_demo_away(here: Warehouse) -> None:
    # Who only syncs need not wait for what reads files.
    from sync.run import imports

    if left := imports.replace_demo(here):
        notes.print(f"The demo's rows of {', '.join(left)} have left the warehouse.")


def verify(sources: Sequence[str], *, facts: bool, repair: bool, force: bool, as_json: bool) -> None:
    """Compares rows and facts."""
    here = migrated()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    domains = domains_of(sources)
    if facts:
        found = run_verify_facts(here, domains, repair=repair)
    else:
        found = run_verify(here, Request(connected_sources(sources), forced=force), repair=repair)
    # What was mended is not said to disagree any longer.
    with suppress(CheckRunning):
        run_self_check(here, domains)
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


def check(sources: Sequence[str], *, as_json: bool) -> None:
    """Adds up facts and rows."""
    here = migrated()
    found = run_self_check(here, domains_of(sources))
    if as_json:
        print_json(
            [
                {**vars(domain), "identities": [{**vars(one), "agrees": one.agrees} for one in domain.identities]}
                for domain in found
            ]
        )
    else:
        print_check(found)
    if not all(domain.is_well for domain in found):
        raise typer.Exit(1)


def domains_of(sources: Sequence[str]) -> tuple[Domain, ...]:
    """The domains of these sources; of none, all."""
    return tuple(source_named(name).domain for name in sources) if sources else DOMAINS


def restore_attendance(run: int | None, *, as_json: bool) -> None:
    """Brings back what a run removed."""
    here = migrated()
    restored = run_restore(here, run)
    if as_json:
        print_json({"run": restored.run, "tables": restored.rows})
    for table, rows in restored.rows.items() if not as_json else ():
        notes.print(f"{table}: {rows:,} rows are as they were before sync {restored.run}.")


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
