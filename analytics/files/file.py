"""A file on its way out: an extract, a format and a language become bytes, a stretch at a time."""

from collections.abc import Generator

from analytics.files import about, refusals
from analytics.files.formats import csv, parquet, xlsx
from analytics.files.reading import Reading
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


def written(
    reading: Reading, file_format: str, *, language: str = "en", separator: str = ",", rows: int | None = None
) -> Generator[bytes, None, None]:
    """The bytes of a file; `rows` is the number of its rows where somebody has counted.

    Raises QueryError before the first byte where the file cannot be made, TooManyRows where a workbook cannot hold it.
    """
    if file_format == "xlsx":
        _refuse_too_many(rows if rows is not None and rows <= COUNTED_ENOUGH else reading.count(), language)
        told = about.about(reading.extract, {column.name for column in reading.columns}, language)
        return xlsx.written(reading, told, sheets=about.sheets(language))
    if file_format == "parquet":
        return parquet.written(reading)
    return csv.written(reading, separator=separator)


def _refuse_too_many(rows: int, language: str) -> None:
    if rows > xlsx.MOST_ROWS:
        raise TooManyRows(refusals.too_many(rows, xlsx.MOST_ROWS, language))
