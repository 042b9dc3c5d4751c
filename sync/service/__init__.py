"""How pages and the server start a sync; it runs in a thread of the server's own.

What a sync does stands in `ops` (`sync_run`, `sync_progress`), so every page, tab and process sees the same.
"""

import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import psycopg

from db import migrate, refusals, warehouse
from db.errors import AtalayaError
from db.rules import change
from db.rules.change import Change
from db.rules.preview import Preview, preview
from sync.clock import jobs, pg_cron
from sync.clock.refresh import RefreshedView, refresh_views
from sync.endpoints.connected import connected_sources
from sync.errors import AlreadyRunning
from sync.run.every_source import run_sync
from sync.run.request import Request

_log = logging.getLogger(__name__)
_stop = threading.Event()
_starting = threading.Lock()
_worker: threading.Thread | None = None


def start(origin: str = "page", sources: Sequence[str] = (), *, full: bool = False) -> None:
    """Starts a sync in the background; joins the one that is running, here or in another process.

    Raises UnknownSource, SourceRefused when a named source is not connected.
    """
    global _worker
    with _starting:
        if _worker is not None and _worker.is_alive():
            return
        request = Request(connected_sources(sources), origin, full=full)
        _worker = threading.Thread(target=_work, args=[request], name="atalaya sync", daemon=True)
        _worker.start()


def stop(patience_seconds: float = 10.0) -> None:
    """Ends a running sync at its next batch, and waits for it that long; the next run goes on from there."""
    _stop.set()
    if _worker is not None:
        _worker.join(patience_seconds)
    _stop.clear()


def refresh(origin: str = "page") -> list[RefreshedView]:
    """Refreshes the materialized views now, and waits for it.

    Raises RefreshRunning, RefreshFailed, WarehouseUnreachable.
    """
    return refresh_views(warehouse.current(), origin)


def reschedule_refresh(*, hour: int, minute: int, who: str) -> datetime:
    """Chooses the time of the daily refresh, for all servers, and notes who did; returns the next run's moment."""
    here = warehouse.current()
    return jobs.reschedule(here, jobs.daily_refresh(here), hour=hour, minute=minute, who=who)


def preview_rules(wanted: Mapping[str, Any]) -> Preview:
    """What rules of these values would do, given under `source.key`; nothing is changed.

    Raises RulesError, WarehouseUnreachable.
    """
    return preview(warehouse.current(), wanted)


def change_rules(wanted: Mapping[str, Any], who: str) -> list[Change]:
    """Puts rules of these values in force, and waits for it. Raises RulesError, WarehouseUnreachable."""
    with warehouse.current().connect() as connection, warehouse.advisory_lock(connection, migrate.LOCK):
        connection.execute(f"set role {warehouse.OWNER}")
        return change.apply(connection, wanted, who)


def scheduler() -> Literal["apscheduler", "pg_cron"]:
    """Who keeps the time of the daily refresh."""
    return "pg_cron" if pg_cron.serves(warehouse.current()) else "apscheduler"


def _work(request: Request) -> None:
    try:
        run_sync(warehouse.current(), request, _stop)
    except AlreadyRunning:
        _log.info("Another process is syncing; pages show its progress.")
    except AtalayaError as error:
        _log.error("%s", error)
    except psycopg.OperationalError as error:
        _log.error("%s", refusals.explained(error))
    except Exception:
        _log.exception("The sync ended unexpectedly")
