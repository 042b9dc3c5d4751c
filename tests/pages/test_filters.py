"""Filters live in the URL and narrow what is shown and what is exported."""

from analytics import advisors, curriculum
from db.warehouse import Warehouse
from tests.pages.conftest import OpenPage


def test_a_city_in_the_url_narrows_the_rescue_list(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    everything = open_page(full_warehouse, "rescue_list", language="en")
    groups = curriculum.rescue_list()
    city = groups["city"].value_counts().index[0]
    app = open_page(full_warehouse, "rescue_list", language="en", city=city)
    shown = app.dataframe[0].value
    assert app.multiselect(key="choice_city").value == [city]
    assert list(shown["city"].unique()) == [city]
    assert len(shown) == (groups["city"] == city).sum() < len(everything.dataframe[0].value)


def test_the_rescue_list_stands_in_the_order_of_its_view(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "rescue_list", language="en")
    assert list(app.dataframe[0].value["days_inactive"]) == sorted(app.dataframe[0].value["days_inactive"])


def test_every_choice_of_the_flow_lists_exactly_its_groups(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "curriculum_funnel", language="en")
    for edge in curriculum.flow().head(4).itertuples():
        app.selectbox(key="choice_flow").select(f"{edge.source} → {edge.target}").run()
        listed = next(table.value for table in app.dataframe if "flow_target" in table.value.columns)
        assert len(listed) == edge.groups
        assert set(listed["flow_target"]) == {edge.target}
        assert app.query_params["flow"] == f"{edge.source} → {edge.target}"


def test_a_flow_in_the_url_is_chosen_in_every_language(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "home", language="es")
    app.query_params["flow"] = "Stalled"
    app.switch_page("pages/curriculum_funnel.py").run()
    assert app.selectbox(key="choice_flow").value == "Stalled"
    listed = next(table.value for table in app.dataframe if "flow_target" in table.value.columns)
    assert len(listed) == curriculum.flow().query("target == 'Stalled'")["groups"].sum()


def test_a_course_narrows_the_whole_page(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "curriculum_funnel", language="en")
    app.multiselect(key="choice_course").select("Ngeshare Sesi Hijrah").run()
    total = curriculum.funnel(courses=["Ngeshare Sesi Hijrah"])["groups_total"].iloc[0]
    assert app.metric[0].value == f"{total:,}"


def test_a_past_day_shows_fewer_groups_than_today(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    now = open_page(full_warehouse, "curriculum_funnel", language="en").metric[0].value
    then = open_page(full_warehouse, "curriculum_funnel", language="en", as_of="2025-06-01").metric[0].value
    assert int(then.replace(",", "")) < int(now.replace(",", ""))


def test_the_months_in_the_url_choose_how_far_the_growth_goes_back(
    full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, "facilitator_growth", language="en")
    app.toggle(key="open_new_facilitators").set_value(True).run()
    tables = [table.value for table in app.dataframe if "new_facilitators" in table.value.columns]
    assert len(tables[0]) == 12


def test_a_name_means_what_is_so_spelt_without_case_and_accents(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "advisor_rankings", language="es", city=["bogota", "CALI "])
    assert app.multiselect(key="choice_city").value == ["Bogotá", "Cali"]
    assert app.query_params["city"] == ["bogota", "CALI "]
    app.multiselect(key="choice_state").set_value(["activo"]).run()
    assert app.multiselect(key="choice_state").value == ["ACTIVO"]
    listed = next(table.value for table in app.dataframe if "asesor_nombre" in table.value.columns)
    cities = {city.strip().casefold().replace("á", "a") for city in listed["ciudad"]}
    assert cities == {"bogota", "cali"}


def test_a_name_that_nobody_has_stays_finds_nothing_and_is_said(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "rescue_list", language="en", city="Atlantis")
    assert app.multiselect(key="choice_city").value == ["Atlantis"]
    assert app.query_params["city"] == "Atlantis"
    assert [said.value for said in app.info] == ["Nothing here is called Atlantis."]
    assert not any("group_id" in table.value.columns for table in app.dataframe)


def test_each_choice_is_listed_once_in_the_readers_order(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "advisor_rankings", language="es")
    options = app.multiselect(key="choice_city").options
    assert len({option.casefold() for option in options}) == len(options)
    levels = [int(level) for level in app.multiselect(key="choice_level").options]
    assert levels == sorted(levels)


def test_an_advisor_is_searched_among_all_of_them(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "advisor_rankings", language="en")
    last = advisors.ranked(limit=10_000).iloc[-1]
    app.text_input(key="search").set_value(last["asesor_nombre"].upper()).run()
    listed = next(table.value for table in app.dataframe if "asesor_nombre" in table.value.columns)
    assert last["asesor_nombre"] in set(listed["asesor_nombre"])
    assert len(listed) < len(advisors.ranked())
