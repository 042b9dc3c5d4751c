"""Eight clients send 100,000 events with repetitions and shuffles while the database is restarted twice.

`python -m benchmarks.classroom.soak [EVENTS]` counts what was acknowledged, refused and stored, and the memory it took.
It needs Debian's PostgreSQL 15, which it can stop and start.
"""

import http.client
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlsplit

import psycopg
import uvicorn

from db import warehouse as warehouses
from db.migrate import migrate
from db.settings import libpq_url, postgres_url
from db.warehouse import Warehouse
from tests import postgres_servers

CLIENTS = 8
BATCH = 100
PORT = 8159


def main(events: int) -> None:
    """Prints what came of it; ends with an error when an acknowledged event is missing."""
    with postgres_servers.debian() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create database soak")
        here = Warehouse(libpq_url(postgres_url(url, "warehouse_url").set(database="soak")))
        migrate(here)
        with here.connect() as connection:
            connection.execute("insert into classwaves.schools values ('school', 'School', 'UTC', now())")
            connection.execute(
                "insert into classwaves.sessions (id, school_id, teacher_id, title, configured_at) "
                "select 'room ' || room, 'school', 'tess', 'Lesson', now() from generate_series(0, %s) as room",
                [CLIENTS - 1],
            )
        warehouses.current = lambda: here  # type: ignore[assignment]
        from analytics import api

        server = uvicorn.Server(uvicorn.Config(api.create(), port=PORT, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.monotonic()
        with ThreadPoolExecutor(CLIENTS + 1) as pool:
            sending = [pool.submit(send, client, events // CLIENTS) for client in range(CLIENTS)]
            restarts = pool.submit(restart_twice, url, sending)
            answers = sum((one.result() for one in sending), Counter[int]())
            print(f"{restarts.result()} restarts; answers by status: {dict(sorted(answers.items()))}")
        seconds = time.monotonic() - began
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        server.should_exit = True
        with here.connect() as connection:
            [(stored, missing)] = connection.execute(
                "select count(*), sum(missing_before) from classwaves.sessions "
                "cross join lateral analytics.session_timeline(sessions.id)"
            ).fetchall()
        print(f"{stored:,} of {events:,} events stored, {missing} gaps, {seconds:.0f} s, memory grew by {grown:.0f} MB")
        if (stored, missing) != (events // CLIENTS * CLIENTS, 0):
            sys.exit("An acknowledged event is missing.")


def send(client: int, count: int) -> Counter[int]:
    """Every event at least once, a fifth of them again, in any order, until each batch is acknowledged."""
    random, answers = Random(client), Counter[int]()  # noqa: S311  the same every time
    events = [
        {"session_id": f"room {client}", "event_type": "leader_ready", "event_time": "2026-06-01T09:00:00Z",
         "sequence": number, "payload": {"groupId": f"g{number}"}, "idempotency_key": f"{client}-{number}"}
        for number in range(1, count + 1)
    ]  # fmt: skip
    random.shuffle(events)
    for start in range(0, count, BATCH):
        batch = events[start : start + BATCH]
        batch += random.sample(events[: start + len(batch)], min(20, start + len(batch)))
        random.shuffle(batch)
        while (status := post(batch)) != 200:
            answers[status] += 1
            time.sleep(random.random())
        answers[200] += 1
    return answers


def post(batch: list[dict[str, object]]) -> int:
    """The status of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request("POST", "/session-events", json.dumps(batch), {"Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()


def restart_twice(url: str, sending: list[object]) -> int:
    """Stops the server as a power cut would, and starts it again, two times while events travel."""
    directory = Path(parse_qs(urlsplit(url).query)["host"][0])
    owner = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    options = " ".join([f"-k {directory} -h ''", *(f"-c {setting}" for setting in postgres_servers.SETTINGS)])
    done = 0
    for _ in range(2):
        time.sleep(3)
        with suppress(subprocess.CalledProcessError):
            subprocess.run(  # noqa: S603  our own server
                [postgres_servers.DEBIAN / "pg_ctl", "-D", directory / "data", "-m", "fast", "-w", "-o", options,
                 "-l", directory / "log", "restart"],
                check=True, capture_output=True, cwd="/", **owner,
            )  # fmt: skip
            done += 1
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
