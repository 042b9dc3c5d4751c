"""What an oracle of random marketplaces shows less clearly: types, decimals, windows, weeks, the period before."""

from decimal import Decimal

import pytest

from tests.advisors.marketplace import advisor, audit, key, offer, request
from tests.factories import Connection, rows


def refreshed(connection: Connection) -> None:
    """As the refresh does, but from the test's moment."""
    connection.execute("refresh materialized view kpi.mv_metricas_mensuales")
    connection.execute("refresh materialized view kpi.mv_ranking_asesores")
    connection.execute("select kpi.remember_advisors()")


def test_every_number_that_is_not_whole_has_two_decimals(connection: Connection) -> None:
    offer(connection, monto_total="0.5", ganadora=True, aceptada_at="2026-06-03", created_at="2026-06-02")
    refreshed(connection)
    for view in ("mv_metricas_mensuales", "mv_ranking_asesores"):
        [row] = rows(connection, f"select * from kpi.{view}")
        assert {value.as_tuple().exponent for value in row if isinstance(value, Decimal)} == {-2}


def test_a_request_late_in_the_local_month_is_of_that_month(connection: Connection) -> None:
    request(connection, 1, created_at="2026-05-01 04:59:59.999999+00")
    request(connection, 2, created_at="2026-05-01 05:00:00+00")
    refreshed(connection)
    found = rows(connection, "select mes::text, solicitudes_creadas from kpi.mv_metricas_mensuales order by mes")
    assert found == [("2026-04-01", 1), ("2026-05-01", 1), ("2026-06-01", 0)]


def test_absurd_moments_stop_no_view(connection: Connection) -> None:
    request(connection, 1, created_at="-infinity")
    request(connection, 2, created_at="2026-06-01", cerrada_at="infinity")
    offer(connection, 1, solicitud_id=1, created_at="2026-06-02")
    offer(connection, 2, solicitud_id=2, created_at="infinity")
    refreshed(connection)
    months = "select solicitudes_creadas, tiempo_promedio_cierre_seg from kpi.mv_metricas_mensuales"
    advisors = "select ofertas_historicas_total, tiempo_promedio_respuesta_seg from kpi.mv_ranking_asesores"
    assert (rows(connection, months), rows(connection, advisors)) == ([(1, None)], [(1, None)])


def test_an_audit_of_a_moment_that_no_calendar_knows_does_not_exist(connection: Connection) -> None:
    audit(connection, 1, auditada_at="-infinity")
    audit(connection, 2, auditada_at="2026-06-02", confianza_auditada="3.5")
    audit(connection, 3, auditada_at="0044-03-15 12:00:00+00 BC", asesor_id=2)
    refreshed(connection)
    found = "select auditorias_realizadas, ultima_auditoria::date::text, confianza_auditada"
    found += " from kpi.mv_ranking_asesores order by asesor_id"
    assert rows(connection, found) == [(1, "2026-06-02", Decimal("3.50")), (0, None, None)]


def test_months_do_not_depend_on_the_clock_of_whoever_refreshes(connection: Connection) -> None:
    # In Havana midnight of 1 April 2012 was skipped.
    connection.execute("set local time zone 'America/Havana'")
    request(connection, 1, created_at="2012-03-10")
    refreshed(connection)
    found = rows(connection, "select min(mes)::text, max(mes)::text, count(*) from kpi.mv_metricas_mensuales")
    assert found == [("2012-03-01", "2026-06-01", 172)]


def test_ranks_change_against_the_30_days_before_where_both_have_enough(connection: Connection) -> None:
    for number, (day, who) in enumerate(
        [("2026-04-25", 2), *[("2026-05-10", 1)] * 6, *[("2026-05-10", 2)] * 5, *[("2026-06-10", 1)] * 5]
        + [("2026-06-10", 2)] * 5,
        1,
    ):
        offer(connection, number, asesor_id=who, created_at=day, ganadora=(who == 1) == (day < "2026-06"))
    advisor(connection, 3)
    refreshed(connection)
    assert rows(
        connection,
        "select asesor_id::text, ranking_nacional, national_change, has_enough_offers "
        "from kpi.advisor_ranking order by asesor_id",
    ) == [(key(1), 2, -1, True), (key(2), 1, 1, True), (key(3), 3, None, False)]


@pytest.mark.parametrize(("before", "now", "compared"), [(4, 5, False), (5, 4, False), (5, 5, True), (6, 6, True)])
def test_ranks_are_compared_from_five_offers_on_in_either_period(
    connection: Connection, before: int, now: int, compared: bool
) -> None:
    for number in range(before):
        offer(connection, number, created_at="2026-05-10")
    for number in range(before, before + now):
        offer(connection, number, created_at="2026-06-10")
    refreshed(connection)
    change = 0 if compared else None
    assert rows(connection, "select national_change, city_change, has_enough_offers from kpi.advisor_ranking") == [
        (change, change, now >= 5)
    ]


def test_a_rank_in_the_city_changes_apart_from_that_in_the_country(connection: Connection) -> None:
    """Of three advisors one moves to the place before in the country, and to none before in the city."""
    number = 0
    for who, city, won_before, won_now in ((1, "Cali", 3, 2), (2, "Cali", 1, 1), (3, "Pasto", 2, 3)):
        advisor(connection, who, ciudad=city)
        for day, won in (("2026-05-10", won_before), ("2026-06-10", won_now)):
            for place in range(5):
                number += 1
                offer(connection, number, asesor_id=who, created_at=day, ganadora=place < won)
    refreshed(connection)
    changes = "select ranking_nacional, national_change, city_change from kpi.advisor_ranking order by asesor_id"
    assert rows(connection, changes) == [(2, -1, 0), (3, 0, 0), (1, 1, 0)]


def test_an_advisor_who_is_gone_is_forgotten_and_the_others_are_not(connection: Connection) -> None:
    for who in (1, 2):
        offer(connection, who, asesor_id=who, created_at="2026-06-10")
    refreshed(connection)
    connection.execute("delete from teloo.ofertas where asesor_id = %s", [key(1)])
    connection.execute("delete from teloo.asesores where id = %s", [key(1)])
    refreshed(connection)
    for table in ("advisor_previous_ranks", "advisor_weeks"):
        assert rows(connection, f"select asesor_id::text from kpi.{table}") == [(key(2),)]


def test_what_did_not_change_is_not_written_again(connection: Connection) -> None:
    for number, (who, day) in enumerate(((1, "2026-05-10"), (1, "2026-06-01"), (2, "2026-06-10")), 1):
        offer(connection, number, asesor_id=who, created_at=day)
    refreshed(connection)
    places = "select ctid::text from kpi.advisor_previous_ranks union all select ctid::text from kpi.advisor_weeks"
    before = rows(connection, places)
    refreshed(connection)
    assert rows(connection, places) == before
    offer(connection, 4, asesor_id=2, created_at="2026-05-10", ganadora=True)
    refreshed(connection)
    ranks = "select ofertas, ranking_ciudad, ranking_nacional from kpi.advisor_previous_ranks order by asesor_id"
    assert rows(connection, ranks) == [(1, 2, 2), (1, 1, 1)]


def test_weeks_are_the_last_twelve_and_follow_corrections(connection: Connection) -> None:
    offer(connection, 1, created_at="2026-03-29")
    offer(connection, 2, created_at="2026-03-30", ganadora=True)
    offer(connection, 3, created_at="2026-06-15")
    for number, moment in ((4, "2026-03-30 04:59:59"), (5, "2026-03-30 05:00:00")):
        offer(connection, number, created_at=f"{moment}+00")
    refreshed(connection)
    weeks = "select week::text, ofertas, ganadoras from kpi.advisor_weeks order by week"
    assert rows(connection, weeks) == [("2026-03-30", 2, 1), ("2026-06-15", 1, 0)]
    connection.execute("delete from teloo.ofertas where created_at < '2026-03-30 06:00+00'")
    connection.execute("delete from teloo.ofertas where ganadora")
    connection.execute("update teloo.ofertas set ganadora = true")
    refreshed(connection)
    assert rows(connection, weeks) == [("2026-06-15", 1, 1)]


def test_the_twelve_weeks_of_each_advisor_are_told_oldest_first(connection: Connection) -> None:
    offers = {
        1: ("2026-06-15", "2026-06-14", "2026-06-08", "2026-04-01", "2026-03-30"),
        2: ("2026-06-01", "2026-03-29"),
    }
    number = 0
    for who, days in offers.items():
        for day in days:
            number += 1
            offer(connection, number, asesor_id=who, created_at=day)
    advisor(connection, 3)
    refreshed(connection)
    told = rows(connection, "select weekly_offers from kpi.advisor_ranking order by asesor_id")
    assert [[int(count) for count in weeks] for (weeks,) in told] == [
        [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
        [0] * 12,
    ]


def test_wilson_gives_the_textbooks_interval(connection: Connection) -> None:
    assert rows(
        connection,
        "select hits, kpi.wilson_low(hits, 10), kpi.wilson_high(hits, 10) "
        "from unnest(array[0, 1, 5, 10]::bigint[]) as hits",
    ) == [
        (0, Decimal("0.00"), Decimal("27.75")),
        (1, Decimal("1.79"), Decimal("40.42")),
        (5, Decimal("23.66"), Decimal("76.34")),
        (10, Decimal("72.25"), Decimal("100.00")),
    ]
    assert rows(connection, "select kpi.wilson_low(0, 0), kpi.wilson_high(0, 0)") == [(None, None)]
