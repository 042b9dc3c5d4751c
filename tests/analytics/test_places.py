"""Finding cities without a network."""

import pytest

from analytics import places
from analytics.theme import LIGHT
from analytics.ui.curriculum import charts


@pytest.mark.parametrize("name", ["Bandung", " bandung ", "Kota Bandung", "BANDUNG"])
def test_a_city_is_found_however_it_is_written(name: str) -> None:
    found = places.place(name)
    assert found is not None
    assert (round(found.latitude), round(found.longitude)) == (-7, 108)


def test_of_two_cities_of_one_name_the_larger_is_meant() -> None:
    found = places.place("Depok")
    assert found is not None
    assert round(found.longitude) == 107


def test_unknown_cities_are_named_and_the_rest_drawn_largest_first() -> None:
    cities = [("Medan", 1), ("Atlantis", 1), ("Bandung", 2)]
    circles, unknown = charts.city_circles([{"city": city, "place_groups": groups} for city, groups in cities])
    assert [(circle.name, circle.groups) for circle in circles] == [("Bandung", 2), ("Medan", 1)]
    assert unknown == ["Atlantis"]


def test_quarters_share_the_circle_of_their_city() -> None:
    assert len(set(places.spots(["Jakarta Barat", "Jakarta Timur", "Bandung"]))) == 2
    cities = ["Jakarta Timur", "Jakarta Barat"]
    circles, unknown = charts.city_circles([{"city": city, "place_groups": 3} for city in cities])
    assert [(circle.name, circle.groups) for circle in circles] == [("Jakarta", 3)]
    assert unknown == []


def test_the_map_asks_no_server_for_tiles() -> None:
    for deck in charts.rescue_map([], palette=LIGHT).decks.values():
        assert deck.map_provider is None
        assert "http" not in deck.to_json()
