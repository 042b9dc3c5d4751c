"""`python -m benchmarks.scale [SCALE SCALE SCALE]`: bytes and milliseconds a row at three sizes of the demo."""

import resource
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress

import psutil
import psycopg
from psycopg import sql
from rich.console import Console
from rich.table import Table

from benchmarks.demo import Demo, filled
from benchmarks.pages.__main__ import PAGES, opened
from benchmarks.pages.serving import telling
from benchmarks.scale.growth import growth
from db.domains import DOMAINS
from db.embedded import start
from db.settings import setting_name
from db.statements import statements_beside
from sync.endpoints.connected import DEMO_DATABASE

SCALES = (1.0, 3.0, 10.0)
REPEATS = 3
FIRST_LOAD = "first_load"
"""A database of its own for what a first load takes."""

ASKED = {
    "UserHangoutGroupAttendance": 100_000_000,
    "check_ins": 100_000_000,
    "ofertas": 100_000_000,
    # 10,000 schools, each with a session of an hour on 200 days, a reading a minute.
    "session_metrics": 10_000 * 200 * 60,
    "student_activity_timeline": 1_000_000_000,
}
"""The table of each domain that grows most, and how many rows of it are asked about."""

_SQL = statements_beside(__file__)

Sizes = Mapping[str, Sequence[tuple[int, float]]]


def main(arguments: Sequence[str] = ()) -> None:
    """Prints what is stored and what pages take; the demos are filled once and kept, see `benchmarks.demo`."""
    scales = [float(scale) for scale in arguments] or [*SCALES]
    sizes: dict[str, list[tuple[int, float]]] = defaultdict(list)
    works: dict[str, list[tuple[int, float]]] = defaultdict(list)
    pages: dict[str, list[float]] = defaultdict(list)
    for scale in scales:
        demo = filled(scale)
        for relation, size in stored(demo).items():
            sizes[relation].append(size)
        for command, work in works_of(demo).items():
            works[command].append(work)
        for page, spans in first_runs(demo).items():
            # The best: whatever else the machine did meanwhile only adds.
            pages[page].append(min(spans))
    console = Console(width=140)
    console.print(table_of_sizes(sizes, scales))
    console.print(table_of_works(works, scales))
    console.print(
        table_of_pages(pages, [sum(size[place][0] for size in sizes.values()) for place in range(len(scales))])
    )


def stored(demo: Demo) -> dict[str, tuple[int, float]]:
    """By the table that grows most: its rows, and megabytes of all tables of its domain: raw rows, facts, indexes."""
    found = {}
    with psycopg.connect(demo.url()) as connection:
        for domain in DOMAINS:
            schemas = [domain.raw_schema, domain.derived_schema]
            named = connection.execute(_SQL["growing_table"], {"schemas": schemas, "names": [*ASKED]}).fetchone()
            if named is not None:
                asked = _SQL["size_of_domain"].format(table=sql.Identifier(*named))
                row = connection.execute(asked, {"schemas": schemas}).fetchone()
                found[named[1]] = (int(row[0]), float(row[1])) if row else (0, 0.0)
    return found


def first_runs(demo: Demo) -> dict[str, list[float]]:
    """Milliseconds that each page's own thread and the database work for its first run in a new server.

    They say more than the reader's wait on a machine that does other things, and are all of it where one core works.
    """
    demo.url()
    database = psutil.Process(postmaster(demo))
    spans: dict[str, list[float]] = defaultdict(list)
    with telling(demo) as server:
        for page in PAGES:
            opened(server, page)
        modules = server.ask("modules")
    for page in PAGES * REPEATS:
        with telling(demo, modules) as server:
            before = worked(database)
            run = opened(server, page)
            spans[page].append(1000 * (run.worked + worked(database) - before))
    return spans


def worked(database: psutil.Process) -> float:
    """Seconds that the processes of a database server have worked, those that are gone included."""
    known = database.cpu_times()
    seconds = known.user + known.system + known.children_user + known.children_system
    for process in database.children():
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            seconds += times.user + times.system
    return float(seconds)


def works_of(demo: Demo) -> dict[str, tuple[int, float]]:
    """Rows of all sources, and the seconds that all processes work for a first load, and for the checks of the night.

    The first load fills a new warehouse beside the demo's. Productions and both warehouses are databases of one server,
    so that what the sources work is in it, too.
    """
    server = start(demo.directory / "postgres")
    settings = {setting_name("warehouse_url"): server.url(FIRST_LOAD)}
    settings |= {setting_name(domain.url_setting): server.url(DEMO_DATABASE) for domain in DOMAINS}
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"drop database if exists {FIRST_LOAD} with (force)")
        connection.execute(f"create database {FIRST_LOAD}")
        demo.command("migrate", **settings)
        seconds = {
            "first load": work_of(demo, "sync", **settings),
            "atalaya verify": work_of(demo, "verify", **settings),
            "atalaya verify --facts": work_of(demo, "verify", "--facts", **settings),
            "atalaya check": work_of(demo, "check", **settings),
        }
        with psycopg.connect(server.url(FIRST_LOAD)) as loaded:
            row = loaded.execute("select max(rows_read) from ops.run_history where kind = 'sync'").fetchone()
        connection.execute(f"drop database {FIRST_LOAD} with (force)")
    return {name: (int(row[0]) if row else 0, worked_for) for name, worked_for in seconds.items()}


def work_of(demo: Demo, *command: str, **settings: str) -> float:
    """Seconds that a command and the database work."""
    database = psutil.Process(postmaster(demo))
    before = worked(database) + ended_children()
    demo.command(*command, **settings)
    return worked(database) + ended_children() - before


def ended_children() -> float:
    """Seconds that this process' children have worked that are gone."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def postmaster(demo: Demo) -> int:
    """The process that all processes of the demo's server are children of."""
    return int((demo.directory / "postgres" / "postmaster.pid").read_text().split()[0])


def table_of_works(works: Sizes, scales: Sequence[float]) -> Table:
    """What each command works at each size, and what the line says of all the rows that are asked about."""
    rows = sum(ASKED.values())
    table = Table("worked", *(f"scale {scale:g}: rows, s" for scale in scales), "ms a row", "off by", "extrapolated")
    for name, measured in works.items():
        line = growth(*zip(*measured, strict=True))
        table.add_row(
            name,
            *(f"{count:,}, {seconds:,.1f}" for count, seconds in measured),
            f"{1000 * line.each:.4f}",
            f"{line.residual:.0%}",
            f"{rows:,}: {line.at(rows) / 3600:,.1f} h",
        )
    return table


def table_of_sizes(sizes: Sizes, scales: Sequence[float]) -> Table:
    """A row per domain: measured, a line through it, and what the line says of the size that is asked about."""
    table = Table("rows of", *(f"scale {scale:g}: rows, MB" for scale in scales), "bytes a row", "off by")
    table.add_column("extrapolated")
    for name, measured_sizes in sizes.items():
        line = growth(*zip(*measured_sizes, strict=True))
        rows = ASKED[name]
        table.add_row(
            name,
            *(f"{count:,}, {megabytes:,.0f}" for count, megabytes in measured_sizes),
            f"{line.each * 1_048_576:,.0f}",
            f"{line.residual:.0%}",
            f"{rows:,}: {line.at(rows) / 1024:,.0f} GB",
        )
    return table


def table_of_pages(pages: Mapping[str, Sequence[float]], rows: Sequence[int]) -> Table:
    """A row per page: the work of its best first run at each size, and what a million rows more add to it."""
    table = Table("page", *(f"{count:,} rows, ms" for count in rows), "ms a million rows more", "off by")
    for page, spans in pages.items():
        line = growth(rows, spans)
        table.add_row(page, *(f"{span:,.0f}" for span in spans), f"{1e6 * line.each:,.1f}", f"{line.residual:.0%}")
    return table


if __name__ == "__main__":
    main(sys.argv[1:])
