"""`python -m benchmarks.scale [SCALE SCALE SCALE]`: bytes and milliseconds a row at three sizes of the demo."""

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
from db.statements import statements_beside

SCALES = (1.0, 3.0, 10.0)
REPEATS = 3

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
    loads: list[tuple[int, float]] = []
    pages: dict[str, list[float]] = defaultdict(list)
    for scale in scales:
        demo = filled(scale)
        for relation, size in stored(demo).items():
            sizes[relation].append(size)
        loads.append(first_load(demo))
        for page, spans in first_runs(demo).items():
            # The best: whatever else the machine did meanwhile only adds.
            pages[page].append(min(spans))
    console = Console(width=140)
    console.print(table_of_sizes(sizes, scales))
    console.print(table_of_loads(loads, scales))
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
    database = psutil.Process(int((demo.directory / "postgres" / "postmaster.pid").read_text().split()[0]))
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


def first_load(demo: Demo) -> tuple[int, float]:
    """Rows of the demo's largest sync, which was its first, and the seconds that it took, facts included."""
    with psycopg.connect(demo.url()) as connection:
        row = connection.execute(_SQL["largest_sync"]).fetchone()
    return (int(row[0]), float(row[1])) if row else (0, 0.0)


def table_of_loads(loads: Sequence[tuple[int, float]], scales: Sequence[float]) -> Table:
    """The first load at each size, and what the line says of all the rows that are asked about."""
    line, rows = growth(*zip(*loads, strict=True)), sum(ASKED.values())
    table = Table(
        "first load", *(f"scale {scale:g}: rows, s" for scale in scales), "ms a row", "off by", "extrapolated"
    )
    table.add_row(
        "all sources",
        *(f"{count:,}, {seconds:,.0f}" for count, seconds in loads),
        f"{1000 * line.each:.3f}",
        f"{line.residual:.0%}",
        f"{rows:,}: {line.at(rows) / 3600:,.0f} h",
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
