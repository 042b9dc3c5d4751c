"""On one page all numbers are written in one way, whatever region the browser is of."""

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analytics.ui import footer, sections, selection, tables
from db.warehouse import Warehouse
from tests.pages.conftest import FIGURES, OpenPage
from tests.pages.test_pages import fine


@pytest.mark.parametrize(
    ("browser", "decimal", "thousands"),
    [("es-MX", ".", ","), ("es-PE", ".", ","), ("es-EC", ",", "."), ("es-ES", ",", "."), ("id-ID", ",", ".")],
)
def test_axes_follow_the_region_that_cards_follow(
    browser: str, decimal: str, thousands: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, "advisor_rankings", browser=browser, measure="volume")
    assert fine(app)
    charts = [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]
    assert charts
    for chart in charts:
        said = chart["config"]["locale"]["number"]
        assert (said["decimal"], said["thousands"]) == (decimal, thousands)
    long = [figure.value for figure in app.metric if len(figure.value) > 3]
    assert all(thousands in figure for figure in long)


def with_numbers(frame: pd.DataFrame, columns: tables.Columns) -> list[str]:
    """Columns of numbers that the table would leave to the browser to write."""
    return [
        name for name, column in columns.items() if not column.form and pd.api.types.is_numeric_dtype(frame[name].dtype)
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_no_table_leaves_a_number_to_the_browser(
    name: str, full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []
    seen = 0

    def watched(draw: Callable[..., Any]) -> Callable[..., Any]:
        def drawn(what: Any, *given: Any, **named: Any) -> Any:
            nonlocal seen
            columns = named.get("columns") or next((each for each in given if isinstance(each, dict)), None)
            if columns is not None:
                seen += 1
                left.extend(with_numbers(getattr(what, "frame", what), columns))
            return draw(what, *given, **named)

        return drawn

    monkeypatch.setattr(sections, "footer", watched(footer.footer))
    for drawing in (sections, selection):
        monkeypatch.setattr(drawing, "table", watched(tables.table))
    app = open_page(full_warehouse, name, language="en")
    assert fine(app)
    assert seen
    assert left == []
