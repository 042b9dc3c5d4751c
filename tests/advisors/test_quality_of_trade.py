"""The quality report on requests, offers and notifications."""

from typing import Any

import pytest

from tests.advisors.marketplace import failing, notification, offer, request
from tests.factories import Connection

LAST_MOMENT_OF_TODAY, TOMORROW = "2026-06-15 23:59:59.999999-05", "2026-06-16 00:00:00-05"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"estado": "ACEPTADA", "cerrada_at": "2026-06-03"}, []),
        ({"estado": "SIN_OFERTAS", "cerrada_at": "2026-06-03"}, []),
        ({"marca_vehiculo": None}, ["missing_marca_vehiculo"]),
        ({"marca_vehiculo": "  "}, ["missing_marca_vehiculo"]),
        ({"estado": "CANCELADA"}, ["unknown_estado"]),
        ({"estado": "EXPIRADA"}, ["closed_without_cerrada_at"]),
        ({"estado": "SIN_OFERTAS"}, ["closed_without_cerrada_at"]),
        ({"cerrada_at": "2026-06-03"}, ["open_with_cerrada_at"]),
        ({"estado": "ACEPTADA", "cerrada_at": "2026-06-01"}, []),
        ({"estado": "ACEPTADA", "cerrada_at": "2026-06-01 11:59:59-05"}, ["closed_before_creation"]),
        ({"estado": "ACEPTADA", "cerrada_at": LAST_MOMENT_OF_TODAY}, []),
        ({"estado": "ACEPTADA", "cerrada_at": TOMORROW}, ["future_date"]),
        ({"created_at": TOMORROW, "updated_at": None}, ["future_date"]),
        ({"updated_at": "2026-05-31"}, ["impossible_date"]),
        ({"created_at": "1999-12-31"}, ["impossible_date"]),
        ({"created_at": "2000-01-01 00:00:00+00", "updated_at": "2000-01-01 00:00:00+00"}, []),
        ({"estado": "RECHAZADA"}, ["closed_without_cerrada_at"]),
        ({"estado": "ACEPTADA"}, ["closed_without_cerrada_at"]),
        ({"estado": "RECHAZADA", "cerrada_at": "2026-06-03"}, []),
        ({"estado": "EXPIRADA", "cerrada_at": "2026-06-03"}, []),
        ({"updated_at": TOMORROW}, ["future_date"]),
        ({"updated_at": LAST_MOMENT_OF_TODAY}, []),
    ],
)
def test_a_request(connection: Connection, values: dict[str, Any], found: list[str]) -> None:
    request(connection, **values)
    assert failing(connection, "solicitudes") == {check: [1] for check in found}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"ganadora": True, "aceptada_at": "2026-06-03", "entregada_at": "2026-06-04"}, []),
        ({"created_at": "2026-06-01"}, []),
        ({"created_at": "2026-06-01 11:59:59-05"}, ["made_before_solicitud"]),
        ({"created_at": "2026-06-03"}, []),
        ({"created_at": "2026-06-03 12:00:01-05"}, ["made_after_closing"]),
        ({"aceptada_at": "2026-06-03"}, ["accepted_not_winning"]),
        ({"ganadora": True, "entregada_at": "2026-06-04"}, ["delivered_not_accepted"]),
        ({"ganadora": True, "aceptada_at": "2026-06-02"}, []),
        ({"ganadora": True, "aceptada_at": "2026-06-01"}, ["out_of_order"]),
        ({"ganadora": True, "aceptada_at": "2026-06-03", "entregada_at": "2026-06-02"}, ["out_of_order"]),
        ({"ganadora": True, "entregada_at": "2026-06-01"}, ["delivered_not_accepted", "out_of_order"]),
        ({"monto_total": 0.01}, []),
        ({"monto_total": 0}, ["impossible_amount"]),
        ({"monto_total": -1}, ["impossible_amount"]),
        ({"monto_total": "NaN"}, ["impossible_amount"]),
        ({"tiempo_entrega_dias": 0, "garantia_meses": 0}, []),
        ({"tiempo_entrega_dias": -1}, ["negative_term"]),
        ({"garantia_meses": -1, "tiempo_entrega_dias": None}, ["missing_tiempo_entrega_dias", "negative_term"]),
        ({"garantia_meses": None}, ["missing_garantia_meses"]),
        ({"ganadora": True, "aceptada_at": "2026-06-03", "entregada_at": LAST_MOMENT_OF_TODAY}, []),
        ({"ganadora": True, "aceptada_at": "2026-06-03", "entregada_at": TOMORROW}, ["future_date"]),
        ({"updated_at": "2026-06-01"}, ["impossible_date"]),
        ({"updated_at": "2026-06-02"}, []),
        ({"updated_at": TOMORROW}, ["future_date"]),
        ({"ganadora": True, "aceptada_at": "2026-06-03", "entregada_at": "2026-06-03"}, []),
        ({"ganadora": True, "entregada_at": "2026-06-02"}, ["delivered_not_accepted"]),
        ({"updated_at": None}, []),
    ],
)
def test_an_offer_on_an_accepted_request(connection: Connection, values: dict[str, Any], found: list[str]) -> None:
    request(connection, estado="ACEPTADA", cerrada_at="2026-06-03")
    offer(connection, **values)
    assert failing(connection, "ofertas") == {check: [1] for check in found}


def test_an_offer_of_1970_is_before_its_request_too(connection: Connection) -> None:
    offer(connection, created_at="1970-01-01")
    assert failing(connection, "ofertas") == {"impossible_date": [1], "made_before_solicitud": [1]}


def test_an_offer_contradicts_the_estado_of_its_request(connection: Connection) -> None:
    request(connection, 1, estado="SIN_OFERTAS", cerrada_at="2026-06-05")
    request(connection, 2, estado="EXPIRADA", cerrada_at="2026-06-05")
    offer(connection, 1, solicitud_id=1)
    offer(connection, 2, solicitud_id=2)
    offer(connection, 3, solicitud_id=2, ganadora=True, aceptada_at="2026-06-03")
    assert failing(connection, "ofertas") == {"offer_on_sin_ofertas": [1], "accepted_on_unaccepted_solicitud": [3]}


def test_all_winners_of_a_request_with_several_are_named(connection: Connection) -> None:
    for number, (request_number, wins) in enumerate([(1, True), (1, True), (1, False), (2, True), (2, False)], start=1):
        offer(connection, number, solicitud_id=request_number, ganadora=wins)
    assert failing(connection, "ofertas") == {"several_winners": [1, 2]}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"respondida_at": "2026-06-02"}, []),
        ({"respondida_at": "2026-06-02 11:59:59-05"}, ["answered_before_sent"]),
        ({"respondida_at": LAST_MOMENT_OF_TODAY}, []),
        ({"respondida_at": TOMORROW}, ["future_date"]),
        ({"enviada_at": TOMORROW, "updated_at": None}, ["future_date"]),
        ({"enviada_at": "2026-06-06"}, ["impossible_date"]),
        ({"enviada_at": "1970-01-01"}, ["impossible_date"]),
    ],
)
def test_a_notification(connection: Connection, values: dict[str, Any], found: list[str]) -> None:
    notification(connection, **values)
    assert failing(connection, "notificaciones") == {check: [1] for check in found}


def test_the_first_moment_of_2000_is_possible(connection: Connection) -> None:
    moment = "2000-01-01 00:00:00+00"
    request(connection, created_at=moment)
    offer(connection, created_at=moment, updated_at=moment)
    notification(connection, enviada_at=moment, updated_at=moment, respondida_at=moment)
    assert failing(connection, "ofertas") == failing(connection, "notificaciones") == {}
