"""A demo that an earlier version simulated, opened days later by this one."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from sources import demo
from tests.conftest import Database
from tests.factories import rows

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVERYTHING = """select md5(string_agg("User"::text, '|' order by id)) from "User\""""


@pytest.mark.parametrize(
    "earlier",
    [
        # Its people had other keys, so that what happens next refers to nobody.
        """set session_replication_role = replica; update "User" set id = 'of before ' || id""",
        """alter table "User" drop column "lastActive\"""",
    ],
)
def test_it_goes_on_as_this_version_would_have_it(
    empty_database: Database, earlier: str, caplog: pytest.LogCaptureFixture
) -> None:
    fill = {"scale": 0.05, "sources": ["ngeshare"]}
    demo.fill(empty_database.url, as_of=NOW - timedelta(days=2), **fill)
    with empty_database.connect() as connection:
        connection.execute(earlier.encode())
        with caplog.at_level(logging.WARNING):
            demo.live_on(empty_database.url, NOW, sources=["ngeshare"])
        assert "is of an earlier version" in caplog.text
        [(found,)] = rows(connection, EVERYTHING)
        [(founded_at, lived_until)] = rows(connection, "select founded_at, lived_until from demo.simulation")
        assert lived_until == NOW
        demo.fill(empty_database.url, as_of=NOW, **fill)
        assert rows(connection, "select founded_at from demo.simulation") == [(founded_at,)]
        assert rows(connection, EVERYTHING) == [(found,)]
