"""`/materialized-views`: the marketplace's months and rankings, and how they are kept fresh."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from analytics import advisors, health
from analytics.api import models
from analytics.api.answers import answered, listed
from analytics.api.guard import CHANGES, REFUSALS
from analytics.api.health import Health, health_of
from analytics.api.problems import Problem
from db.basic_auth import user_of
from sync import service
from sync.clock import jobs
from sync.clock.refresh import RefreshRunning

router = APIRouter(prefix="/materialized-views", tags=["materialized views"])

BUSY: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "A refresh is already running."}}

Metric = StrEnum("Metric", {name: name for name in advisors.METRICS})  # type: ignore[misc]


class Schedule(BaseModel):
    """Who keeps the time, and when it is."""

    scheduler: Literal["apscheduler", "pg_cron"]
    jobs: list[models.Job]


YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
"""0001 to 9999: the years that a calendar has."""

City = Annotated[str | None, Query(pattern=r"^[^\x00]*$", description="As written; no text holds the character NUL.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many rows.")]
MonthText = Annotated[
    str | None,
    Query(pattern=f"^{YEAR}-(0[1-9]|1[0-2])(-01)?$", description="YYYY-MM or YYYY-MM-01; the month is included."),
]


@router.get("/monthly-metrics", response_model=list[models.Month])
def monthly_metrics(start_month: MonthText = None, end_month: MonthText = None, limit: Limit = 100) -> Response:
    """The marketplace's months, newest first."""
    first, last = _first_day(start_month), _first_day(end_month)
    return answered(models.Month, advisors.monthly_metrics, start_month=first, end_month=last, limit=limit)


@router.get("/advisor-rankings", response_model=list[models.Advisor])
def advisor_rankings(ciudad: City = None, limit: Limit = 100) -> Response:
    """The advisors by rank, in the country or in one city."""
    return answered(models.Advisor, advisors.advisor_rankings, ciudad=ciudad, limit=limit)


@router.get("/top-advisors", response_model=list[models.Advisor])
def top_advisors(
    metric: Metric = Metric("ofertas_ganadoras"),  # noqa: B008
    ciudad: City = None,
    limit: Limit = 100,
) -> Response:
    """The advisors by one column, the best first: the smallest rank or response time, the greatest of all else."""
    return answered(models.Advisor, advisors.top_advisors, metric=metric.value, ciudad=ciudad, limit=limit)


@router.get("/city-summary", response_model=list[models.City])
def city_summary() -> Response:
    """The cities of the advisors, most offers first."""
    return answered(models.City, advisors.city_summary)


@router.get("/status", response_model=list[models.ViewStats])
def status() -> Response:
    """How each materialized view is."""
    return answered(models.ViewStats, advisors.view_stats)


@router.get("/health")
def views_health() -> Health:
    """Whether the materialized views follow the raw rows, and their schedule is kept."""
    return health_of("materialized view", jobs.DAILY_REFRESH)


@router.post("/refresh", dependencies=CHANGES, responses={**REFUSALS, **BUSY})
def refresh() -> list[models.Refreshed]:
    """Refreshes every materialized view now; readers see the old rows until the new ones are there."""
    return _refresh("api")


@router.get("/scheduler/status")
def scheduler_status() -> Schedule:
    """When the views are refreshed by the clock, by whom, and how that went last."""
    return _schedule()


@router.post("/scheduler/trigger-refresh", dependencies=CHANGES, responses={**REFUSALS, **BUSY})
def trigger_refresh() -> list[models.Refreshed]:
    """Does now what the schedule does next; the schedule stays as it is."""
    return _refresh("schedule")


@router.put("/scheduler/reschedule", dependencies=CHANGES, responses=REFUSALS)
def reschedule(
    request: Request,
    hour: Annotated[int, Query(ge=0, le=23, description="Hour on the clock of {teloo.time_zone}.")],
    minute: Annotated[int, Query(ge=0, le=59)] = 0,
) -> Schedule:
    """Chooses the time of the daily refresh, for all servers; it survives restarts, and who did it is written down."""
    service.reschedule_refresh(hour=hour, minute=minute, who=user_of(request.headers.get("authorization", "")))
    return _schedule()


def _refresh(origin: str) -> list[models.Refreshed]:
    try:
        refreshed = service.refresh(origin)
    except RefreshRunning as reason:
        raise HTTPException(409, str(reason)) from reason
    return [models.Refreshed.model_validate(vars(view)) for view in refreshed]


def _schedule() -> Schedule:
    found = [job for job in listed(models.Job, health.schedule) if job.job == jobs.DAILY_REFRESH]
    return Schedule(scheduler=service.scheduler(), jobs=found)


def _first_day(month: str | None) -> date | None:
    return date.fromisoformat(f"{month[:7]}-01") if month else None
