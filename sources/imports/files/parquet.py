"""Parquet: read a group of rows at a time, whatever the types of its columns."""

from collections.abc import Iterator
from typing import Any

import pyarrow
from pyarrow import ArrowException
from pyarrow import parquet as arrow_parquet

from db.phrase import phrase
from sources.imports.errors import EmptyFile
from sources.imports.files import headers
from sources.imports.files.contents import Content, damaged
from sources.imports.files.table import Row, Table, Unreadable
from sources.imports.files.values import text

_BATCH = 10_000


def tables(content: Content) -> list[Table]:
    """The one table of the file; fields of structures are columns of their own."""
    try:
        with content.open() as file:
            parquet = arrow_parquet.ParquetFile(file)
            names = _flat(parquet.schema_arrow.empty_table()).column_names
            rows = parquet.metadata.num_rows
    except (ArrowException, OSError) as error:
        raise damaged(content.name) from error
    if not names or not rows:
        raise EmptyFile(phrase("{file} has no rows.", file=content.name))
    if len(names) > headers.MOST_COLUMNS:
        raise headers.too_many_columns(content.name, len(names))
    return [Table(content.name, "parquet", headers.names(names, len(names)), _Rows(content))]


class _Rows:
    """Reads batches; rows are counted from 1."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __call__(self, unreadable: list[Unreadable]) -> Iterator[tuple[int, Row]]:
        number = 0
        try:
            with self._content.open() as file:
                for batch in arrow_parquet.ParquetFile(file).iter_batches(_BATCH, use_threads=False):
                    columns = [_texts(column) for column in _flat(pyarrow.Table.from_batches([batch])).columns]
                    for row in zip(*columns, strict=True):
                        number += 1
                        if any(row):
                            yield number, row
        except (ArrowException, OSError) as error:
            raise damaged(self._content.name) from error


def _flat(table: Any) -> Any:
    while any(pyarrow.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table


def _texts(column: Any) -> list[str | None]:
    if pyarrow.types.is_timestamp(column.type):
        # Python's moments know microseconds.
        column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)
    return [text(value) for value in column.to_pylist()]
