"""The `atalaya` command: its words and options. What a command does stands in `commands/`, loaded when it is called."""

import logging
import signal
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

cli = typer.Typer(
    help="Atalaya: a local-first analytics workbench for people who run learning programmes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Force = Annotated[bool, typer.Option("--force", help="Delete even if suspiciously many rows vanish.")]


@cli.command()
def serve(
    port: Annotated[int, typer.Option(help="Port of the pages.", min=1, max=65535)] = 8080,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    processes: Annotated[int, typer.Option(help="How many draw pages, each on a core.", min=1, max=64)] = 1,
) -> None:
    """Migrate the warehouse and serve the pages; unconfigured: embedded Postgres, demo source, first sync."""
    from commands import serving

    serving.serve(port, host, processes)


@cli.command()
def migrate() -> None:
    """Create or upgrade the warehouse; safe to repeat."""
    from commands import keeping

    keeping.migrate()


@cli.command()
def demo(
    scale: Annotated[float, typer.Option(help="1 is tens of thousands of rows.", min=0.01, max=100)] = 1,
    seed: Annotated[int, typer.Option(help="Another seed, another organisation.")] = 20240101,
    as_of: Annotated[datetime | None, typer.Option(help="Simulate up to this date.", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Fill the demo source with a simulated organisation."""
    from commands import simulating

    simulating.demo(scale, seed, as_of)


@cli.command()
def sync(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to copy; default: all connected.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Read whole tables, whatever the watermarks say.")] = False,
    force: Force = False,
    replace_demo: Annotated[
        bool, typer.Option("--replace-demo", help="Let the demo's rows go where a production is connected.")
    ] = False,
    repair_days: Annotated[
        int | None,
        typer.Option(
            help="Make so many last days of window and append-only tables equal, row by row.", min=1, max=3650
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy the sources into the warehouse; exits 0 only if every table validated."""
    from commands import syncing

    syncing.sync(
        sources or (), full=full, force=force, replace_demo=replace_demo, repair_days=repair_days, as_json=as_json
    )


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
    from commands import syncing

    syncing.verify(sources or (), facts=facts, repair=repair, force=force, as_json=as_json)


@cli.command()
def check(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources whose facts to add up; default: all.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare sums of facts with those of the warehouse's own rows, in seconds; exits 0 only if all agree."""
    from commands import syncing

    syncing.check(sources or (), as_json=as_json)


@cli.command(name="import")
def import_(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files, globs, ZIP files; or one recipe, by its file or its name.", show_default=False),
    ] = None,
    as_shape: Annotated[str, typer.Option("--as", help="The shape that the files have, if it is not seen.")] = "",
    zone: Annotated[str, typer.Option(help="Zone of moments without an offset, such as Europe/Madrid.")] = "",
    name: Annotated[str, typer.Option(help="Name of the import; default: that of the first file.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show how everything is read, and change nothing.")
    ] = False,
    replace_demo: Annotated[bool, typer.Option("--replace-demo", help="Let the demo's rows go.")] = False,
    keep_rules: Annotated[
        bool, typer.Option("--keep-rules", help="Leave the organisation's zone and courses as they are.")
    ] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="List the imports that were made; so it does without a file.")
    ] = False,
    forget: Annotated[str, typer.Option(help="Take away what an import of this name brought.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make files, or a foreign database, a source: recognised, mapped, checked, copied, and shown."""
    from commands import importing

    if forget:
        importing.forget(forget, yes=yes)
    elif (files or as_shape) and not list_:
        importing.import_files(
            files or (),
            as_shape=as_shape,
            name=name,
            time_zone=zone,
            replace_demo=replace_demo or yes,
            keep_rules=keep_rules,
            dry_run=dry_run,
            as_json=as_json,
        )
    else:
        importing.list_imports(as_json=as_json)


@cli.command()
def refresh(as_json: AsJson = False) -> None:
    """Refresh the materialized views; exits 0 only if every view was refreshed."""
    from commands import clockwork

    clockwork.refresh(as_json=as_json)


@cli.command()
def rollup(
    since: Annotated[str | None, typer.Option(help="First hour, such as 2026-11-21T04:00:00Z.")] = None,
    until: Annotated[str | None, typer.Option(help="Last hour; default: the last that has ended.")] = None,
    as_json: AsJson = False,
) -> None:
    """Close finished hours of live classrooms, or compute a range of hours again."""
    from commands import clockwork

    clockwork.rollup(since, until, as_json=as_json)


@cli.command()
def status(as_json: AsJson = False) -> None:
    """Freshness per source, last runs, materialized views, schedule, health, row counts."""
    from commands import clockwork

    clockwork.status(as_json=as_json)


@cli.command()
def rules(
    check: Annotated[
        Path | None, typer.Option("--check", help="Check a file: what it would change, or a line for each mistake.")
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", help="What depends on a rule, such as ngeshare.active_days.")
    ] = None,
    init: Annotated[bool, typer.Option("--init", help="Write a commented file of the rules in force.")] = False,
    as_json: AsJson = False,
) -> None:
    """The organisation's rules that are in force: zones, courses, thresholds."""
    from commands import ruling

    if check is not None:
        ruling.check(check)
    elif explain is not None:
        ruling.explain(explain, as_json=as_json)
    elif init:
        ruling.init()
    else:
        ruling.rules(as_json=as_json)


@cli.command()
def explain(
    view: Annotated[str, typer.Argument(help="Name of a view, function or table, such as v_group_status.")],
    as_json: AsJson = False,
) -> None:
    """Where a number comes from: view, facts, raw tables, production, with the file of each."""
    from commands import explaining

    explaining.explain(view, as_json=as_json)


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
    from commands import exporting

    exporting.export(view, file_format.value, out, separator.character if separator else None)


@cli.command()
def backup(
    file: Annotated[
        Path, typer.Argument(help="File to write; an older one of that name is replaced once it is whole.")
    ],
) -> None:
    """Write the whole warehouse into one file, also while a sync runs; `atalaya restore` brings it back anywhere."""
    from commands import keeping

    keeping.backup(file)


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(help="File that `atalaya backup`, or pg_dump in its custom format, wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Throw away the warehouse that the database holds already.")
    ] = False,
) -> None:
    """Bring a backup back into an empty database, on any server from PostgreSQL 15 on: all of it, or nothing."""
    from commands import keeping

    keeping.restore(file, replace=replace)


@cli.command()
def restore_attendance(
    run: Annotated[
        int | None, typer.Argument(help="Number of the sync, as in `atalaya status`; default: the last.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring back attendance, and all other rows, that a sync removed or changed; the next one follows production."""
    from commands import syncing

    syncing.restore_attendance(run, as_json=as_json)


def main() -> None:
    """Runs the command; what Atalaya can explain is one line, not a traceback."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    # What the driver could not do with a lost connection is told by the error that follows.
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
    # Ended politely, every command leaves the embedded server in order; those that copy rows say more.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        cli()
    except Exception as error:
        from commands.failure import explained

        said = explained(error)
        if said is None:
            raise
        typer.echo(f"atalaya: {said}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
