"""`GET /health`: whether everything is well, check by check."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from analytics import health
from analytics.api.answers import listed

router = APIRouter(tags=["health"])


class Check(BaseModel):
    """One thing that was looked at."""

    check: str
    subject: str
    status: Literal["ok", "warning", "error"]
    message: str | None
    since: datetime | None


class Health(BaseModel):
    """degraded: the pages work, but something behind them does not."""

    status: Literal["ok", "degraded"]
    checks: list[Check]


@router.get("/health")
def whole_health() -> Health:
    """Whether the warehouse answers, sources are fresh, views refreshed, and the schedule kept."""
    return Health.model_validate({"status": health.overall(), "checks": listed(Check, health.checks())})
