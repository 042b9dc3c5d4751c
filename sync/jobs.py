"""What the server does by the clock."""

import logging
import threading

from apscheduler.schedulers.background import BackgroundScheduler

from db import warehouse
from db.errors import AtalayaError
from sync.connected import connected_sources
from sync.errors import AlreadyRunning, SyncStopped
from sync.run import Request
from sync.verify import run_verify

NIGHTLY_HOUR, NIGHTLY_MINUTE = 3, 30
"""When every row is compared with production, by the clock of the machine."""

_log = logging.getLogger(__name__)
_stop = threading.Event()


def scheduler() -> BackgroundScheduler:
    """A scheduler with every job of the server; a run that was missed by less than six hours is made up once."""
    found = BackgroundScheduler(job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 6 * 3600})
    found.add_job(verify_and_repair, "cron", hour=NIGHTLY_HOUR, minute=NIGHTLY_MINUTE, id="nightly verification")
    return found


def stop() -> None:
    """Ends a job that is running at its next step."""
    _stop.set()


def verify_and_repair() -> None:
    """Mends what no sync can see, such as updates that left the cursor alone. One process at a time does it."""
    try:
        run_verify(warehouse.current(), Request(connected_sources(), "schedule"), repair=True, stop=_stop)
    except (AlreadyRunning, SyncStopped) as reason:
        _log.info("No nightly verification: %s", reason)
    except AtalayaError as error:
        _log.error("%s", error)
    except Exception:
        _log.exception("The nightly verification ended unexpectedly")
