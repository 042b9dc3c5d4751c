"""A figure is made once, and again when anything changes that it shows."""

from functools import partial

import altair as alt
import pandas as pd
import pyarrow as pa
import pytest

from analytics.theme import DARK
from analytics.ui import charts, figures, i18n
from analytics.ui.charts.circle_map import CircleMap
from analytics.ui.curriculum.charts import rescue_map
from analytics.ui.figures import finished, specification
from tests.pictures.figures import every_figure
from tests.pictures.frames import DRAWINGS, FRAMES

CHARTS = [name for name, figure in every_figure().items() if figure.__annotations__["return"] is alt.LayerChart]

WEEKS = pd.DataFrame(
    {"week": pd.to_datetime(["2026-11-16", "2026-11-23"]), "meetings": [3, 2], "groups_met": [2, 1]}
).assign(is_current=[False, True])

GROWTH = pd.DataFrame(
    {
        "month": pd.to_datetime(["2026-10-01", "2026-11-01"]),
        "new_facilitators": [3, 2],
        "cumulative_facilitators": [3, 5],
    }
)

DAYS = pd.DataFrame({"snapshot_date": pd.to_datetime(["2026-11-28", "2026-11-29"]), "mau_rolling_30d": [4, 5]})


def test_a_figure_is_made_once_for_the_same_rows() -> None:
    with i18n.speaking("en"):
        assert finished(charts.weekly_bars, WEEKS) is finished(charts.weekly_bars, WEEKS.copy())


def test_a_map_is_written_once() -> None:
    with i18n.speaking("en"):
        drawn, again = finished(rescue_map, []), finished(rescue_map, [])
    assert isinstance(drawn, CircleMap)
    assert drawn is again
    assert all(deck.to_json() is deck.to_json() for deck in drawn.decks.values())


@pytest.mark.parametrize("change", ["rows", "language", "mode", "picture", "what it is told"])
def test_a_figure_is_made_again_when_it_shows_something_else(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    def drawn(rows: pd.DataFrame = GROWTH, picture: figures.Picture = charts.monthly_bars) -> object:
        with i18n.speaking(language):
            return finished(picture, rows)

    language = "en"
    before = drawn(DAYS, partial(charts.daily_line, title="Visitors")) if change == "what it is told" else drawn()
    if change == "language":
        language = "es"
    if change == "mode":
        monkeypatch.setattr(figures, "colours", lambda: DARK)
    other = {
        "rows": lambda: drawn(GROWTH.assign(new_facilitators=[3, 4])),
        "picture": lambda: drawn(picture=charts.cumulative_line),
        "what it is told": lambda: drawn(DAYS, partial(charts.daily_line, title="Students")),
    }
    assert other.get(change, drawn)() != before


@pytest.mark.parametrize("name", CHARTS)
def test_what_is_drawn_unchecked_is_what_a_check_lets_through(name: str) -> None:
    with i18n.speaking("en"):
        figure = DRAWINGS[name](FRAMES[0])
        assert isinstance(figure, alt.LayerChart)
        checked, drawn = figure.to_dict(validate=True), specification(figure)
    sent = {key: pa.ipc.open_stream(rows).read_all().to_pylist() for key, rows in drawn.pop("datasets").items()}
    assert sent == {
        key: [{**dict.fromkeys(rows[0]), **row} for row in rows] for key, rows in checked.pop("datasets").items()
    }
    assert drawn == checked
