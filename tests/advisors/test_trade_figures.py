"""The marketplace at a glance: what the months say of the running one, and what the cities add up to."""

from decimal import Decimal

from tests.advisors.marketplace import advisor, notification, offer, request
from tests.advisors.test_rankings import refreshed
from tests.factories import Connection, rows

FIGURES = (
    "select solicitudes_este_mes, asesores, asesores_con_ofertas, ofertas, ofertas_ganadoras from kpi.trade_figures"
)


def test_requests_of_the_running_month_and_advisors_of_all_cities(connection: Connection) -> None:
    advisor(connection, 1, ciudad="Cali")
    advisor(connection, 2, ciudad="Bogotá")
    request(connection, 1, created_at="2026-05-31 12:00:00-05")
    request(connection, 2, created_at="2026-06-01 00:00:00-05")
    request(connection, 3, created_at="2026-06-15 12:00:00-05")
    offer(connection, 1, solicitud_id=1, asesor_id=1, created_at="2026-06-10", ganadora=True, aceptada_at="2026-06-11")
    offer(connection, 2, solicitud_id=2, asesor_id=1, created_at="2026-06-10")
    refreshed(connection)
    assert rows(connection, FIGURES) == [(2, 2, 1, 2, 1)]


def test_the_figures_are_what_the_cities_add_up_to(connection: Connection) -> None:
    for number, city in enumerate(["Cali", "Cali", "Bogotá"], start=1):
        advisor(connection, number, ciudad=city)
        request(connection, number)
        offer(connection, number, solicitud_id=number, asesor_id=number)
    refreshed(connection)
    added = (
        "select sum(asesores), sum(asesores_con_ofertas), sum(ofertas), sum(ofertas_ganadoras) from kpi.city_summary"
    )
    assert rows(connection, FIGURES)[0][1:] == rows(connection, added)[0] == (3, 3, 3, 0)


def test_without_a_request_there_is_no_month(connection: Connection) -> None:
    refreshed(connection)
    assert rows(connection, FIGURES) == [(None, 0, 0, 0, 0)]


SUMMED = (
    "asesores, asesores_con_ofertas, ofertas, ofertas_ganadoras, ofertas_aceptadas, entregas_exitosas, "
    "volumen_total_ofertas, tasa_conversion_ofertas_pct, tasa_exito_completo_pct, tasa_respuesta_pct"
)


def test_a_city_adds_up_its_advisors_and_rates_are_of_the_sums(connection: Connection) -> None:
    for number in (1, 2, 3, 4, 5):
        advisor(connection, number, ciudad="Cali")
    for number in range(1, 8):
        won, accepted, delivered = number % 2 == 0, number in (2, 4), number == 4
        offer(
            connection, number, asesor_id=1 if number < 4 else 2, created_at="2026-06-02", ganadora=won,
            aceptada_at="2026-06-03" if accepted else None, entregada_at="2026-06-04" if delivered else None,
        )  # fmt: skip
    for number in range(1, 9):
        answered = "2026-06-03" if number in (1, 4) else None
        notification(connection, number, asesor_id=1 if number < 3 else 2, respondida_at=answered)
    refreshed(connection)
    assert rows(connection, f"select {SUMMED} from kpi.city_summary") == [
        (5, 2, 7, 3, 2, 1, Decimal(700), Decimal("42.86"), Decimal("14.29"), Decimal("25.00"))
    ]
    interval = rows(connection, "select conversion_low_pct, conversion_high_pct from kpi.city_summary")
    assert interval == rows(connection, "select kpi.wilson_low(3, 7), kpi.wilson_high(3, 7)")


def test_offers_count_in_the_month_of_a_request_that_is_there(connection: Connection) -> None:
    """An offer on a request of tomorrow, or of a day that no calendar has, is one of no month."""
    advisor(connection, 1)
    for number, created_at in enumerate(["2026-05-31", "2026-06-16 00:00:00-05", "infinity"], start=1):
        request(connection, number, created_at=created_at)
        offer(connection, number, solicitud_id=number, asesor_id=1, created_at="2026-06-02")
    assert rows(connection, "select mes::text, ofertas from kpi.offers_by_month") == [("2026-05-01", 1)]
