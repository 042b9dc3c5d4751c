"""What the servers do by the clock. To add a job: one more ScheduledJob in `_JOBS`."""

import threading

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from db import warehouse
from db.warehouse import Warehouse
from sync.connected import connected_sources
from sync.errors import AlreadyRunning, SyncStopped
from sync.job_store import WarehouseJobStore
from sync.run import Request
from sync.schedule import RunSkipped, ScheduledJob, trigger
from sync.verify import run_verify

LOOK_AGAIN_SECONDS = 30
"""How soon a server notices that another one chose a new time."""

_stop = threading.Event()


def verify_and_repair() -> str | None:
    """Mends what no sync can see, such as updates that left the cursor alone."""
    try:
        found = run_verify(warehouse.current(), Request(connected_sources(), "schedule"), repair=True, stop=_stop)
    except (AlreadyRunning, SyncStopped) as reason:
        raise RunSkipped(str(reason)) from reason
    return found.message


_JOBS = (
    # A night that the machine slept through is made up in the morning, not during the day's work.
    ScheduledJob("nightly verification", verify_and_repair, hour=3, minute=30, grace_seconds=6 * 3600),
)
JOBS = {job.name: job for job in _JOBS}


def scheduler(here: Warehouse, jobs: dict[str, ScheduledJob] | None = None) -> BackgroundScheduler:
    """A scheduler with every job; any number of processes may run one on the same warehouse."""
    wanted = JOBS if jobs is None else jobs
    found = BackgroundScheduler(
        jobstores={"default": WarehouseJobStore(here, wanted), "process": MemoryJobStore()},
    )
    for job in wanted.values():
        found.add_job(job.work, trigger(job.hour, job.minute, job.time_zone), id=job.name, coalesce=True)
    # Any job of this process makes it look into the shared schedule too.
    found.add_job(_look_again, "interval", seconds=LOOK_AGAIN_SECONDS, jobstore="process", misfire_grace_time=None)
    return found


def stop() -> None:
    """Ends a job that is running at its next step."""
    _stop.set()


def _look_again() -> None:
    """Nothing to do: waking up was it."""
