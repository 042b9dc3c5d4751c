"""Any file that people have, as tables of texts: which format it is, its bytes tell and not its name."""

import glob
from collections.abc import Iterator
from pathlib import Path

from db.phrase import phrase
from sources.imports.errors import EmptyFile, LockedFile, NoSuchFile, TooLarge, UnreadableFile
from sources.imports.files import archives, contents, delimited, encodings
from sources.imports.files.contents import LARGEST, Content
from sources.imports.files.table import Note, Row, Table, Unreadable

__all__ = ["Note", "Row", "Table", "Unreadable", "expand", "tables"]

_MAGIC = 16
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_PARQUET, _GZIP = b"PAR1", b"\x1f\x8b"

_ELSE = {
    b"SQLite format 3": "a database of SQLite: give its address, sqlite:///path, and a query",
    b"%PDF": "a PDF: export the table as CSV or XLSX",
    b"Rar!": "a RAR archive: unpack it, and bring what is in it",
    b"7z\xbc\xaf": "a 7-Zip archive: unpack it, and bring what is in it",
}

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OFFICE = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsx"}


def expand(pattern: str, base: Path) -> list[Path]:
    """The files that a path or a glob names, from a folder on, sorted."""
    whole = Path(pattern).expanduser()
    path = whole if whole.is_absolute() else base / whole
    if path.is_file():
        return [path]
    found = sorted(Path(name) for name in glob.glob(str(path), recursive=True))  # noqa: PTH207 (absolute patterns)
    if files := [file for file in found if file.is_file()]:
        return files
    raise NoSuchFile(phrase("There is no file {pattern} in {folder}.", pattern=pattern, folder=path.parent))


def tables(path: Path) -> list[Table]:
    """All tables of a file: its sheets, or those of an archive's members."""
    try:
        content = contents.of_file(path)
    except OSError as error:
        raise NoSuchFile(phrase("{file} cannot be read: {reason}", file=path, reason=error.strerror)) from error
    return list(_tables(content, inside=False))


def _tables(content: Content, *, inside: bool) -> Iterator[Table]:
    if content.size > LARGEST:
        raise TooLarge(
            phrase(
                "{file} has {size:,} MB; files up to 2,048 MB can be imported. Split it, or load it into a database.",
                file=content.name,
                size=content.size // 1024**2,
            )
        )
    start = content.start(_MAGIC)
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        yield from _packed(content, inside=inside)
    elif start.startswith(_GZIP) and not inside:
        yield from _tables(contents.unpacked(content), inside=True)
    elif start.startswith(_OLE):
        yield from _old_workbook(content)
    elif start.startswith(_PARQUET):
        from sources.imports.files import parquet

        yield from parquet.tables(content)
    else:
        yield from _text(content)


def _packed(content: Content, *, inside: bool) -> Iterator[Table]:
    names = archives.names(content)
    kind = next((kind for name, kind in _OFFICE.items() if name in names), None)
    if kind is None and "content.xml" in names:
        kind = "ods"
    if kind:
        from sources.imports.files import spreadsheets

        yield from spreadsheets.tables(content, kind)
    elif inside or "[Content_Types].xml" in names:
        raise _no_table(content, phrase("an archive within an archive, or no spreadsheet"))
    else:
        yield from _members(content)


def _members(content: Content) -> Iterator[Table]:
    """Tables of the members; a readme beside the tables does no harm, but nothing readable does."""
    found, refused = False, None
    for member in archives.members(content):
        try:
            for table in _tables(member, inside=True):
                found = True
                yield table
        except (UnreadableFile, EmptyFile) as error:
            refused = refused or error
    if refused and not found:
        raise refused


def _old_workbook(content: Content) -> Iterator[Table]:
    if _ENCRYPTED in content.start(1 << 20):
        raise LockedFile(
            phrase(
                "{file} is protected by a password. Save it without one, or export the sheet as CSV.", file=content.name
            )
        )
    from sources.imports.files import spreadsheets

    yield from spreadsheets.tables(content, "xls")


def _text(content: Content) -> Iterator[Table]:
    start = content.start(4096)
    for magic, what in _ELSE.items():
        if start.startswith(magic):
            raise _no_table(content, what)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise _no_table(content, phrase("a web page or XML: open it in a spreadsheet, and save it as XLSX or CSV"))
    encoding = encodings.decide(content)
    from sources.imports.files import json_files

    if json_files.is_json(content, encoding):
        yield from json_files.tables(content, encoding)
    else:
        yield from delimited.tables(content, encoding)


def _no_table(content: Content, what: str) -> UnreadableFile:
    return UnreadableFile(phrase("{file} is no table but {what}.", file=content.name, what=what))
