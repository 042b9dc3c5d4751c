"""The clock: what is due runs once, whichever server comes first, however long none was there."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from db.settings import PROJECT
from db.warehouse import Warehouse
from sync.clock import jobs
from sync.clock.schedule import RunSkipped, ScheduledJob, reschedule, run_due
from tests.patience import LONG_ENOUGH_SECONDS, wait_for

BOGOTA = "America/Bogota"


class Bell:
    """A job that counts how often it was done, and tells who waits for it."""

    def __init__(self) -> None:
        self.rung = 0
        self.heard = threading.Event()

    def ring(self) -> str:
        self.rung += 1
        self.heard.set()
        return f"rung {self.rung} times"


def bell_job(work: Callable[[], str | None]) -> dict[str, ScheduledJob]:
    return {"bell": ScheduledJob("bell", work, hour=1, minute=0, time_zone=BOGOTA)}


def stored(warehouse: Warehouse) -> tuple[int, int, datetime]:
    with warehouse.connect() as connection:
        row = connection.execute("select hour, minute, next_run_at from ops.scheduled_job").fetchone()
    assert row
    return row


def runs(warehouse: Warehouse) -> list[tuple[str, str | None]]:
    with warehouse.connect() as connection:
        return connection.execute("select status, message from ops.scheduled_run order by due_at").fetchall()


def make_due(warehouse: Warehouse, ago: timedelta) -> None:
    """As after a time without servers."""
    with warehouse.connect() as connection:
        connection.execute("update ops.scheduled_job set next_run_at = now() - %s", [ago])


def test_a_job_is_due_at_its_local_hour(warehouse_18: Warehouse) -> None:
    clock = jobs.scheduler(warehouse_18, bell_job(Bell().ring))
    clock.start()
    clock.shutdown()
    hour, minute, next_run = stored(warehouse_18)
    assert (hour, minute, next_run.astimezone(UTC).strftime("%H:%M")) == (1, 0, "06:00")


def test_another_time_survives_a_restart_and_a_new_start_does_not_undo_it(warehouse_18: Warehouse) -> None:
    known = bell_job(Bell().ring)
    reschedule(warehouse_18, known["bell"], hour=22, minute=45, who="ana")
    clock = jobs.scheduler(warehouse_18, known)
    clock.start()
    [job] = clock.get_jobs(jobstore="default")
    clock.shutdown()
    assert stored(warehouse_18)[:2] == (22, 45)
    assert job.next_run_time.astimezone(UTC).strftime("%H:%M") == "03:45"


def test_missed_runs_are_made_up_once_by_one_of_three_servers(warehouse_18: Warehouse) -> None:
    bell = Bell()
    known = bell_job(bell.ring)
    reschedule(warehouse_18, known["bell"], hour=1, minute=0, who="ana")
    make_due(warehouse_18, timedelta(days=9))
    clocks = [jobs.scheduler(warehouse_18, known) for _ in range(3)]
    for clock in clocks:
        clock.start()
    assert bell.heard.wait(LONG_ENOUGH_SECONDS)
    for clock in clocks:
        clock.shutdown()
    assert (bell.rung, runs(warehouse_18)) == (1, [("succeeded", "rung 1 times")])
    assert stored(warehouse_18)[2] > datetime.now(UTC)


RINGING = """
import sys
from db.settings import PROJECT
from db.warehouse import Warehouse
from sync.clock import jobs
from sync.clock.schedule import ScheduledJob

warehouse = Warehouse(sys.argv[1])

def ring():
    with warehouse.connect() as connection:
        connection.execute("insert into public.rung select pg_backend_pid(), pg_sleep(0.5)::text")

clock = jobs.scheduler(warehouse, {"bell": ScheduledJob("bell", ring, hour=1, minute=0, time_zone="America/Bogota")})
print("ready", flush=True)
sys.stdin.readline()
clock.start()
print("started", flush=True)
sys.stdin.read()
clock.shutdown()
"""


def test_of_three_processes_one_makes_up_what_was_missed(warehouse_18: Warehouse) -> None:
    """Each starts its clock at the same moment on a job that has been due for nine days."""
    reschedule(warehouse_18, bell_job(Bell().ring)["bell"], hour=1, minute=0, who="ana")
    make_due(warehouse_18, timedelta(days=9))
    with warehouse_18.connect() as connection:
        connection.execute("create table public.rung (backend integer, slept text)")
    command = [sys.executable, "-W", "ignore", "-c", RINGING, warehouse_18.url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with ExitStack() as stack:
        servers = [stack.enter_context(subprocess.Popen(command, cwd=PROJECT, **pipes)) for _ in range(3)]
        assert [server.stdout.readline() for server in servers] == ["ready\n"] * 3
        for server in servers:
            server.stdin.write("\n")
            server.stdin.flush()
        assert [server.stdout.readline() for server in servers] == ["started\n"] * 3
        wait_for(lambda: bool(runs(warehouse_18)), "no run")
        for server in servers:
            # The end of its input ends it, after what it has begun.
            server.stdin.close()
        assert [server.wait(LONG_ENOUGH_SECONDS) for server in servers] == [0, 0, 0]
    with warehouse_18.connect() as connection:
        assert connection.execute("select count(*) from public.rung").fetchone() == (1,)
    assert runs(warehouse_18) == [("succeeded", None)]


def test_a_time_chosen_while_the_job_runs_stays(warehouse_18: Warehouse) -> None:
    known = bell_job(Bell().ring)
    reschedule(warehouse_18, known["bell"], hour=1, minute=0, who="ana")
    make_due(warehouse_18, timedelta(hours=1))
    clock = jobs.scheduler(warehouse_18, known)
    clock.start(paused=True)
    store = clock._lookup_jobstore("default")
    [job] = store.get_due_jobs(datetime.now(UTC))
    chosen = reschedule(warehouse_18, known["bell"], hour=5, minute=30, who="ana")
    job._modify(next_run_time=datetime.now(UTC) + timedelta(days=1))
    store.update_job(job)
    clock.shutdown()
    assert stored(warehouse_18) == (5, 30, chosen)


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (RunSkipped("A sync is running."), "skipped", "A sync is running."),
        (ValueError("no disk"), "failed", "ValueError: no disk"),
    ],
)
def test_a_run_that_fails_says_so_and_the_clock_goes_on(
    warehouse_18: Warehouse, error: Exception, status: str, message: str
) -> None:
    began = threading.Event()

    def fail() -> str:
        began.set()
        raise error

    known = bell_job(fail)
    reschedule(warehouse_18, known["bell"], hour=1, minute=0, who="ana")
    make_due(warehouse_18, timedelta(hours=1))
    clock = jobs.scheduler(warehouse_18, known)
    clock.start()
    assert began.wait(LONG_ENOUGH_SECONDS)
    clock.shutdown()
    assert runs(warehouse_18) == [(status, message)]
    assert stored(warehouse_18)[2] > datetime.now(UTC)


def stand_ahead(warehouse: Warehouse, ahead: timedelta) -> None:
    """As after a clock that stood ahead and was corrected: the next run and the last one were made by it."""
    with warehouse.connect() as connection:
        connection.execute(
            "insert into ops.scheduled_run (job, due_at, started_at, finished_at, status) "
            "select job, next_run_at, now() + %(ahead)s, now() + %(ahead)s, 'succeeded' from ops.scheduled_job",
            {"ahead": ahead},
        )
        connection.execute("update ops.scheduled_job set next_run_at = next_run_at + %s", [ahead])


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=400)])
def test_a_clock_that_stood_ahead_and_was_corrected_leaves_nothing_idle(
    warehouse_18: Warehouse, ahead: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.clock.job_store.LOOK_AGAIN_SECONDS", 0.1)
    known = bell_job(Bell().ring)
    clock = jobs.scheduler(warehouse_18, known)
    clock.start()
    planned = stored(warehouse_18)[2]
    stand_ahead(warehouse_18, ahead)
    wait_for(lambda: stored(warehouse_18)[2] == planned)
    clock.shutdown()
    # The run that the false clock made is not taken for the one of the true clock.
    assert runs(warehouse_18) == []


def test_a_run_that_a_server_made_a_little_early_is_not_made_again(warehouse_18: Warehouse) -> None:
    """Clocks of two servers differ: the later one plans the run anew, and finds that it has been made."""
    bell = Bell()
    known = bell_job(bell.ring)
    reschedule(warehouse_18, known["bell"], hour=1, minute=0, who="ana")
    due_at = stored(warehouse_18)[2]
    assert run_due(warehouse_18, known["bell"], due_at)
    with warehouse_18.connect() as connection:
        connection.execute("update ops.scheduled_job set next_run_at = next_run_at + interval '1 day'")
    clock = jobs.scheduler(warehouse_18, known)
    clock.start(paused=True)
    assert clock._lookup_jobstore("default").get_due_jobs(datetime.now(UTC)) == []
    clock.shutdown()
    assert stored(warehouse_18)[2] == due_at
    assert (run_due(warehouse_18, known["bell"], due_at), bell.rung) == (False, 1)


def test_who_moved_a_job_is_written_down(warehouse_18: Warehouse) -> None:
    known = bell_job(Bell().ring)
    reschedule(warehouse_18, known["bell"], hour=22, minute=45, who="ana")
    reschedule(warehouse_18, known["bell"], hour=22, minute=45, who="bea")
    reschedule(warehouse_18, known["bell"], hour=5, minute=5, who="cleo")
    with warehouse_18.connect("atalaya_reader") as connection:
        changes = connection.execute(
            "select who, job, time_before, time_after, time_zone, changed_at > now() - interval '1 minute' "
            "from ops.schedule_changes order by change"
        ).fetchall()
    zone = known["bell"].time_zone
    assert changes == [("ana", "bell", None, "22:45", zone, True), ("cleo", "bell", "22:45", "05:05", zone, True)]
