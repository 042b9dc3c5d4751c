"""Tiny rows of the study centre for tests: what a test does not name is as it should be. Moments are UTC."""

import json
from typing import Any

from psycopg import sql

from tests.factories import Connection, rows

NOON = "2026-06-15 17:00:00"
LONG_AGO, REGISTERED = "2025-01-06 15:00+00", "2026-01-05 15:00+00"
CAME, LEFT = "2026-06-01 15:00+00", "2026-06-01 16:30+00"
LAST_MOMENT, TOMORROW = "2026-06-16 04:59:59.999999+00", "2026-06-16 05:00+00"

STUDENT: dict[str, Any] = {"level": "A1", "created_at": REGISTERED, "updated_at": REGISTERED}
CHECK_IN: dict[str, Any] = {"student_id": "ana", "checked_in_at": CAME, "checked_out_at": LEFT}


def student(connection: Connection, key: str = "ana", **values: Any) -> None:
    _add(connection, "students", STUDENT | {"id": key, "full_name": key} | values)


def check_in(connection: Connection, key: str = "visit", **values: Any) -> None:
    row = CHECK_IN | {"id": key} | values
    _add(connection, "check_ins", {"updated_at": row["checked_out_at"] or row["checked_in_at"]} | row)


def quarantined(
    connection: Connection,
    key: str,
    student_id: str,
    sqlstate: str = "23503",
    source: str = "academy",
    table: str = "check_ins",
) -> None:
    """A row that the replica refused: a check-in, if nothing else is said."""
    connection.execute(
        'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
        "values (%s, %s, %s, %s, 'refused', %s)",
        [source, table, key, sqlstate, json.dumps({"id": key, "student_id": student_id})],
    )


def findings(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """Sample keys of every check that found something, by table and check."""
    found = rows(connection, 'select "table", "check", count, sample_keys from mgmt.data_quality where count > 0')
    assert all(len(keys) == min(count, 5) for _, _, count, keys in found)
    return {(table, check): keys for table, check, _, keys in found}


def _add(connection: Connection, table: str, row: dict[str, Any]) -> None:
    connection.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier("academy", table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        ),
        list(row.values()),
    )
