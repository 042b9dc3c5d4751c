"""Checksums compare rows exactly: two rows have one text if, and only if, they are equal."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from psycopg import sql

from db.warehouse import Warehouse
from sync.compare.checksum import row_text
from sync.endpoints.table import Table
from sync.specifications import source_named
from tests.factories import Connection

TEXT = "text"
Value = str | int | datetime | None


def table(columns: dict[str, str], *, portable: bool = False) -> Table:
    source = source_named("ngeshare")
    return Table(source, source.tables[0], columns, "a", (), "public", portable)


def texts(connection: Connection, shape: Table, rows: list[tuple[Value, ...]]) -> list[str]:
    """Of each row, in order."""
    row = sql.SQL("({})").format(
        sql.SQL(", ").join(sql.SQL("%s::{}").format(sql.SQL(kind)) for kind in shape.columns.values())
    )
    query = sql.SQL("select {text} from (values {rows}) as made ({names})").format(
        text=row_text(shape), rows=sql.SQL(", ").join([row] * len(rows)), names=shape.column_list
    )
    return [found for (found,) in connection.execute(query, [value for one in rows for value in one])]


@pytest.fixture
def connection(warehouse_18: Warehouse) -> Iterator[Connection]:
    with warehouse_18.connect() as opened:
        yield opened


awkward = some.none() | some.text(some.sampled_from("|:0123é\x01 \\\"',()"), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    rows=some.lists(some.tuples(awkward, some.none() | some.integers(0, 12), awkward, awkward), min_size=2, max_size=40)
)
@pytest.mark.parametrize("portable", [False, True])
def test_rows_have_one_text_where_they_are_equal_and_nowhere_else(
    connection: Connection, portable: bool, rows: list[tuple[Value, ...]]
) -> None:
    shape = table({"a": TEXT, "b": "integer", "c": "character varying(9)", "d": TEXT}, portable=portable)
    found = texts(connection, shape, rows)
    assert len(set(found)) == len(set(rows))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (TEXT, None, ""),
        (TEXT, "0:", ""),
        ("jsonb", '{"a": 1}', '{"a": 2}'),
        ("jsonb", None, "null"),
        ("text[]", "{a,b}", '{"a,b"}'),
        ("bytea", "\\x00", None),
        ("double precision", "0", "-0"),
        ("double precision", "NaN", "Infinity"),
        ("numeric", "1.0", "1.00"),
        ("timestamp(3) without time zone", "infinity", None),
        ("timestamp with time zone", "2026-01-01 00:00:00.000001+00", "2026-01-01 00:00:00+00"),
    ],
)
def test_values_of_every_type_are_told_apart(connection: Connection, kind: str, one: str | None, other: str) -> None:
    shape = table({"a": kind, "b": kind})
    assert len(set(texts(connection, shape, [(one, other), (other, one), (one, one), (other, other)]))) == 4


def test_a_table_may_have_as_many_columns_as_it_likes(connection: Connection) -> None:
    shape = table({f"c{number}": TEXT for number in range(250)})
    rows: list[tuple[Value, ...]] = [tuple("x" if place == one else None for place in range(250)) for one in range(250)]
    assert len(set(texts(connection, shape, rows))) == 250
