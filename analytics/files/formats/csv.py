"""CSV for spreadsheets and programs: UTF-8, text that cannot run as a formula, numbers untouched.

The server writes it with `copy`; here stretches are only handed on. It begins with a byte order mark: without it Excel
reads it in the computer's old code page and garbles names.
"""

import codecs
import csv
import io
from collections.abc import Generator
from itertools import islice

from analytics.files.cells import as_csv
from analytics.files.reading import Reading

BYTE_ORDER_MARK = codecs.BOM_UTF8
LINE_END = b"\r\n"
NOTHING = b'""'


def written(reading: Reading, *, separator: str = ",") -> Generator[bytes, None, None]:
    """The file, from its first line on."""
    yield BYTE_ORDER_MARK + _heading([column.name for column in reading.columns], separator)
    cells = [as_csv(column, separator) for column in reading.columns]
    lines = reading.copied(cells, f"format csv, delimiter '{separator}'")
    # Of a single cell nothing is left where its value is missing, and readers pass over an empty line.
    missing = NOTHING if len(cells) == 1 else b""
    while stretch := [line[:-1] or missing for line in islice(lines, ROWS_AT_ONCE)]:
        yield LINE_END.join([*stretch, b""])


ROWS_AT_ONCE = 2_000


def _heading(names: list[str], separator: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=LINE_END.decode()).writerow(names)
    return text.getvalue().encode()
