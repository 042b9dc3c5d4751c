"""XLSX, XLS and ODS: each sheet that shows a table; values only."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

import python_calamine
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from db.phrase import phrase
from sources.imports.errors import EmptyFile, LockedFile, TooLarge
from sources.imports.files import archives, headers
from sources.imports.files.contents import DAMAGED, Content, damaged
from sources.imports.files.table import Note, Row, Table, Unreadable
from sources.imports.files.values import text

_CHUNK = 1 << 20
_LOOKED_AT = 1_000
_MOST_CELLS = 60_000_000
"""A sheet is held as a rectangle in memory, of 32 bytes a cell."""

_LAST_LINES = {"xls": 65_536, "xlsx": 1_048_576, "ods": 1_048_576}

_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})(\d+)"[^>]*[^>/]>')
_ROW = re.compile(rb'<row r="(\d+)"')
_FORMULA = re.compile(rb"<f[ >/]|table:formula=")


@dataclass
class _Scanned:
    """What a sheet's own text tells before it is loaded."""

    formulas: bool = False
    width: int = 26
    height: int = 0


def tables(content: Content, kind: str) -> list[Table]:
    """A table for each sheet that is not hidden and not empty."""
    scanned = _Scanned() if kind == "xls" else _scan(content)
    _refuse_vast(content.name, scanned)
    with _open(content) as workbook:
        shown = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        sheets = {name: _rows(workbook, content, name, _LOOKED_AT) for name in shown}
    some = {name: rows for name, rows in sheets.items() if any(any(row) for _, row in rows)}
    if not some:
        raise EmptyFile(phrase("{file} has nothing in its sheets.", file=content.name))
    notes = [_formulas()] if scanned.formulas else []
    found = []
    for name, rows in some.items():
        shown_as = content.name if len(some) == 1 else f"{content.name}[{name}]"
        header = headers.find(shown_as, rows)
        table_notes = [*notes, *header.notes]
        found.append(
            Table(
                shown_as,
                kind,
                header.header,
                _Rows(content, kind, name, header.header, rows[header.place][0], table_notes),
                table_notes,
            )
        )
    return found


class _Rows:
    """Reads a sheet's rows below its header."""

    def __init__(
        self, content: Content, kind: str, sheet: str, header: Sequence[str], header_line: int, notes: list[Note]
    ) -> None:
        self._content, self._kind, self._sheet = content, kind, sheet
        self._width, self._header_line, self._notes = len(header), header_line, notes

    def __call__(self, unreadable: list[Unreadable]) -> Iterator[tuple[int, Row]]:
        width, line = self._width, 0
        with _open(self._content) as workbook:
            for line, row in _each(workbook, self._content, self._sheet):
                if line <= self._header_line or not any(row):
                    continue
                if any(row[width:]):
                    reason = phrase("a cell stands right of the last column that has a name")
                    unreadable.append(Unreadable.of(line, "\t".join(cell or "" for cell in row), reason))
                    continue
                yield line, row[:width] if len(row) >= width else [*row, *[None] * (width - len(row))]
        self._notes[:] = [note for note in self._notes if note.code != "cut off"]
        if line == _LAST_LINES[self._kind]:
            said = phrase(
                "The sheet ends at line {line:,}, the last one that a sheet can have: it may be cut off.", line=line
            )
            self._notes.append(Note("cut off", said))


def _rows(workbook: CalamineWorkbook, content: Content, sheet: str, most: int) -> list[tuple[int, Row]]:
    found: list[tuple[int, Row]] = []
    for line, row in _each(workbook, content, sheet):
        found.append((line, row))
        if len(found) == most:
            break
    return found


def _each(workbook: CalamineWorkbook, content: Content, sheet: str) -> Iterator[tuple[int, list[str | None]]]:
    """Lines as the sheet numbers them."""
    try:
        loaded = workbook.get_sheet_by_name(sheet)
        if loaded.start is None:
            return
        for line, row in enumerate(loaded.iter_rows(), start=1):
            yield line, [text(cell) for cell in row]
    except CalamineError as error:
        raise damaged(content.name) from error


def _open(content: Content) -> Any:
    """The workbook, which closes itself."""
    with content.open() as file:
        held = io.BytesIO(file.read())
    try:
        return python_calamine.load_workbook(held)
    except PasswordError as error:
        raise LockedFile(
            phrase(
                "{file} is protected by a password. Save it without one, or export the sheet as CSV.", file=content.name
            )
        ) from error
    except CalamineError as error:
        raise damaged(content.name) from error


def _scan(content: Content) -> _Scanned:
    """Reads the sheets' text once, which also unpacks all of it as far as it says it goes."""
    archives.check(content)
    scanned = _Scanned()
    try:
        with content.open() as file, ZipFile(file) as archive:
            for info in archive.infolist():
                with archive.open(info) as member:
                    tail = b""
                    while chunk := member.read(_CHUNK):
                        if "sheet" in info.filename or info.filename == "content.xml":
                            _look(scanned, tail + chunk)
                        tail = chunk[-200:]
    except DAMAGED as error:
        raise damaged(content.name) from error
    return scanned


def _look(scanned: _Scanned, piece: bytes) -> None:
    scanned.formulas = scanned.formulas or _FORMULA.search(piece) is not None
    for column in {found[0] for found in _FAR_CELL.findall(piece)}:
        scanned.width = max(scanned.width, _number(column))
    if rows := _ROW.findall(piece):
        scanned.height = max(scanned.height, int(rows[-1]))


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _refuse_vast(file: str, scanned: _Scanned) -> None:
    if scanned.width > headers.MOST_COLUMNS:
        raise headers.too_many_columns(file, scanned.width)
    if scanned.width * scanned.height > _MOST_CELLS:
        raise TooLarge(
            phrase(
                "{file} reaches to line {height:,} and column {width:,}. Delete what stands far from the table, or "
                "save the table as CSV.",
                file=file,
                height=scanned.height,
                width=scanned.width,
            )
        )


def _formulas() -> Note:
    return Note("formulas", phrase("Formulas are in the file; the values that they last had are read."))
