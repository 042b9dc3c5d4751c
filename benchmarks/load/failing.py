"""`python -m benchmarks.load.failing`: people browse while servers die, replicas lag and die, and a sync runs.

Three servers behind a balancer, on two replicas behind another one, 2 and 60 seconds late. Beside the people somebody
asks whether each answer is of one version of the data, somebody takes files, and a job by the clock is due. Then one
server and one replica are killed. Needs Debian's PostgreSQL 15.
"""

import argparse
import asyncio
import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial

import psycopg
from rich.console import Console
from rich.table import Table
from websockets.exceptions import WebSocketException

from analytics import curriculum
from analytics.files import link
from analytics.question import DATA_VERSION
from benchmarks.load.scenarios import THINKS_SECONDS
from benchmarks.load.tab import Tab, TabClosed
from db import warehouse as warehouses
from db.domains import DOMAINS
from db.migrate import migrate
from db.settings import PROJECT, setting_name
from db.warehouse import Warehouse
from sources import demo
from tests import postgres_servers
from tests.balancer import balanced
from tests.ports import free_port
from tests.replication import balancer, replica_of

LATE_SECONDS = (2, 60)
JOB = "hourly rollup"


@dataclass
class Seen:
    """What came of it."""

    page_seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    back_seconds: list[float] = field(default_factory=list)
    """From a reader's lost connection to the same page on another server."""
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    """Answers whose rows were of another version than they said."""
    versions: set[int] = field(default_factory=set)
    files: int = 0
    failed_files: list[str] = field(default_factory=list)
    jobs: int = 0


def main(arguments: Sequence[str] = ()) -> None:
    """Prints one table; takes three minutes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.failing", description=__doc__)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--scale", type=float, default=0.3)
    chosen = parser.parse_args(arguments)
    with ExitStack() as stack:
        server = stack.enter_context(postgres_servers.debian("max_connections=200"))
        source_url, url = _databases(server)
        demo.fill(source_url, scale=chosen.scale)
        migrate(Warehouse(url))
        sources = {setting_name(domain.url_setting): source_url for domain in DOMAINS}
        _sync(url, sources)
        replicas = [
            stack.enter_context(replica_of(url, f"recovery_min_apply_delay={late}s", "max_connections=200"))
            for late in LATE_SECONDS
        ]
        read_url = stack.enter_context(balancer(replicas, "warehouse"))
        ports = [free_port() for _ in range(3)]
        servers = [stack.enter_context(_serving(port, url, read_url, sources)) for port in ports]
        port = stack.enter_context(balanced([partial(socket.create_connection, ("127.0.0.1", one)) for one in ports]))
        seen, over = Seen(), threading.Event()
        beside: list[Callable[[], None]] = [
            partial(_write, url, over),
            partial(_hold_together, url, read_url, over, seen),
            partial(_take_files, f"http://127.0.0.1:{port}", url, over, seen),
        ]
        working = [threading.Thread(target=work) for work in beside]
        for one in working:
            one.start()
        _make_due(url, chosen.seconds / 4)
        events: list[tuple[float, Callable[[], None]]] = [
            # Not of ngeshare, whose groups are written past it.
            (chosen.seconds / 3, partial(_sync, url, sources, "academy", "teloo", "learning")),
            (chosen.seconds / 2, servers[0].kill),
            (2 * chosen.seconds / 3, replicas[0].kill),
        ]
        clocks = [threading.Timer(after, event) for after, event in events]
        for clock in clocks:
            clock.start()
        asyncio.run(_browse(f"http://127.0.0.1:{port}", chosen.people, chosen.seconds, seen))
        over.set()
        for one in (*working, *clocks):
            one.join()
        seen.jobs = _jobs(url)
    _print(seen, chosen.people)


def _databases(server: str) -> tuple[str, str]:
    with psycopg.connect(server, autocommit=True) as connection:
        for name in ("production", "warehouse"):
            connection.execute(f"create database {name}".encode())
    return server.replace("/postgres?", "/production?"), server.replace("/postgres?", "/warehouse?")


def _sync(url: str, sources: dict[str, str], *names: str) -> None:
    environment = os.environ | sources | {"ATALAYA_WAREHOUSE_URL": url}
    command = [sys.executable, "-m", "cli", "sync", *names]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def _serving(port: int, url: str, read_url: str, sources: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | sources | {"ATALAYA_WAREHOUSE_URL": url, "ATALAYA_READ_URL": read_url}
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _await(f"http://127.0.0.1:{port}/_stcore/health")
            yield process
        finally:
            process.terminate()


def _await(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit(f"{address} does not answer")


async def _browse(url: str, people: int, seconds: float, seen: Seen) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(*(_reader(url, until, random.Random(number), seen) for number in range(people)))  # noqa: S311


async def _reader(url: str, until: float, dice: random.Random, seen: Seen) -> None:
    """Whoever loses the connection opens the same address again, as the browser does."""
    page, lost_at = "", 0.0
    while time.monotonic() < until:
        try:
            async with Tab(url) as tab:
                while time.monotonic() < until:
                    run = await tab.open(page)
                    if lost_at:
                        seen.back_seconds.append(time.monotonic() - lost_at)
                        lost_at = 0.0
                    seen.page_seconds.append(run.seconds)
                    seen.errors.update(run.errors)
                    await asyncio.sleep(dice.uniform(*THINKS_SECONDS))
                    page = dice.choice(tab.pages)
        except (OSError, TabClosed, TimeoutError, WebSocketException):
            lost_at = lost_at or time.monotonic()
            await asyncio.sleep(0.2)


def _write(url: str, over: threading.Event) -> None:
    """A new group with each new version of the data, twice a second: so the number of groups tells the version."""
    with psycopg.connect(url, autocommit=True) as connection:
        hangout = (
            '(select hangout.id from public."Hangout" as hangout '
            "inner join ngeshare.course_config on hangout.name = course_name limit 1)"
        )
        number = 0
        while not over.wait(0.5):
            number += 1
            with connection.transaction():
                connection.execute(
                    'insert into public."HangoutGroup" (id, "createdAt", "updatedAt", name, status, "hangoutId") '
                    f"values (%s, now(), now(), %s, 'OPEN', {hangout})".encode(),
                    [f"made {number}", f"Made {number}"],
                )
                connection.execute("update ops.data_version set version = version + 1, changed_at = clock_timestamp()")


def _hold_together(url: str, read_url: str, over: threading.Event, seen: Seen) -> None:
    """Asks for the number of groups, and whether it is the one of the version that the answer says."""
    here = Warehouse(url, read_url)
    warehouses.current = lambda: here  # type: ignore[assignment]
    known: dict[int, set[int]] = {}
    while not over.wait(0.1):
        here.reader.dispose()
        try:
            answer = curriculum.changes()
        except Exception as error:
            seen.wrong.append(f"{type(error).__name__}: {error}")
            continue
        version, groups = int(answer.attrs[DATA_VERSION]), int(answer["groups_total"].iloc[0])
        seen.answers += 1
        seen.versions.add(version)
        known.setdefault(version, set()).add(groups)
    seen.wrong += [f"version {version}: {groups}" for version, groups in known.items() if len(groups) > 1]
    here.dispose()


def _take_files(url: str, warehouse_url: str, over: threading.Event, seen: Seen) -> None:
    asked = link.Asked("curriculum.funnel", {}, "funnel", "en")
    while not over.wait(0.5):
        address = f"{url}/{link.of_formats(asked)['csv']}"
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
                assert answer.status == 200 and answer.read()  # noqa: S101
            seen.files += 1
        except Exception as error:
            seen.failed_files.append(f"{type(error).__name__}: {error}")


def _make_due(url: str, seconds: float) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "update ops.scheduled_job set next_run_at = now() + make_interval(secs => %s) where job = %s",
            [seconds, JOB],
        )


def _jobs(url: str) -> int:
    """How often the job ran for any one time at which it was due."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "select coalesce(max(runs), 0) from (select count(*) as runs from ops.scheduled_run where job = %s "
            "group by due_at) as counted",
            [JOB],
        ).fetchone()
    return int(row[0]) if row else 0


def _print(seen: Seen, people: int) -> None:
    spans = sorted(seen.page_seconds)
    table = Table("what", "seen", title=f"{people} people, three servers, replicas {LATE_SECONDS} s late")
    table.add_row(
        "pages drawn", f"{len(spans)}; p50 {spans[len(spans) // 2]:.2f} s, p95 {spans[int(0.95 * len(spans))]:.2f} s"
    )
    table.add_row("errors on pages", str(dict(seen.errors.most_common(5))))
    back = max(seen.back_seconds, default=0.0)
    table.add_row("readers who lost their server", f"{len(seen.back_seconds)}; all back within {back:.1f} s")
    table.add_row("answers looked at", f"{seen.answers} of {len(seen.versions)} versions; wrong: {seen.wrong[:3]}")
    table.add_row("files", f"{seen.files}; failed: {seen.failed_files[:3]}")
    table.add_row("runs of a job that was due once", str(seen.jobs))
    Console(width=140).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
