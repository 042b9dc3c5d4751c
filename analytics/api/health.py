"""`GET /health`: whether everything is well, check by check."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from analytics import classroom, health
from analytics.api.answers import listed

router = APIRouter(tags=["health"])


class Check(BaseModel):
    """One thing that was looked at."""

    check: str
    subject: str
    status: Literal["ok", "warning", "error"]
    message: str | None
    since: datetime | None


class ClassroomCheck(BaseModel):
    """What stands behind the numbers of live classrooms."""

    check: str
    status: Literal["ok", "degraded", "down"]
    detail: str
    observed_at: datetime


class Health(BaseModel):
    """degraded: the pages work, but something behind them does not."""

    status: Literal["ok", "degraded"]
    checks: list[Check]
    classrooms: list[ClassroomCheck] = []


@router.get("/health")
def whole_health() -> Health:
    """Whether sources are fresh, materialized views refreshed, and the schedule is kept."""
    found = _health(listed(Check, health.checks))
    found.classrooms = listed(ClassroomCheck, classroom.health)
    return found


def health_of(*names: str) -> Health:
    """The same for the checks of these names or subjects only."""
    return _health([check for check in listed(Check, health.checks) if {check.check, check.subject} & set(names)])


def _health(checks: list[Check]) -> Health:
    return Health(status="degraded" if any(check.status == "error" for check in checks) else "ok", checks=checks)
