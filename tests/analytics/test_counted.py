"""When the data of a domain have ended: at the end of a day in its own zone, whatever day it is in UTC."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from analytics import counted
from analytics.zones import zone_of
from db.domains import DOMAINS
from db.warehouse import Warehouse
from tests.advisors import marketplace
from tests.classroom import classroom
from tests.engagement.centre import check_in, student
from tests.factories import Connection, group, met
from tests.timeline import school

NOON = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - in each domain's zone
LAST_DAY = "2026-06-01"


Adding = Callable[[Connection, str], None]

NEWEST: dict[str, tuple[str, Adding]] = {}
"""What counts in a schema, and what adds one of it at a moment."""


def newest(schema: str, subject: str) -> Callable[[Adding], Adding]:
    def kept(adding: Adding) -> Adding:
        NEWEST[schema] = (subject, adding)
        return adding

    return kept


@newest("ngeshare", "meetings")
def a_meeting(connection: Connection, noon: str) -> None:
    group(connection, "a", created="2026-01-01")
    met(connection, "a", LAST_DAY)


@newest("mgmt", "visits")
def a_visit(connection: Connection, noon: str) -> None:
    student(connection)
    check_in(connection, checked_in_at=noon, checked_out_at=None)


@newest("kpi", "offers")
def an_offer(connection: Connection, noon: str) -> None:
    marketplace.advisor(connection, 1)
    marketplace.request(connection, 1, created_at=noon)
    marketplace.offer(connection, 1, solicitud_id=1, created_at=noon)


@newest("analytics", "sessions")
def a_lesson(connection: Connection, noon: str) -> None:
    classroom.add(connection, "schools", "school")
    classroom.add(connection, "sessions", "session", started_at=noon)


@newest("timeline", "activities")
def an_activity(connection: Connection, noon: str) -> None:
    school.add(connection, "profiles", "ana")
    school.add(connection, "daily_notes", "note", created_at=noon)


def ended(connection: Connection, schema: str, moment: datetime, **reach: int) -> bool:
    """Whether the newest row of the schema's subject lies before the last days or hours, at a moment."""
    connection.execute("select set_config('atalaya.as_of', %s, false)", [moment.isoformat()])
    asked = re.sub(r":(\w+)", r"%(\1)s", counted.statement_of(schema))
    found = connection.execute(asked.encode(), {"days": 0, "hours": 0, **reach})
    names = [column.name for column in found.description or []]
    told = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    [row] = [row for row in told if row["subject"] == NEWEST[schema][0]]
    assert str(row["last_day"]) == LAST_DAY
    return bool(row["is_over"])


@pytest.mark.parametrize("schema", [domain.derived_schema for domain in DOMAINS])
def test_a_day_is_over_when_it_is_in_the_zone_of_its_domain(
    schema: str, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
    zone = ZoneInfo(zone_of(schema))
    midnight = (NOON + timedelta(hours=12)).replace(tzinfo=zone).astimezone(UTC)
    before, day = midnight - timedelta(microseconds=1), timedelta(days=1)
    with warehouse.connect() as connection:
        NEWEST[schema][1](connection, NOON.replace(tzinfo=zone).isoformat())
        assert not ended(connection, schema, before, days=1)
        assert not ended(connection, schema, before, hours=24)
        assert ended(connection, schema, midnight, days=1)
        assert ended(connection, schema, midnight, hours=24)
        assert not ended(connection, schema, midnight, days=2)
        assert not ended(connection, schema, midnight, hours=25)
        assert ended(connection, schema, midnight + 89 * day, days=90)
        assert not ended(connection, schema, midnight + 88 * day, days=90)
        # Of all of history: what is there is there.
        assert not ended(connection, schema, midnight + 9_000 * day)


def test_what_has_no_date_or_one_that_cannot_be_stops_nothing(warehouse: Warehouse) -> None:
    days = ("null", "'-infinity'", "'infinity'")
    with warehouse.connect() as connection:
        found = [
            connection.execute(f"select ops.is_over({day}, '2026-06-01', 1, 0)".encode()).fetchone() for day in days
        ]
    assert found == [(False,), (True,), (False,)]
