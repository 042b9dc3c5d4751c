"""The Engagement Panel: what a reader chooses lists exactly those behind the number, and bad data stop nothing."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics import engagement
from analytics.theme import palette
from analytics.ui.engagement.bars import gap_bars
from db.warehouse import Warehouse
from tests.engagement.centre import check_in, student
from tests.pages.conftest import OpenPage

SECTIONS = 10


def listed(app: AppTest, column: str) -> Any:
    return next(table.value for table in app.dataframe if column in table.value.columns)


def fine(app: AppTest) -> bool:
    return not app.exception and not app.error


def written_down(warehouse: Warehouse) -> set[str]:
    """What the access log says was shown."""
    with warehouse.connect() as connection:
        return {what for (what,) in connection.execute("select what from ops.access_log where action = 'view'")}


@pytest.mark.parametrize("days", [7, 180])
def test_a_bucket_opens_the_roster_of_exactly_those_students(
    days: int, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, "engagement_panel", language="en", away=str(days))
    counts = engagement.inactive_buckets().set_index("inactive_days")["students"]
    assert len(listed(app, "days_inactive")) == counts[days] > 0
    assert app.query_params["away"] == str(days)
    assert f"mgmt.engagement_inactive_roster_v (inactive_{days}_days)" in written_down(full_warehouse)


def test_an_hour_in_the_url_lists_who_was_there(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    open_page(full_warehouse, "engagement_panel", language="es")
    fullest = engagement.hourly_heatmap().query("8 <= hour_local <= 20").sort_values("minutes").iloc[-1]
    token = f"{fullest['iso_weekday']}-{fullest['hour_local']}"
    app = open_page(full_warehouse, "engagement_panel", language="es", hour=token)
    assert fine(app)
    assert round(listed(app, "checked_in_at")["minutes"].sum()) == pytest.approx(fullest["minutes"], abs=1)
    assert f"mgmt.present_in_hour (present_{token.replace('-', '_')})" in written_down(full_warehouse)


def test_a_level_narrows_the_whole_page(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "engagement_panel", language="en", away="7")
    everybody = len(listed(app, "days_inactive"))
    app.multiselect(key="choice_level").select("A1").run()
    assert fine(app)
    windows = engagement.active_windows(levels=["a1 "])
    assert [card.value for card in app.metric[:4]] == [str(count) for count in windows["active_students"]]
    assert {level.strip().upper() for level in listed(app, "days_inactive")["level"]} == {"A1"}
    assert len(listed(app, "days_inactive")) < everybody


def test_the_measure_of_the_weeks_is_in_the_url(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "engagement_panel", language="en", trend="sessions")
    assert fine(app)
    assert app.query_params["trend"] == "sessions"


NOBODY_CAME: dict[str, Any] = {}
ODD_VISITS = (
    NOBODY_CAME,
    {"checked_out_at": None},
    {"checked_out_at": "2026-06-01 14:00+00"},
    {"checked_out_at": "2026-06-04 15:00+00"},
    {"checked_in_at": "2999-01-01 15:00+00", "checked_out_at": None},
    {"checked_in_at": "2026-06-15 15:00+00", "checked_out_at": "2026-06-15 16:00+00"},
)


@pytest.mark.parametrize("visit", ODD_VISITS)
def test_one_student_and_at_most_one_odd_visit_make_a_whole_page(
    visit: dict[str, Any], warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection:
        student(connection, level=None, created_at="2026-06-01 15:00+00")
        if visit:
            check_in(connection, **visit)
    app = open_page(warehouse_18, "engagement_panel", language="en", as_of="2026-06-15", away="7")
    assert fine(app)
    assert len(app.header) == SECTIONS
    said = " ".join(element.value for element in [*app.caption, *app.markdown, *app.metric])
    assert "nan" not in said.lower().split()


def test_a_centre_that_is_not_connected_says_which_setting_names_it(
    warehouse_18: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.ui.sources.is_connected", lambda source: source != "academy")
    app = open_page(warehouse_18, "engagement_panel", language="en")
    assert fine(app)
    assert any("`ATALAYA_SOURCE_ACADEMY_URL`" in text.value for text in app.markdown)
    assert not app.main.button


def test_what_rests_on_few_people_says_so(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection:
        for key, level in {"ana": "A1", "bea": "a1 ", "leo": "B1", "max": "B1", "noe": "B1"}.items():
            student(connection, key, level=level)
            for day in ("2026-06-01", "2026-06-03"):
                check_in(
                    connection, f"{key} {day}", student_id=key, checked_in_at=f"{day} 15:00+00", checked_out_at=None
                )
    app = open_page(warehouse_18, "engagement_panel", language="en", as_of="2026-06-15")
    assert fine(app)
    assert "A1" in app.multiselect(key="choice_level").options
    assert len(app.multiselect(key="choice_level").options) == 2
    assert not any("people." in caption.value for caption in app.caption)
    gaps = gap_bars(engagement.days_between_visits(as_of=date(2026, 6, 15)), palette=palette("light"))
    labels = [row["label"] for rows in gaps.to_dict()["datasets"].values() for row in rows if "label" in row]
    assert labels == ["2 d", "2 d · solo 2 personas", "2 d · solo 3 personas"]
    app.multiselect(key="choice_level").select("A1").run()
    assert sum(caption.value.endswith("All of this is 2 people.") for caption in app.caption) == 3


@pytest.mark.parametrize("chosen", [{"away": "7"}, {"hour": "1-10"}], ids=["roster", "hour"])
def test_a_list_shows_its_first_rows_and_says_of_how_many(
    chosen: dict[str, str], full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forces an organisation whose lists are longer than a page."""
    monkeypatch.setattr("analytics.ui.lists.LISTED", 2)
    app = open_page(full_warehouse, "engagement_panel", language="en", **chosen)
    assert fine(app)
    [everybody] = (
        engagement.inactive_buckets().query("inactive_days == 7")["students"]
        if "away" in chosen
        else engagement.present_in_hour_total(iso_weekday=1, hour=10)["check_ins"]
    )
    assert len(listed(app, "full_name")) == 2 < everybody
    said = f"The first 2 of {everybody} are listed; the files below hold all of them."
    assert said in [caption.value for caption in app.main.caption]
