"""Events of live classrooms under stress: `python -m benchmarks.classroom.soak [EVENTS]`.

First eight clients send 100,000 events with repetitions and shuffles while the database is killed and started twice;
then forty send more than can be stored, for half a minute. Prints what was acknowledged, refused and stored, and the
server's resident memory; ends with an error when an acknowledged event is missing, stored twice or out of order.
It needs Debian's PostgreSQL 15, which it can kill and start.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from db.address import libpq_url, postgres_url
from db.migrate import migrate
from db.settings import PROJECT
from db.warehouse import Warehouse
from tests import postgres_servers

CLIENTS, BATCH = 8, 100
FLOODING, FLOOD_BATCH, FLOOD_SECONDS = 40, 250, 30
FLAT_MEGABYTES = 40


@dataclass
class Told:
    """What a client was told: how often which status, and under which id each event of its room is stored."""

    answers: Counter[int] = field(default_factory=Counter)
    ids: dict[int, str] = field(default_factory=dict)


def main(events: int) -> None:
    """Prints what came of it; ends with an error when a promise was broken."""
    # What is answered must survive a kill, so that commits wait for the write here.
    with postgres_servers.debian("synchronous_commit=on") as url:
        warehouse = prepared(url)
        with serving(warehouse) as (port, process):
            began = time.monotonic()
            told = storm(port, url, events, kills=2)
            seconds = time.monotonic() - began
            answers = sum((one.answers for one in told), Counter[int]())
            print(
                f"{events:,} events in {seconds:.0f} s, the database killed twice, answers {dict(answers)}", flush=True
            )
            check(warehouse, "room", told)
            before, samples = resident_megabytes(process.pid), list[float]()
            told = flood(port, lambda: samples.append(resident_megabytes(process.pid)))
        answers = sum((one.answers for one in told), Counter[int]())
        early, late = max(samples[: len(samples) // 3]), max(samples[-len(samples) // 3 :])
        print(f"overload for {FLOOD_SECONDS} s, answers {dict(answers)}")
        print(
            f"resident memory {before:.0f} MB before, {early:.0f} MB in its first and {late:.0f} MB in its last third"
        )
        check(warehouse, "flood", told)
        if not answers[429] or late > early + FLAT_MEGABYTES:
            sys.exit("The queue is not bounded.")


def prepared(url: str) -> Warehouse:
    """A warehouse with a session for each client."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create database soak")
    warehouse = Warehouse(libpq_url(postgres_url(url, "warehouse_url").changed(dbname="soak")))
    migrate(warehouse)
    with warehouse.connect() as connection:
        connection.execute("insert into classwaves.schools values ('school', 'School', 'UTC', now())")
        connection.execute(
            "insert into classwaves.sessions (id, school_id, teacher_id, title, configured_at) "
            "select kind || ' ' || room, 'school', 'tess', 'Lesson', now() "
            "from unnest(array['room', 'flood']) as kind cross join generate_series(0, 99) as room"
        )
    return warehouse


@contextmanager
def serving(warehouse: Warehouse) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The API in a process of its own, so that its memory is nobody else's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", "--factory", "analytics.api:create", "--port", str(port)]
    environment = os.environ | {"ATALAYA_WAREHOUSE_URL": warehouse.url, "ATALAYA_API_TOKEN": ""}
    with subprocess.Popen([*command, "--log-level", "error"], cwd=PROJECT, env=environment) as process:  # noqa: S603
        try:
            while not listens(port):
                time.sleep(0.1)
            yield port, process
        finally:
            process.terminate()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def storm(port: int, url: str, events: int, *, kills: int) -> list[Told]:
    """All clients at once; the database is killed, and started again, in equal parts of the way."""
    told = [Told() for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        sending = [pool.submit(send, port, client, events // CLIENTS, one) for client, one in enumerate(told)]
        for kill in range(1, kills + 1):
            while sum(len(one.ids) for one in told) < events * kill // (kills + 1):
                time.sleep(0.01)
            restart(url)
        for one in sending:
            one.result()
    return told


def send(port: int, client: int, count: int, told: Told) -> None:
    """Every event at least once, a fifth of them again, in any order, until each batch is acknowledged."""
    random = Random(client)  # noqa: S311  the same every time
    events = [event(f"room {client}", number) for number in range(1, count + 1)]
    random.shuffle(events)
    for start in range(0, count, BATCH):
        batch = events[start : start + BATCH]
        batch += random.sample(events[: start + len(batch)], min(20, start + len(batch)))
        random.shuffle(batch)
        while post(port, batch, told) != 200:
            time.sleep(random.random())


def flood(port: int, sample: Callable[[], None]) -> list[Told]:
    """More than can be stored, by clients that never wait, whatever they are answered."""
    over = threading.Event()

    def pour(client: int) -> Told:
        told, number = Told(), 0
        while not over.is_set():
            batch = [event(f"flood {client}", number + place, "x" * 500) for place in range(1, FLOOD_BATCH + 1)]
            number += FLOOD_BATCH if post(port, batch, told) == 200 else 0
        return told

    with ThreadPoolExecutor(FLOODING) as pool:
        pouring = [pool.submit(pour, client) for client in range(FLOODING)]
        for _ in range(FLOOD_SECONDS * 2):
            time.sleep(0.5)
            sample()
        over.set()
        return [one.result() for one in pouring]


def event(room: str, number: int, more: str = "") -> dict[str, Any]:
    return {"session_id": room, "event_type": "leader_ready", "event_time": "2026-06-01T09:00:00Z", "sequence": number,
            "payload": {"groupId": f"g{number}{more}"}, "idempotency_key": f"{room}/{number}"}  # fmt: skip


def post(port: int, batch: list[dict[str, Any]], told: Told) -> int:
    """The status of one request; remembers under which ids its events are stored."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("POST", "/session-events", json.dumps(batch), {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
    finally:
        connection.close()
    told.answers[response.status] += 1
    if response.status == 200:
        for sent, outcome in zip(batch, answer["events"], strict=True):
            if told.ids.setdefault(sent["sequence"], outcome["id"]) != outcome["id"]:
                sys.exit(f"{sent['session_id']}, {sent['sequence']} was stored twice.")
    return response.status


def check(warehouse: Warehouse, kind: str, told: list[Told]) -> None:
    """Each client's timeline holds exactly what was acknowledged to it, in order."""
    stored = 0
    with warehouse.connect() as connection:
        for client, one in enumerate(told):
            timeline = connection.execute(
                "select sequence, id, missing_before from analytics.session_timeline(%s)", [f"{kind} {client}"]
            ).fetchall()
            wanted = [(number, one.ids[number], 0) for number in sorted(one.ids)]
            if timeline != wanted:
                sys.exit(f"{kind} {client}: {len(one.ids):,} events were acknowledged, {len(timeline):,} are stored.")
            stored += len(timeline)
    print(f"{stored:,} events acknowledged; each is stored once, in order", flush=True)


def restart(url: str) -> None:
    """Kills the server as a crash would; it is back when this returns."""
    with psycopg.connect(url) as connection:
        [(data,)] = connection.execute("show data_directory").fetchall()
    owner: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    command = [
        postgres_servers.DEBIAN / "pg_ctl",
        "-D",
        data,
        "-w",
        "-m",
        "immediate",
        "-l",
        f"{data}/../log",
        "restart",
    ]
    subprocess.run(command, check=True, capture_output=True, cwd="/", **owner)  # noqa: S603  our own server


def resident_megabytes(process: int) -> float:
    """Memory that a process holds."""
    [line] = [line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
