"""The timeline of a run: what is drawn where, in which colour, with which words."""

from typing import Any

import pandas as pd

from analytics import theme
from analytics.ui import i18n
from analytics.ui.operations.run_timeline import run_timeline

TABLE: dict[str, Any] = {
    "source": "academy",
    "table": "students",
    "status": "succeeded",
    "from_second": 0.5,
    "to_second": 2.0,
    "duration_ms": 1500,
    "rows_read": 3000,
    "rows_per_second": 2000,
    "bytes_per_second": 1_200_000,
}


def drawn(*tables: dict[str, Any], language: str = "en") -> dict[str, Any]:
    with i18n.speaking(language):
        return run_timeline(pd.DataFrame([TABLE | table for table in tables]), palette=theme.LIGHT).to_dict()


def bars(figure: dict[str, Any]) -> list[dict[str, Any]]:
    [found] = [data for data in figure["datasets"].values() if "begins" in data[0]]
    return list(found)


def test_tables_stand_under_their_source_in_the_order_in_which_they_began() -> None:
    figure = drawn({}, {"source": "teloo", "table": "clientes"}, {"table": "check_ins"})
    order = figure["layer"][0]["encoding"]["y"]["sort"]
    assert order == ["¶academy", "academy\nstudents", "academy\ncheck_ins", "¶teloo", "teloo\nclientes"]


def test_a_bar_lasts_from_start_to_end_and_says_what_it_means() -> None:
    [bar] = bars(drawn({}))
    assert (bar["begins"], bar["ends"], bar["colour"], bar["label"]) == (0.5, 2.0, theme.OUTCOME["succeeded"], "1.5 s")
    assert bar["sentence"] == "Academy students · Succeeded · 1.5 s · 3,000 rows read · 2,000 rows/s · 1.2 MB/s"


def test_what_did_not_succeed_says_so_in_words() -> None:
    statuses = ("mismatch", "differs", "failed", "skipped")
    labels = [bar["label"] for bar in bars(drawn(*({"status": status} for status in statuses)))]
    assert labels == ["1.5 s · Counts differ", "1.5 s · Rows differ", "1.5 s · Failed", "Skipped"]


def test_what_took_no_time_is_still_to_be_seen() -> None:
    shown = bars(drawn({"from_second": 60, "to_second": 60}, {"rows_per_second": None, "bytes_per_second": None}))
    assert shown[0]["ends"] > shown[0]["begins"] == 60
    assert shown[1]["sentence"].endswith("3,000 rows read")


def test_a_long_run_is_told_in_minutes() -> None:
    figure = drawn({"from_second": 0, "to_second": 1200}, language="es")
    assert bars(figure)[0]["ends"] == 20
    assert figure["layer"][0]["encoding"]["x"]["title"] == "Minutos desde el inicio"
