"""What `make bench browser` makes of what it saw."""

import base64
import io
import json

import pytest
from rich.console import Console
from rich.table import Table

from benchmarks.browser import report
from benchmarks.browser.clicks import Click
from benchmarks.browser.measuring import Load, cumulative_shift, payload_size
from benchmarks.browser.pictures import PICTURES, SCHEMA, Picture
from benchmarks.browser.sides import ATALAYA, sqlalchemy_url
from benchmarks.browser.superset_dashboard import form, layout, viz_type
from db.warehouse import Warehouse


def load(first: float, last: float, *, received: int = 1_000, shift: float = 0.0, height: int = 100) -> Load:
    return Load(first, last, 11, received, shift, height)


def printed(table: Table) -> str:
    written = io.StringIO()
    Console(file=written, width=160).print(table)
    return written.getvalue()


def row(table: Table, name: str) -> list[str]:
    """The cells of the row that begins so."""
    [line] = [line for line in printed(table).splitlines() if line.strip("│ ").startswith(name)]
    return [cell.strip() for cell in line.strip("│").split("│")]


@pytest.mark.parametrize(
    ("shifts", "sum_of_the_worst"),
    [
        ([], 0.0),
        ([(10, 0.1)], 0.1),
        ([(10, 0.1), (900, 0.2)], 0.3),
        # a pause of a second
        ([(10, 0.1), (1_010, 0.2), (2_100, 0.05)], 0.2),
        # no pause, but longer than five seconds
        ([(at * 900, 0.1) for at in range(8)], 0.6),
    ],
)
def test_shifts_that_belong_together_are_added_up(shifts: list[tuple[float, float]], sum_of_the_worst: float) -> None:
    assert cumulative_shift(shifts) == pytest.approx(sum_of_the_worst)


@pytest.mark.parametrize("size", range(7))
def test_a_binary_frame_counts_its_bytes_and_a_text_what_it_is_sent_as(size: int) -> None:
    binary = {"opcode": 2, "payloadData": base64.b64encode(b"a" * size).decode()}
    assert payload_size(binary) == size
    assert payload_size({"opcode": 1, "payloadData": "ñ" * size}) == 2 * size


def test_ratios_are_atalayas_medians_to_those_of_the_other_side() -> None:
    sides = {
        ATALAYA: [load(0.5, 2.0), load(0.7, 9.0), load(0.6, 3.0)],
        "Superset, cache off": [load(1.2, 6.0)],
    }
    table = report.sides_table(sides, "")
    assert row(table, ATALAYA)[1:5] == ["0.60", "1.00", "3.00", "1.00"]
    assert row(table, "Superset")[1:5] == ["1.20", "0.50", "6.00", "0.50"]


def test_what_misses_its_target_is_marked() -> None:
    pages = {"calm": [load(1, 2, shift=0.049, height=6_000)], "shaky": [load(1, 2, shift=0.05, height=6_001)]}
    table = report.pages_table(pages, 6_000)
    assert row(table, "calm")[-2:] == ["0.049", "6,000"]
    assert row(table, "shaky")[-2:] == ["0.050 !", "6,001 !"]


def test_a_click_is_told_by_its_section_and_the_median_of_what_changed() -> None:
    loads = [
        [Click("levels", "table", 0.2, 1_000), Click("levels", "choice", None, 0)],
        [Click("levels", "table", 0.3, 90_000), Click("levels", "choice", None, 0)],
        [Click("levels", "table", None, 30_000)],
    ]
    table = report.clicks_table({"home": loads})
    rows = [line for line in printed(table).splitlines() if "levels" in line]
    assert [[cell.strip() for cell in line.strip("│").split("│")] for line in rows] == [
        ["home", "levels", "table", "250", "30.0 !"],
        ["home", "levels", "choice", "no change", "0.0"],
    ]
    assert report.changed([Click("levels", "table", 0.301, 0)]) == "301 !"


def test_there_are_eleven_pictures_each_of_rows_that_its_view_has(warehouse: Warehouse) -> None:
    assert len({picture.heading for picture in PICTURES}) == 11
    with warehouse.connect() as connection:
        for picture in PICTURES:
            answer = connection.execute(f"select * from ({picture.select}) as rows limit 0".encode())
            assert {column.name for column in answer.description or []} == set(picture.columns)
            assert f"{SCHEMA}.{picture.view}" in picture.select


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.heading)
def test_superset_draws_every_column_of_a_picture(picture: Picture) -> None:
    asked = json.dumps(form(picture))
    assert form(picture)["viz_type"] == viz_type(picture)
    assert all(column in asked for column in picture.columns)


def test_every_picture_stands_once_on_the_dashboard() -> None:
    found = layout([7, 8, 9])
    assert [found[row]["children"] for row in found["GRID_ID"]["children"]] == [["CHART-7", "CHART-8"], ["CHART-9"]]
    assert [found[f"CHART-{chart}"]["meta"]["chartId"] for chart in (7, 8, 9)] == [7, 8, 9]


def test_superset_reads_as_the_reader() -> None:
    assert sqlalchemy_url("postgresql://postgres:@/atalaya?host=/there") == (
        "postgresql+psycopg2://postgres:@/atalaya?host=/there&options=-c%20role%3Datalaya_reader"
    )
