"""The schedule that all servers of a warehouse share: what is due when, and who of them does it.

Each due run is a row of `ops.scheduled_run`; the process that inserts the row runs the job, the others go without.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import psycopg
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from db import refusals
from db.errors import AtalayaError
from db.statements import statements_beside
from db.warehouse import SYNC, Warehouse

_SQL = statements_beside(__file__)
_log = logging.getLogger(__name__)


class UnknownJob(AtalayaError):
    """Nobody does a job of that name by the clock."""


class RunSkipped(AtalayaError):
    """A due run that there is no use in: something else is doing the same."""


@dataclass(frozen=True)
class ScheduledJob:
    """What is done by the clock: every day at hour:minute, or every hour at that minute.

    `work` says in a sentence what came of it, None when there is nothing to say; it raises RunSkipped where something
    else does the same already. The time is the one of a new warehouse; a warehouse remembers what somebody chose.
    """

    name: str
    work: Callable[[], str | None]
    minute: int
    hour: int | None = None
    time_zone: str | None = None
    """None: the clock of the machine."""
    grace_seconds: int | None = None
    """A run that was missed by more than this is not made up; None: it always is, once."""


class Daily(BaseTrigger):  # type: ignore[misc]
    """Every day at a local time: where a day lacks it, when its clocks jump; where it comes twice, at the first."""

    def __init__(self, hour: int, minute: int, zone: ZoneInfo) -> None:
        self.time, self.zone = time(hour, minute), zone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The first such moment that is not before now, and after the one before."""
        today = now.astimezone(self.zone).date()
        moments = (first_moment(today + timedelta(days=days), self.time, self.zone) for days in range(-1, 4))
        return next(
            moment
            for moment in moments
            if moment >= now and (previous_fire_time is None or moment > previous_fire_time)
        )


def first_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first moment of a day at which its clocks show a time, or a later one where they jump over it."""
    wall = datetime.combine(day, at)
    early, late = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early.astimezone(zone).replace(tzinfo=None) == wall:
        return early.astimezone(zone)
    # The clocks jump between the two: before it they show less than the time, after it more.
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        jumped = middle.astimezone(zone).replace(tzinfo=None) >= wall
        early, late = (early, middle) if jumped else (middle, late)
    return late.replace(microsecond=0).astimezone(zone)


def trigger(hour: int | None, minute: int, time_zone: str | None) -> BaseTrigger:
    """When a job of this time is due."""
    if hour is None or time_zone is None:
        return CronTrigger(hour="*" if hour is None else hour, minute=minute)
    return Daily(hour, minute, ZoneInfo(time_zone))


def run_due(warehouse: Warehouse, job: ScheduledJob, due_at: datetime) -> bool:
    """Does the job unless another process has that due run; False when one has.

    Whatever goes wrong is in `ops.scheduled_run` and in the log. Raises WarehouseUnreachable before the run is taken.
    """
    with warehouse.connect(SYNC) as connection:
        if not _take(connection, job, due_at):
            return False
    status, message = _work(job)
    try:
        with warehouse.connect(SYNC) as connection:
            connection.execute(
                "update ops.scheduled_run set finished_at = clock_timestamp(), status = %s, message = %s "
                "where job = %s and due_at = %s",
                [status, message, job.name, due_at],
            )
    except (AtalayaError, psycopg.Error) as error:
        _log.error("The end of the job %s could not be written down: %s", job.name, error)
    return True


def reschedule(warehouse: Warehouse, job: ScheduledJob, *, hour: int, minute: int, who: str) -> datetime:
    """Chooses another time of day, for all servers, and notes who did; returns the next run's moment."""
    next_run: datetime = trigger(hour, minute, job.time_zone).get_next_fire_time(None, datetime.now(UTC))
    with warehouse.connect(SYNC) as connection:
        connection.execute(
            _SQL["choose_time"],
            {
                "job": job.name,
                "hour": hour,
                "minute": minute,
                "time_zone": job.time_zone,
                "next_run_at": next_run,
                "who": who,
            },
        )
    return next_run.astimezone(UTC)


def _take(connection: psycopg.Connection, job: ScheduledJob, due_at: datetime) -> bool:
    taken = connection.execute(
        "insert into ops.scheduled_run (job, due_at) values (%s, %s) on conflict do nothing returning job",
        [job.name, due_at],
    ).fetchone()
    connection.execute(
        "delete from ops.scheduled_run where job = %s and due_at < now() - interval '90 days' and due_at <> %s",
        [job.name, due_at],
    )
    return taken is not None


def _work(job: ScheduledJob) -> tuple[str, str | None]:
    try:
        return "succeeded", job.work()
    except RunSkipped as reason:
        _log.info("The job %s was skipped: %s", job.name, reason)
        return "skipped", str(reason)
    except AtalayaError as error:
        _log.error("The job %s failed: %s", job.name, error)
        return "failed", str(error)
    except psycopg.OperationalError as error:
        said = str(refusals.explained(error))
        _log.error("The job %s failed: %s", job.name, said)
        return "failed", said
    except Exception as error:
        _log.exception("The job %s ended unexpectedly", job.name)
        return "failed", f"{type(error).__name__}: {error}"
