"""A workbook for people: typed cells on one sheet, and on another what they are about.

xlsxwriter makes everything but the rows. Those the server writes as XML, one cell after the other, and they go through
the archive as they come: libraries keep a workbook back until its last row is there.
"""

import re
import zipfile
from collections.abc import Generator, Iterator, Sequence
from io import BytesIO
from itertools import islice

import xlsxwriter

from analytics.files.about import Line
from analytics.files.cells import BROKEN, MOMENT, WALL_CLOCK, WHOLE, as_text
from analytics.files.formats.pipe import Pipe
from analytics.files.reading import Column, Reading, quoted

MOST_ROWS = 1_048_575
"""A sheet has so many rows below its heading."""

ROWS_AT_ONCE = 1_000
SHEET = "xl/worksheets/sheet1.xml"

_DAY, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_FORMATS = (_DAY, _TIME)
_STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"')
# Neither character can stand in a cell, so that no line is ever quoted.
_COPY = r"format csv, quote E'\x01', escape E'\x01', delimiter E'\x02'"
_LARGE = 1 << 28


def written(reading: Reading, about: Sequence[Line], *, sheets: tuple[str, str]) -> Generator[bytes, None, None]:
    """The workbook; `sheets` are the names of the rows' sheet and of the other."""
    pipe = Pipe()
    with zipfile.ZipFile(BytesIO(_frame(reading.columns, about, sheets))) as frame:
        before, after, styles = _split(frame.read(SHEET).decode())
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as workbook:
            for name in frame.namelist():
                if name != SHEET:
                    workbook.writestr(name, frame.read(name))
            yield pipe.taken()
            # Excel of old distrusts the long form of the archive where it is not needed.
            with workbook.open(SHEET, "w", force_zip64=reading.size() > _LARGE) as sheet:
                sheet.write(before.encode())
                for stretch in _rows(reading, styles):
                    sheet.write(stretch)
                    yield pipe.taken()
                sheet.write(after.encode())
        yield pipe.taken()


def _rows(reading: Reading, styles: dict[str, int]) -> Iterator[bytes]:
    cells = [f"coalesce({_cell(column, styles)}, '<c/>')" for column in reading.columns]
    lines = reading.copied([f"concat('<row>', {', '.join(cells)}, '</row>')"], _COPY)
    left = MOST_ROWS
    while stretch := list(islice(lines, ROWS_AT_ONCE)):
        left -= len(stretch)
        if left < 0:
            raise OverflowError("More rows came than a sheet has.")
        yield b"".join(stretch)


def _cell(column: Column, styles: dict[str, int]) -> str:
    name, kind, text = quoted(column.name), column.kind, as_text(column)
    if kind == "boolean":
        return f"""'<c t="b"><v>' || {name}::integer || '</v></c>'"""
    if kind in {"date", MOMENT, WALL_CLOCK}:
        # A moment becomes a time on the clock of the session's zone, which is the domain's.
        style = styles[_DAY if kind == "date" else _TIME]
        return f"ops.xlsx_moment({name}::timestamp, {style}, {text})"
    if kind in BROKEN or (kind in WHOLE and not _is_id(column.name)):
        return f"ops.xlsx_number({text})"
    return f"ops.xlsx_text({text})"


def _is_id(name: str) -> bool:
    """A number that names something is no quantity."""
    return name == "id" or name.endswith("_id")


def _frame(columns: Sequence[Column], about: Sequence[Line], sheets: tuple[str, str]) -> bytes:
    """The workbook with a heading, and one row of which only the styles are of use."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        rows, told = (book.add_worksheet(name) for name in sheets)
        for place, column in enumerate(columns):
            rows.write_string(0, place, column.name, bold)
        for place, form in enumerate(_FORMATS):
            rows.write_number(1, place, 0, book.add_format({"num_format": form}))
        rows.freeze_panes(1, 0)
        rows.autofilter(0, 0, MOST_ROWS, len(columns) - 1)
        rows.set_column(0, len(columns) - 1, 18)
        told.set_column(0, 0, 24)
        told.set_column(1, 1, 100)
        for place, line in enumerate(about):
            told.write_string(place, 0, line.label, bold)
            told.write_string(place, 1, line.text[:32_000], wrapped)
    return file.getvalue()


def _split(sheet: str) -> tuple[str, str, dict[str, int]]:
    """What stands before and after the rows, and the style that each format has got."""
    styles = dict(zip(_FORMATS, map(int, _STYLE.findall(sheet)), strict=True))
    before, _row, after = re.split(r"(<row r=\"2\".*</row>)", sheet)
    return re.sub(r"<dimension [^>]*/>", "", before), after, styles
