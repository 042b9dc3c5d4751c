"""What the servers do by the clock. To add a job: one more ScheduledJob in `_JOBS`."""

import logging
import threading
from datetime import datetime, timedelta

import psycopg
from apscheduler.schedulers.background import BackgroundScheduler

from db import warehouse
from db.errors import AtalayaError
from db.phrase import phrase
from db.rules.functions import in_force
from db.warehouse import Warehouse
from sync.clock import pg_cron, schedule
from sync.clock.job_store import WarehouseJobStore
from sync.clock.refresh import RefreshRunning, refresh_views, summary
from sync.clock.retention import apply_retention
from sync.clock.rollup import RollupRunning, run_rollup
from sync.clock.schedule import RunSkipped, ScheduledJob, trigger
from sync.clock.self_check import CheckRunning, run_self_check, was_just_done
from sync.clock.self_check import summary as disagreements
from sync.endpoints.connected import connected_sources
from sync.errors import AlreadyRunning, SyncStopped
from sync.run.request import Request
from sync.verify import run_verify

_clock: BackgroundScheduler | None = None
_stop = threading.Event()
_log = logging.getLogger(__name__)

TOGETHER = timedelta(minutes=1)
"""Servers that start within so long of each other add up the facts once."""


def verify_and_repair() -> str | None:
    """Mends what no sync can see, such as updates that left the cursor alone."""
    try:
        verification = run_verify(
            warehouse.current(), Request(connected_sources(), "schedule"), repair=True, keep_archived=True, stop=_stop
        )
    except (AlreadyRunning, SyncStopped) as reason:
        raise RunSkipped(str(reason)) from reason
    check_facts()
    return verification.message


def check_facts() -> str | None:
    """Adds up the facts and what they should be; what disagrees is said by `/health` and Operations from then on."""
    try:
        return disagreements(run_self_check(warehouse.current()))
    except CheckRunning as reason:
        raise RunSkipped(str(reason)) from reason


def check_at_start() -> None:
    """The same once a server has started, unless another one that started with it did."""
    try:
        if not was_just_done(warehouse.current(), TOGETHER) and (said := check_facts()):
            _log.warning("Facts do not add up to what their rows say: %s", said)
    except RunSkipped:
        _log.info("Another server adds up the facts.")
    except (AtalayaError, psycopg.Error) as error:
        _log.warning("The facts could not be added up: %s", error)


def refresh() -> str:
    """Lets the materialized views follow the calendar where nothing else changed."""
    if pg_cron.serves(warehouse.current()):
        raise RunSkipped(phrase("pg_cron does it."))
    try:
        return summary(refresh_views(warehouse.current(), "schedule"))
    except RefreshRunning as reason:
        raise RunSkipped(str(reason)) from reason


DAILY_REFRESH = "daily refresh"


def daily_refresh(here: Warehouse) -> ScheduledJob:
    """The refresh at the time of the organisation's rules."""
    with here.connect() as connection:
        rules = in_force(connection)
    hour, minute = map(int, rules["teloo.refresh_at"].split(":"))
    return ScheduledJob(DAILY_REFRESH, refresh, hour=hour, minute=minute, time_zone=rules["teloo.time_zone"])


def close_hours() -> str | None:
    """Closes the finished hours of live classrooms, those that were missed included."""
    try:
        rollup = run_rollup(warehouse.current(), "schedule", stop=_stop)
    except RollupRunning as reason:
        raise RunSkipped(str(reason)) from reason
    return phrase("{hours:,} hours closed.", hours=rollup.hours)


_JOBS = (
    ScheduledJob("hourly rollup", close_hours, minute=5),
    ScheduledJob("retention", apply_retention, hour=4, minute=10, grace_seconds=6 * 3600),
    # A night that the machine slept through is made up in the morning, not during the day's work.
    ScheduledJob("nightly verification", verify_and_repair, hour=3, minute=30, grace_seconds=6 * 3600),
    # After all that changes rows at night.
    ScheduledJob("nightly self-check", check_facts, hour=5, minute=0, grace_seconds=6 * 3600),
)


def all_jobs(here: Warehouse) -> dict[str, ScheduledJob]:
    """Every job by its name."""
    return {job.name: job for job in (daily_refresh(here), *_JOBS)}


def scheduler(here: Warehouse, jobs: dict[str, ScheduledJob] | None = None) -> BackgroundScheduler:
    """A scheduler with every job; any number of processes may run one on the same warehouse."""
    global _clock
    wanted = all_jobs(here) if jobs is None else jobs
    clock = BackgroundScheduler(jobstores={"default": WarehouseJobStore(here, wanted)})
    for job in wanted.values():
        clock.add_job(job.work, trigger(job.hour, job.minute, job.time_zone), id=job.name, coalesce=True)
    _clock = clock
    return clock


def reschedule(here: Warehouse, job: ScheduledJob, *, hour: int, minute: int, who: str) -> datetime:
    """Chooses another time of day for all servers; this one notices at once."""
    next_run = schedule.reschedule(here, job, hour=hour, minute=minute, who=who)
    if job.name == DAILY_REFRESH:
        pg_cron.follow(here, next_run)
    if _clock is not None and _clock.running:
        _clock.wakeup()
    return next_run


def hand_over(here: Warehouse, clock: BackgroundScheduler) -> None:
    """Gives the daily refresh to pg_cron where it is asked for, and takes it back where it no longer is."""
    job = clock.get_job(DAILY_REFRESH)
    if job is not None:
        pg_cron.follow(here, job.next_run_time)


def stop() -> None:
    """Ends a job that is running at its next step."""
    _stop.set()
