"""Poisonous text in every column of every source: no file lets a spreadsheet run it, and none changes it."""

import csv
import io
from typing import cast

import openpyxl
import pyarrow.parquet
import pytest

from analytics import query
from analytics.files.extract import Extract
from db.warehouse import Warehouse
from tests.files.conftest import written
from tests.pages.poison import POISON, poisonous_relations
from tests.pages.test_text_from_data import poisonous as poisonous
from tests.thoroughness import level


@pytest.fixture
def relations(poisonous: Warehouse, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that hold it."""
    monkeypatch.setattr("db.warehouse.current", lambda: poisonous)
    with poisonous.connect() as connection:
        return poisonous_relations(connection)


def some_of(relations: list[str], number: int) -> list[str]:
    """Every second one before `make check`: which format's turn it is follows from the number."""
    return relations if level() == "check" else relations[number::2]


def rows_of(relation: str) -> Extract:
    """Some of its rows that hold it."""
    statement = f"select * from {relation} as held where strpos(held::text, 'evil.example') > 0 limit 20"
    return Extract("file", query.Statement(statement, {}, None), relation)


def test_no_cell_of_a_csv_is_a_formula(relations: list[str]) -> None:
    assert len(relations) > 40
    for relation in relations:
        lines = list(csv.reader(io.StringIO(written(rows_of(relation), "csv").decode("utf-8-sig"), newline="")))
        assert [cell for line in lines for cell in line if cell.startswith("=")] == [], relation
        assert any("evil.example" in cell for line in lines for cell in line), relation


def test_every_cell_of_a_workbook_that_holds_it_is_text(relations: list[str]) -> None:
    for relation in some_of(relations, 0):
        book = openpyxl.load_workbook(io.BytesIO(written(rows_of(relation), "xlsx")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if "evil.example" in str(cell.value)} == {"s"}, relation
        assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == [], relation


def test_parquet_holds_it_as_it_stands(relations: list[str]) -> None:
    for relation in some_of(relations, 1):
        found = pyarrow.parquet.read_table(io.BytesIO(written(rows_of(relation), "parquet"))).to_pylist()
        texts = [cast("str", value) for row in found for value in row.values() if "evil.example" in str(value)]
        assert texts, relation
        assert [text for text in texts if POISON.strip() not in str(text)] == [], relation
