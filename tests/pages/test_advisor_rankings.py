"""Advisor Rankings: what the page shows of a small marketplace, what its controls do, and what an empty one says."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from analytics.theme import LIGHT
from analytics.ui import advisors, i18n
from db.warehouse import Warehouse
from tests.advisors import marketplace
from tests.pages.conftest import OpenPage

TITLES = {"en": "Advisor Rankings", "es": "Ranking de asesores", "id": "Peringkat Penasihat"}


@pytest.fixture
def trade(warehouse_18: Warehouse) -> Warehouse:
    """Six offers of one advisor in Cali, one of another in a city that no list knows; both won theirs."""
    with warehouse_18.connect() as connection:
        marketplace.advisor(connection, 1, nombre="Ana", ciudad="Cali")
        marketplace.advisor(connection, 2, nombre="Beto", ciudad="Macondo", nivel_actual=None, estado="SUSPENDIDO")
        for number in range(1, 8):
            marketplace.offer(connection, number, asesor_id=1 if number < 7 else 2, ganadora=True)
        connection.execute("update teloo.ofertas set created_at = now() - interval '1 minute'")
        connection.execute("select kpi.refresh_all_mv()")
        connection.execute("insert into ops.sync_run (origin, sources, status) values ('page', '{teloo}', 'succeeded')")
    return warehouse_18


def advisors_shown(app: AppTest) -> list[str]:
    [shown] = [table.value for table in app.dataframe if "asesor_nombre" in table.value]
    return list(shown["asesor_nombre"])


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_page_shows_a_marketplace(trade: Warehouse, open_page: OpenPage, language: str) -> None:
    app = open_page(trade, "advisor_rankings", language=language)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == TITLES[language]
    assert len(app.metric) == 5
    assert advisors_shown(app) == ["Ana", "Beto"]
    assert any("Macondo" in caption.value for caption in app.caption)


def test_filters_live_in_the_url(trade: Warehouse, open_page: OpenPage) -> None:
    assert advisors_shown(open_page(trade, "advisor_rankings", city="Macondo", rank="city")) == ["Beto"]
    assert advisors_shown(open_page(trade, "advisor_rankings", state="ACTIVO", measure="conversion")) == ["Ana"]


def test_refresh_now_refreshes(trade: Warehouse, open_page: OpenPage) -> None:
    app = open_page(trade, "advisor_rankings", language="en")
    app.button(key="refresh_now").click().run()
    assert not app.exception
    assert not app.error
    with trade.connect() as connection:
        found = connection.execute("select count(*) from ops.mv_refresh_log where origin = 'page'").fetchone()
    assert found == (2,)


def test_an_empty_marketplace_says_what_would_be_here(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    app = open_page(warehouse_18, "advisor_rankings", language="en")
    assert not app.exception
    assert [button.key for button in app.main.button] == ["sync_from_page"]


def test_a_marketplace_that_is_not_connected_says_which_setting_connects_it(
    warehouse_18: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.ui.sources.is_connected", lambda source: source == "ngeshare")
    app = open_page(warehouse_18, "advisor_rankings", language="en")
    assert not app.exception
    assert any("`ATALAYA_SOURCE_TELOO_URL`" in text.value for text in app.markdown)
    assert not app.main.button


def test_spellings_of_a_city_share_a_circle_and_unknown_ones_are_named() -> None:
    cities = [("Bogotá", 40.0, 4, 7, None), ("BOGOTA", 50.0, 3, 7, None), ("Macondo", 0.0, 1, 1, 1)]
    named = ("ciudad", "tasa_conversion_ofertas_pct", "ofertas", "place_offers", "few_people")
    circles, unknown = advisors.trade_circles([dict(zip(named, city, strict=True)) for city in cities])
    assert [(circle.name, circle.offers, circle.conversion) for circle in circles] == [("Bogotá", 7, 40.0)]
    assert unknown == ["Macondo"]
    for deck in advisors.trade_map(circles, palette=LIGHT).decks.values():
        assert (deck.map_provider, "http" in deck.to_json()) == (None, False)


@pytest.mark.parametrize(
    ("language", "people", "said", "dense"),
    [
        ("en", None, "Cali: 8 offers, 50% won", 210),
        ("en", 1, "Cali: 8 offers, 50% won\nonly 1 person", 40),
        ("es", 3, "solo 3 personas", 40),
        ("id", 4, "hanya 4 orang", 40),
    ],
)
def test_a_circle_that_rests_on_few_people_is_hollow_and_says_so(
    language: str, people: int | None, said: str, dense: int
) -> None:
    city = {
        "ciudad": "Cali",
        "tasa_conversion_ofertas_pct": 50.0,
        "ofertas": 8,
        "place_offers": 8,
        "few_people": people,
    }
    with i18n.speaking(language):
        circles, _unknown = advisors.trade_circles([city])
        deck = advisors.trade_map(circles, palette=LIGHT).decks["desk"]
    [circle] = json.loads(deck.to_json())["layers"][1]["data"]
    assert said in circle["sentence"].replace("\xa0", " ")
    assert circle["colour"][3] == dense
    assert ("\n" in circle["sentence"]) == (people is not None)
