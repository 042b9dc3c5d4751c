"""A sentence that names a maximum, a minimum, a peak or a mean speaks about the rows that it says it speaks about."""

from typing import Any

import pandas as pd
import pytest

from analytics import curriculum, engagement
from analytics.ui import i18n, numbers
from analytics.ui.curriculum import peaks_in_words
from analytics.ui.engagement import sentences, words
from db.warehouse import Warehouse
from tests.engagement.centre import check_in, student
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine

CHOICES: list[dict[str, Any]] = [{}, {"levels": ["A1"]}, {"levels": ["A1", "B1"]}]


@pytest.fixture(autouse=True)
def asking(full_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: full_warehouse)


def at_the_extremes(frame: pd.DataFrame, column: str) -> tuple[pd.Series, pd.Series]:
    """The first row with the largest value, and the first with the smallest."""
    return frame.loc[frame[column].idxmax()], frame.loc[frame[column].idxmin()]


@pytest.mark.parametrize("chosen", CHOICES)
def test_fullest_and_quietest_are_those_of_every_hour_of_the_week(chosen: dict[str, Any]) -> None:
    heatmap = engagement.hourly_heatmap(**chosen)
    most, least = at_the_extremes(heatmap, "minutes")
    with i18n.speaking("en"):
        said = sentences.heat_in_words(engagement.heatmap_extremes(**chosen).to_dict("records"))
        for row in (most, least):
            cell = words.cell(row["iso_weekday"], row["hour_local"])
            assert f"{cell} ({numbers.whole(row['minutes'])} min)" in said


@pytest.mark.parametrize("chosen", CHOICES)
def test_the_peak_of_the_curve_is_its_highest_day(chosen: dict[str, Any]) -> None:
    days = engagement.rolling_mau(**chosen)
    most, _least = at_the_extremes(days, "mau_rolling_30d")
    [figures] = engagement.rolling_mau_figures(**chosen).to_dict("records")
    with i18n.speaking("en"):
        said = sentences.rolling_in_words(figures)
        peak, day = numbers.whole(most["mau_rolling_30d"]), numbers.day(most["snapshot_date"])
    assert f"the peak was {peak} on {day}" in said


@pytest.mark.parametrize("chosen", CHOICES)
def test_the_busiest_weekday_is_that_of_the_bars(chosen: dict[str, Any]) -> None:
    most, _least = at_the_extremes(engagement.weekday_traffic(**chosen), "visits")
    with i18n.speaking("en"):
        said = sentences.weekday_in_words(engagement.busiest_weekday(**chosen).to_dict("records"))
        assert f"{words.weekday_name(most['iso_weekday'])}: {numbers.percent(most['visits_pct'])}" in said


@pytest.mark.parametrize("chosen", CHOICES)
def test_the_median_is_that_of_the_gaps_it_counts(chosen: dict[str, Any]) -> None:
    gaps = engagement.days_between_visits(**chosen)
    [median] = engagement.median_days_between_visits(**chosen).to_dict("records")
    [everybody] = gaps.loc[gaps["scope"] == "GLOBAL", "gaps"]
    with i18n.speaking("en"):
        assert f"all {numbers.whole(everybody)} gaps" in sentences.median_in_words(median, gaps)


@pytest.mark.parametrize("chosen", CHOICES)
def test_the_parts_of_the_day_and_what_is_outside_them_are_all_of_the_time(chosen: dict[str, Any]) -> None:
    inside = engagement.hour_split(**chosen)["total_minutes"].sum()
    [outside] = engagement.outside_dayparts(**chosen)["minutes"]
    cells = engagement.hourly_heatmap(**chosen)
    assert inside + outside == pytest.approx(cells["minutes"].sum(), abs=0.5 * len(cells))


def test_most_groups_stop_where_no_other_episode_of_the_course_has_more() -> None:
    dropoff = curriculum.episode_dropoff()
    order = list(dict.fromkeys(dropoff["course_name"]))
    with i18n.speaking("en"):
        said = peaks_in_words(dropoff, order=order)
    for _course, episodes in dropoff.groupby("course_name"):
        peak = episodes.loc[episodes["stalled_groups"] == episodes["stalled_groups"].max(), "episode"]
        assert episodes["stalled_groups"].max() == 0 or str(peak.iloc[0]) in said


def test_an_hour_before_the_picture_begins_is_named_and_can_be_shown(
    warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection:
        student(connection)
        for key, came, went in (("early", "07:00", "07:50"), ("late", "09:00", "09:20")):
            check_in(connection, key, checked_in_at=f"2026-06-09 {came}-05", checked_out_at=f"2026-06-09 {went}-05")
    app = open_page(warehouse_18, "engagement_panel", language="en", as_of="2026-06-15")
    assert any("Fullest of all 24 hours: Tue 7–8 h (50 min)" in caption.value for caption in app.caption)
    assert any("Outside them it was 50 min 0 s more." in caption.value for caption in app.caption)
    app = open_page(warehouse_18, "engagement_panel", language="en", as_of="2026-06-15", clock="all", hour="2-7")
    assert fine(app)
    assert any("**Tue 7–8 h: 50 min** · **1 check-in**" in text.value for text in app.markdown)
