"""kpi.data_quality as a whole: every check has its line, samples are few, orphans are those in quarantine."""

import json

import pytest

from tests.advisors.marketplace import advisor, client, failing, key, notification, offer, request
from tests.factories import Connection, failing_rows, look_from, rows

CHECKS = """select "check", "table" from kpi.quality_checks order by 1, 2"""


def test_an_empty_marketplace_fails_no_check_and_lists_all(connection: Connection) -> None:
    reported = rows(connection, 'select "check", "table", count, sample_keys from kpi.data_quality order by 1, 2')
    assert reported == [(check, table, 0, []) for check, table in rows(connection, CHECKS)]
    assert len(reported) > 40


def test_a_check_names_five_rows_at_most_in_order(connection: Connection) -> None:
    for number in (7, 3, 6, 1, 5, 2, 4):
        request(connection, number, marca_vehiculo=None)
    found = """select count, sample_keys from kpi.data_quality where "check" = 'missing_marca_vehiculo'"""
    assert rows(connection, found) == [(7, [key(number) for number in (1, 2, 3, 4, 5)])]


def test_a_severity_is_error_warning_or_info(connection: Connection) -> None:
    found = {severity for (severity,) in rows(connection, "select severity from kpi.data_quality")}
    assert found == {"error", "warning", "info"}


@pytest.mark.parametrize(
    ("seen_from", "found"),
    [("2026-06-20 04:59:59", {"future_date": [1]}), ("2026-06-20 05:00:00", {})],
)
def test_a_day_begins_at_midnight_in_bogota(
    connection: Connection, seen_from: str, found: dict[str, list[int]]
) -> None:
    request(connection, created_at="2026-06-20 23:00:00-05", updated_at=None)
    look_from(connection, seen_from)
    assert failing(connection, "solicitudes") == found


def test_the_session_s_time_zone_makes_no_difference(connection: Connection) -> None:
    request(connection, created_at="2026-06-16 00:00:00-05", updated_at=None)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        connection.execute(f"set local timezone = '{zone}'".encode())
        assert failing(connection, "solicitudes") == {"future_date": [1]}


def quarantined(
    connection: Connection, table: str, number: int, sqlstate: str = "23503", source: str = "teloo", **data: int
) -> None:
    references = json.dumps({column: key(value) for column, value in data.items()})
    connection.execute(
        """insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data)
        values (%s, %s, %s, %s, 'broken', %s)""",
        [source, table, key(number), sqlstate, references],
    )


def test_an_orphan_is_a_row_in_quarantine_whose_parent_is_missing(connection: Connection) -> None:
    advisor(connection)
    quarantined(connection, "ofertas", 1, solicitud_id=9, asesor_id=1)
    quarantined(connection, "ofertas", 2, solicitud_id=9, asesor_id=9)
    quarantined(connection, "solicitudes", 3, cliente_id=9)
    quarantined(connection, "auditorias", 4, asesor_id=9)
    quarantined(connection, "notificaciones", 5, solicitud_id=9, asesor_id=1)
    assert failing(connection, "ofertas") == {"orphan_solicitud": [1, 2], "orphan_asesor": [2]}
    assert failing(connection, "solicitudes") == {"orphan_cliente": [3]}
    assert failing(connection, "auditorias") == {"orphan_asesor": [4]}
    assert failing(connection, "notificaciones") == {"orphan_solicitud": [5]}


def test_a_row_in_quarantine_for_another_reason_is_no_orphan(connection: Connection) -> None:
    quarantined(connection, "ofertas", 1, sqlstate="23502", solicitud_id=9, asesor_id=9)
    quarantined(connection, "ofertas", 2, source="academy", solicitud_id=9, asesor_id=9)
    assert failing(connection, "ofertas") == {}


def test_a_sound_marketplace_fails_no_check(connection: Connection) -> None:
    client(connection)
    advisor(connection)
    request(connection, estado="ACEPTADA", cerrada_at="2026-06-04")
    offer(connection, ganadora=True, aceptada_at="2026-06-04", entregada_at="2026-06-05")
    notification(connection, respondida_at="2026-06-02 12:30:00-05")
    assert rows(connection, "select * from kpi.data_quality where count > 0") == []
    assert failing_rows(connection, "kpi") == set()
