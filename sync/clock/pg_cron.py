"""pg_cron in APScheduler's place, where the warehouse has it and ATALAYA_SCHEDULER=pg_cron asks for it.

The database then refreshes the views even while no server runs. The schedule itself stays in `ops.scheduled_job`.
"""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

import psycopg

from db.errors import AtalayaError
from db.settings import settings
from db.warehouse import Warehouse

NAME = "atalaya daily refresh"
COMMAND = "select kpi.refresh_views('pg_cron', false)"

_log = logging.getLogger(__name__)


def is_asked_for() -> bool:
    """Whether the setting names pg_cron."""
    return settings().scheduler == "pg_cron"


def follow(warehouse: Warehouse, next_run: datetime) -> bool:
    """Lets pg_cron refresh every day at the time of day of `next_run`; False where it cannot.

    Without the setting, takes the job from pg_cron again.
    """
    try:
        with warehouse.connect() as connection:
            if is_asked_for():
                connection.execute("create extension if not exists pg_cron")
                at = next_run.astimezone(_zone(connection))
                connection.execute("select cron.schedule(%s, %s, %s)", [NAME, f"{at.minute} {at.hour} * * *", COMMAND])
                return True
            if _is_installed(connection):
                connection.execute("select cron.unschedule(jobid) from cron.job where jobname = %s", [NAME])
    except (AtalayaError, psycopg.Error) as error:
        if is_asked_for():
            said = " ".join(str(error).split())
            _log.warning("pg_cron is asked for but cannot be used (%s); the servers keep the time themselves.", said)
    return False


def serves(warehouse: Warehouse) -> bool:
    """Whether pg_cron has the job, so that no server need do it."""
    if not is_asked_for():
        return False
    try:
        with warehouse.connect() as connection:
            if not _is_installed(connection):
                return False
            job = connection.execute("select from cron.job where jobname = %s and active", [NAME]).fetchone()
            return job is not None
    except (AtalayaError, psycopg.Error):
        return False


def _is_installed(connection: psycopg.Connection) -> bool:
    return connection.execute("select from pg_extension where extname = 'pg_cron'").fetchone() is not None


def _zone(connection: psycopg.Connection) -> ZoneInfo:
    """The zone of pg_cron's own clock: its setting where this version has one, else UTC."""
    row = connection.execute("select coalesce(current_setting('cron.timezone', true), 'UTC')").fetchone()
    return ZoneInfo("UTC" if row is None or row[0] in {"", "GMT"} else str(row[0]))
