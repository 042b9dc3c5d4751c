"""A click on a picture, as Vega reports it, and what it means."""

import pandas as pd
import pytest

from analytics.theme import LIGHT
from analytics.ui import clicks, i18n
from analytics.ui.engagement import cells
from analytics.ui.engagement.heatmap import CHOICE
from analytics.ui.engagement.week_heat import week_heat

HEATMAP = pd.DataFrame({"iso_weekday": [1, 7, 3], "hour_local": [8, 20, 6], "minutes": [5, 10, 99]})


def test_every_cell_of_the_picture_can_be_clicked() -> None:
    with i18n.speaking("es"):
        shown = week_heat(HEATMAP, palette=LIGHT, hours=cells.HOURS, days="90 días").data
    assert len(shown) == 7 * 24
    assert [clicks.clicked({clicks.PARAMETER: [{"token": token}]}, CHOICE) for token in shown["token"]] == list(
        cells.every_cell()
    )


@pytest.mark.parametrize("selected", [{}, {"cell": []}, {"cell": [{}]}, {"cell": [{"token": "9-9"}]}])
def test_no_selection_and_an_unknown_one_mean_nothing(selected: dict[str, list[dict[str, str]]]) -> None:
    assert clicks.clicked(selected, CHOICE) is None


def test_the_picture_shows_the_hours_asked_and_frames_the_chosen_one() -> None:
    with i18n.speaking("es"):
        shown = week_heat(HEATMAP, palette=LIGHT, hours=range(8, 21), days="90 días", chosen="7-20").data
    assert (len(shown), shown["hour"].min(), shown["hour"].max()) == (91, 8, 20)
    assert list(shown.loc[shown["chosen"], "token"]) == ["7-20"]
    assert list(dict.fromkeys(shown["weekday"])) == ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"]
