"""A file on its way out: an extract, a format and a language become bytes, a stretch at a time."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

from analytics.files import about
from analytics.files.extract import Extract
from analytics.files.formats import csv, parquet, xlsx
from analytics.files.reading import Reading, opened
from analytics.query import QueryError

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}

COUNTED_ENOUGH = 1_000_000
"""So few rows, counted when a page was drawn, will not have become more than a sheet has since."""


class TooManyRows(QueryError):
    """A workbook has no room for the rows."""


@contextmanager
def chunks(
    extract: Extract, file_format: str, *, language: str = "en", separator: str = ",", rows: int | None = None
) -> Iterator[tuple[Reading, Generator[bytes, None, None]]]:
    """The bytes of a file, and the reading that can be stopped; `rows` is their number where somebody has counted.

    Raises QueryError before the first byte where the file cannot be made, TooManyRows where a workbook cannot hold it.
    """
    with opened(extract) as reading:
        if file_format == "xlsx":
            _refuse_too_many(rows if rows is not None and rows <= COUNTED_ENOUGH else reading.count(), language)
            told = about.about(extract, {column.name for column in reading.columns}, language)
            yield reading, xlsx.written(reading, told, sheets=about.sheets(language))
        elif file_format == "parquet":
            yield reading, parquet.written(reading)
        else:
            yield reading, csv.written(reading, separator=separator)


def _refuse_too_many(rows: int, language: str) -> None:
    if rows > xlsx.MOST_ROWS:
        raise TooManyRows(about.too_many(rows, xlsx.MOST_ROWS, language))
