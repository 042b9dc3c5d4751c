"""A city or a state that is spelt in several ways is one for whoever chooses it or sees it drawn."""

from tests.advisors.marketplace import advisor, offer
from tests.advisors.test_rankings import refreshed
from tests.factories import Connection, rows


def test_a_city_is_one_by_its_usual_spelling_and_the_view_keeps_the_text(connection: Connection) -> None:
    for number, city in enumerate(["BOGOTÁ", "Bogotá", "bogota ", "Bogotá", "Cali", " "], start=1):
        advisor(connection, number, ciudad=city)
        offer(connection, number, solicitud_id=number, asesor_id=number, ganadora=number == 1)
    refreshed(connection)
    traded = 'select ciudad, asesores, ofertas, tasa_conversion_ofertas_pct::text from {} order by ciudad collate "C"'
    assert rows(connection, traded.format("kpi.trade_by_city(as_written => false)")) == [
        (" ", 1, 1, "0.00"),
        ("Bogotá", 4, 4, "25.00"),
        ("Cali", 1, 1, "0.00"),
    ]
    apart = rows(connection, traded.format("kpi.city_summary"))
    assert [city for city, *_rest in apart] == [" ", "BOGOTÁ", "Bogotá", "Cali", "bogota "]


def test_what_advisors_are_chosen_by_is_listed_once(connection: Connection) -> None:
    for number, (city, level, state) in enumerate(
        [("Cali", 2, "ACTIVO"), ("CALI", 2, "activo"), ("Cali ", 10, "ACTIVO"), ("", None, "SUSPENDIDO")], start=1
    ):
        advisor(connection, number, ciudad=city, nivel_actual=level, estado=state)
    refreshed(connection)
    choices = "select kind, choice, advisors from kpi.advisor_choices order by kind, ops.sort_key(choice)"
    assert rows(connection, choices) == [
        ("city", "Cali", 3),
        ("level", "2", 2),
        ("level", "10", 1),
        ("state", "ACTIVO", 3),
        ("state", "SUSPENDIDO", 1),
    ]


def test_an_advisor_is_found_by_name_and_address_however_spelt(connection: Connection) -> None:
    for number, (name, address) in enumerate(
        [("Núñez Álvaro", None), ("nunez", "a@example.org"), ("Zoe", None)], start=1
    ):
        advisor(connection, number, nombre=name, email=address)
    refreshed(connection)
    found = (
        "select asesor_nombre from kpi.advisor_ranking "
        "where ops.fold(concat_ws(' ', asesor_nombre, asesor_email)) like all(ops.search_patterns(%s)) "
        "order by ops.sort_key(asesor_nombre)"
    )
    for search, names in {
        "NUNEZ": ["nunez", "Núñez Álvaro"],
        "alvaro nu\u0301": ["Núñez Álvaro"],
        "@example": ["nunez"],
        "": ["nunez", "Núñez Álvaro", "Zoe"],
        "%": [],
    }.items():
        assert [name for (name,) in connection.execute(found, [search]).fetchall()] == names
