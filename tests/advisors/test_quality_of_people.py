"""The quality report on clients, advisors and audits."""

from typing import Any

import pytest

from tests.advisors.marketplace import advisor, audit, client, failing
from tests.factories import Connection

LAST_MOMENT_OF_TODAY, TOMORROW = "2026-06-15 23:59:59.999999-05", "2026-06-16 00:00:00-05"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"updated_at": LAST_MOMENT_OF_TODAY}, []),
        ({"updated_at": TOMORROW}, ["future_date"]),
        ({"created_at": TOMORROW, "updated_at": TOMORROW}, ["future_date"]),
        ({"updated_at": "infinity"}, ["future_date"]),
        ({"updated_at": None}, []),
        ({"created_at": "2020-01-02", "updated_at": "2020-01-01"}, ["impossible_date"]),
        ({"created_at": "2000-01-01 00:00:00+00"}, []),
        ({"created_at": "1999-12-31 23:59:59+00"}, ["impossible_date"]),
        ({"created_at": "2000-01-01 00:00:00+00", "updated_at": "2000-01-01 00:00:00+00"}, []),
        ({"created_at": "-infinity"}, ["impossible_date"]),
    ],
)
def test_dates_of_a_client(connection: Connection, values: dict[str, Any], found: list[str]) -> None:
    client(connection, **values)
    assert failing(connection, "clientes") == {check: [1] for check in found}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"email": None}, ["missing_email"]),
        ({"email": "  "}, ["missing_email"]),
        ({"punto_venta": None}, ["missing_punto_venta"]),
        ({"punto_venta": " "}, ["missing_punto_venta"]),
        ({"confianza": None}, ["missing_confianza"]),
        ({"nivel_actual": None}, ["missing_nivel_actual"]),
        ({"actividad_reciente_pct": None}, ["missing_actividad_reciente_pct"]),
        ({"desempeno_historico_pct": None}, ["missing_desempeno_historico_pct"]),
        ({"estado": "SUSPENDIDO"}, []),
        ({"estado": "activo"}, ["unknown_estado"]),
        ({"confianza": 0}, []),
        ({"confianza": 5}, []),
        ({"confianza": 5.01}, ["confianza_out_of_range"]),
        ({"confianza": -0.01}, ["confianza_out_of_range"]),
        ({"confianza": "NaN"}, ["confianza_out_of_range"]),
        ({"actividad_reciente_pct": 100, "desempeno_historico_pct": 0}, []),
        ({"actividad_reciente_pct": 0, "desempeno_historico_pct": 100}, []),
        ({"actividad_reciente_pct": 100.01}, ["percent_out_of_range"]),
        ({"actividad_reciente_pct": -0.01}, ["percent_out_of_range"]),
        ({"desempeno_historico_pct": 100.01}, ["percent_out_of_range"]),
        ({"desempeno_historico_pct": "NaN"}, ["percent_out_of_range"]),
        ({"desempeno_historico_pct": -0.01}, ["percent_out_of_range"]),
        ({"ciudad": ""}, ["missing_ciudad"]),
        ({"ciudad": " "}, ["missing_ciudad"]),
        ({"updated_at": TOMORROW}, ["future_date"]),
        ({"updated_at": LAST_MOMENT_OF_TODAY, "created_at": LAST_MOMENT_OF_TODAY}, []),
        ({"created_at": TOMORROW, "updated_at": None}, ["future_date"]),
        ({"updated_at": "2019-12-31"}, ["impossible_date"]),
        ({"created_at": "2000-01-01 00:00:00+00", "updated_at": "2000-01-01 00:00:00+00"}, []),
        ({"created_at": "1970-01-01"}, ["impossible_date"]),
        ({"estado": "INACTIVO"}, []),
        ({"email": None, "estado": ""}, ["missing_email", "unknown_estado"]),
    ],
)
def test_attributes_of_an_advisor(connection: Connection, values: dict[str, Any], found: list[str]) -> None:
    advisor(connection, **values)
    assert failing(connection, "asesores") == {check: [1] for check in found}


def test_an_address_is_the_same_in_capitals_and_between_blanks(connection: Connection) -> None:
    for number, email in enumerate(["ana@example.com", " ANA@example.com\n", "bea@example.com", " \t", None], start=1):
        advisor(connection, number, email=email)
    found = failing(connection, "asesores")
    assert (found["duplicate_email"], found["missing_email"]) == ([1, 2], [4, 5])


def test_who_spells_a_city_unlike_most_is_ranked_apart(connection: Connection) -> None:
    for number, city in enumerate(["Bogotá", "Bogotá", "BOGOTA", "bogotá ", "Cali", "", " "], start=1):
        advisor(connection, number, ciudad=city)
    assert failing(connection, "asesores")["ciudad_spelt_differently"] == [3, 4]


def test_of_two_spellings_used_alike_one_is_usual(connection: Connection) -> None:
    advisor(connection, 1, ciudad="cali")
    advisor(connection, 2, ciudad="Cali")
    assert failing(connection, "asesores") == {"ciudad_spelt_differently": [1]}


def test_cities_of_one_name_in_two_departments_are_ranked_together(connection: Connection) -> None:
    advisor(connection, 1, ciudad="Barbosa", departamento="Antioquia")
    advisor(connection, 2, ciudad="Barbosa", departamento="Santander")
    for number in (3, 4):
        advisor(connection, number, ciudad="Pasto", departamento="Nariño")
    assert failing(connection, "asesores") == {"ciudad_of_several_departamentos": [1, 2]}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"confianza_auditada": 5}, []),
        ({"confianza_auditada": 0}, []),
        ({"confianza_auditada": "NaN"}, ["confianza_out_of_range"]),
        ({"auditada_at": "2026-06-05", "updated_at": "2026-06-05"}, []),
        ({"updated_at": TOMORROW}, ["future_date"]),
        ({"auditada_at": "2000-01-01 00:00:00+00"}, []),
        ({"confianza_auditada": 5.01}, ["confianza_out_of_range"]),
        ({"confianza_auditada": -1}, ["confianza_out_of_range"]),
        ({"auditada_at": LAST_MOMENT_OF_TODAY, "updated_at": None}, []),
        ({"auditada_at": TOMORROW, "updated_at": None}, ["future_date"]),
        ({"auditada_at": "2026-06-06"}, ["impossible_date"]),
        ({"auditada_at": "1970-01-01"}, ["impossible_date"]),
    ],
)
def test_attributes_of_an_audit(connection: Connection, values: dict[str, Any], found: list[str]) -> None:
    audit(connection, **values)
    assert failing(connection, "auditorias") == {check: [1] for check in found}


def test_two_audits_of_one_advisor_at_one_moment_are_a_tie(connection: Connection) -> None:
    audit(connection, 1)
    audit(connection, 2)
    audit(connection, 3, auditada_at="2026-06-03")
    audit(connection, 4, asesor_id=2)
    assert failing(connection, "auditorias") == {"audited_twice_at_once": [1, 2]}
