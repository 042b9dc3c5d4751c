"""Files as people have them: what is read of them, what is said, and what is refused in one line."""

import gzip
import io
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import openpyxl
import pytest

from sources.imports.errors import (
    EmptyFile,
    ImportRefused,
    LockedFile,
    NoHeader,
    NoSuchFile,
    TooLarge,
    TooManyColumns,
    UnreadableFile,
)
from sources.imports.files import Table, contents, expand, tables
from tests.imports.files.written import zip_of

Rows = list[tuple[int, tuple[str | None, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes | str], tuple[Table, Rows]]:
    """The one table of a file with this content."""

    def of(content: bytes | str, name: str = "file.csv") -> tuple[Table, Rows]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        [table] = tables(path)
        return table, [(line, tuple(row)) for line, row in table.lines()]

    return of


Read = Callable[..., tuple[Table, Rows]]


def said(table: Table) -> str:
    return " ".join(note.said for note in table.notes)


def book(*rows: object, change: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_titles_above_the_table_are_passed_over_and_told(read: Read) -> None:
    table, rows = read("Report of the term\nMade on 3 March\n\nname;day;mark\nana;3/4/24;x\nbo;3/5/24;\n")
    assert table.header == ("name", "day", "mark")
    assert rows == [(5, ("ana", "3/4/24", "x")), (6, ("bo", "3/5/24", None))]
    assert "named in line 4" in said(table)


def test_a_cell_of_several_lines_is_no_blank_line(read: Read) -> None:
    table, rows = read('name,said,day\nana,"one\ntwo\nthree",4\nbo,yes,5\ncy,no,6\n')
    assert table.header == ("name", "said", "day")
    assert [line for line, _ in rows] == [2, 5, 6]


def test_names_that_are_missing_or_twice_are_told_apart(read: Read) -> None:
    table, _ = read("name,name,,day\nana,b,c,1\nbo,b,c,2\n")
    assert table.header == ("name", "name (2)", "column 3", "day")
    assert "column 3" in said(table)


def test_ragged_lines_are_named_and_short_ones_filled(read: Read) -> None:
    table, rows = read("name,day\nana,1,2,3\nbo\ncy,2,,\n" + "di,4\n" * 5)
    assert rows[:3] == [(3, ("bo", None)), (4, ("cy", "2")), (5, ("di", "4"))]
    assert [(line.line, line.reason) for line in table.unreadable] == [(2, "4 cells, where the header has 2")]
    assert "fewer cells than the header, of which the missing ones are empty: 1" in said(table)


def test_a_quote_that_is_never_closed_takes_one_line_only(read: Read) -> None:
    lines = [f"p{number},{number}" for number in range(5_000)]
    lines[3] = '"p3,3'
    table, rows = read("name,day\n" + "\n".join(lines) + "\n")
    assert [line.line for line in table.unreadable] == [5]
    assert len(rows) == 4_999


def test_a_header_in_the_middle_is_named(read: Read) -> None:
    table, rows = read("name,day\nana,1\nname,day\nbo,2\n")
    assert len(rows) == 2
    assert [line.line for line in table.unreadable] == [3]


def test_zero_bytes_never_come_through(read: Read) -> None:
    _, rows = read(b"name,day\na\0na,1\nbo,2\n")
    assert rows[0] == (2, ("ana", "1"))


def test_windows_encoding_is_told(read: Read) -> None:
    table, rows = read("name,day\nNúria Peña,1\n“ana”,2\n".encode("cp1252"))
    assert rows[0][1] == ("Núria Peña", "1")
    assert table.encoding == "cp1252"
    assert "Windows-1252" in said(table)


def test_utf16_without_a_mark(read: Read) -> None:
    table, rows = read("name\tday\nana\t1\nbo\t2\n".encode("utf-16-le"))
    assert table.header == ("name", "day")
    assert rows[1][1] == ("bo", "2")


def test_cells_of_a_workbook_are_what_they_say(read: Read) -> None:
    row = ["ana", datetime(2018, 2, 3, 10, 5), date(2018, 2, 3), clock(10, 5), 7, 7.5, True, " "]  # noqa: DTZ001
    _, rows = read(book([f"c{number}" for number in range(8)], row), "a.xlsx")
    assert rows == [(2, ("ana", "2018-02-03T10:05:00", "2018-02-03", "10:05:00", "7", "7.5", "true", None))]


def test_merged_headers_are_passed_over(read: Read) -> None:
    def merge(made: openpyxl.Workbook) -> None:
        made.worksheets[0].merge_cells("A1:C1")

    table, rows = read(
        book(["Term 1", None, None], ["name", "day", "mark"], ["ana", 1, "x"], ["bo", 2, "x"], change=merge), "a.xlsx"
    )
    assert table.header == ("name", "day", "mark")
    assert len(rows) == 2


def test_formulas_are_told(read: Read) -> None:
    table, _ = read(book(["name", "sum"], ["ana", "=1+1"], ["bo", 3]), "a.xlsx")
    assert "formula" in said(table).lower()


def test_sheets_are_tables_of_their_own_and_empty_ones_none(tmp_path: Path) -> None:
    def more(made: openpyxl.Workbook) -> None:
        made.create_sheet("Empty")
        made.create_sheet("Second").append(["id", "level"])
        made["Second"].append(["1", "A"])

    (tmp_path / "a.xlsx").write_bytes(book(["name", "day"], ["ana", 1], change=more))
    assert [table.file for table in tables(tmp_path / "a.xlsx")] == ["a.xlsx[Sheet]", "a.xlsx[Second]"]


def test_members_of_an_archive_are_tables_and_a_readme_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zip_of(
            {
                "b.csv": b"name,day\nana,1\n",
                "a/c.csv": b"name;day\nbo;2\n",
                "logo.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
                "__MACOSX/x": b"x",
            }
        )
    )
    assert [table.file for table in tables(tmp_path / "a.zip")] == ["a.zip/a/c.csv", "a.zip/b.csv"]


def test_nested_objects_have_their_path_as_names(read: Read) -> None:
    table, rows = read(
        '{"statements": [{"actor": {"mbox": "a"}, "n": 1}, {"actor": {"name": "b"}, "l": [1, 2]}]}', "a.json"
    )
    assert set(table.header) == {"actor.mbox", "actor.name", "n", "l"}
    assert dict(zip(table.header, rows[1][1], strict=True)) == {
        "actor.mbox": None,
        "actor.name": "b",
        "n": None,
        "l": "[1,2]",
    }


def test_a_line_that_is_no_json_is_named(read: Read) -> None:
    table, rows = read('{"a": 1, "b": 2}\n{"a": 1,\n[1]\n{"a": 3, "b": 4}\n', "a.jsonl")
    assert [line for line, _ in rows] == [1, 4]
    assert [line.line for line in table.unreadable] == [2, 3]


def test_a_file_as_long_as_a_sheet_may_be_cut_off(read: Read) -> None:
    table, rows = read("name,day\n" + "a,1\n" * 1_048_575, "long.csv")
    assert len(rows) == 1_048_575
    assert "may be cut off" in said(table)
    assert "cut off" not in said(read("name,day\n" + "a,1\n" * 70_000, "short.csv")[0])


def _locked_zip() -> bytes:
    data = bytearray(zip_of({"a.csv": b"name,day\nana,1\n"}))
    data[6] |= 1
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def _bomb() -> bytes:
    return zip_of({"a.csv": b"name,day\n" + b"a" * 300_000_000})


def _lying_bomb() -> bytes:
    """An archive that says it holds less than it does."""
    data = bytearray(zip_of({"a.csv": b"name,day\n" + b"1,2\n" * 5_000_000}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], type[ImportRefused], str]] = {
    "nothing": (lambda: b"", EmptyFile, "empty"),
    "blanks": (lambda: b" \n\n \n", EmptyFile, "empty"),
    "an empty sheet": (lambda: book(), EmptyFile, "nothing in its sheets"),
    "no names": (lambda: b"ana@x.org,2024-03-04 10:00\nbo@x.org,2024-03-05 10:00\n", NoHeader, "names of columns"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, UnreadableFile, "file.csv"),
    "a program": (lambda: b"\x7fELF" + bytes(range(256)) * 8, UnreadableFile, "file.csv"),
    "a PDF": (lambda: b"%PDF-1.7\n...", UnreadableFile, "PDF"),
    "a web page": (lambda: b"<!DOCTYPE html><html>", UnreadableFile, "web page"),
    "10,000 columns": (
        lambda: (",".join(f"c{n}" for n in range(10_000)) + "\n").encode() * 3,
        TooManyColumns,
        "10,000",
    ),
    "a locked archive": (_locked_zip, LockedFile, "password"),
    "a locked workbook": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512),
        LockedFile,
        "password",
    ),
    "a bomb": (_bomb, TooLarge, "unpacks to"),
    "half an archive": (lambda: zip_of({"a.csv": b"name,day\nana,1\n" * 99})[:-60], UnreadableFile, "damaged"),
    "an archive of nothing": (lambda: zip_of({}), EmptyFile, "holds no files"),
    "an archive in an archive": (
        lambda: zip_of({"b.zip": zip_of({"a.csv": b"a,b\n1,2\n"})}),
        UnreadableFile,
        "archive",
    ),
    "one endless line": (lambda: b"a" * 3_000_000, UnreadableFile, "million"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_in_one_line_and_at_once(tmp_path: Path, name: str) -> None:
    make, kind, words = REFUSED[name]
    path = tmp_path / "file.csv"
    path.write_bytes(make())
    begun = time.process_time()
    with pytest.raises(kind) as refused:
        for table in tables(path):
            list(table.lines())
    assert time.process_time() - begun < 5, "no bomb may go off"
    assert words in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_an_archive_that_lies_about_its_size_ends_there(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(_lying_bomb())
    with pytest.raises(UnreadableFile):
        for table in tables(path):
            list(table.lines())


def test_what_unpacks_without_end_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "LARGEST", 20_000_000)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"name,day\n" + b"1,2\n" * 10_000_000, 1))
    with pytest.raises(TooLarge, match=r"a\.csv unpacks to more than can be imported"):
        list(tables(path)[0].lines())


def test_more_than_two_gigabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3 + 1)
    with pytest.raises(TooLarge, match=r"large\.csv has 2,048 MB"):
        tables(path)


def test_patterns_name_files_in_order_and_what_is_missing_is_told(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in expand("*.csv", tmp_path)] == ["a.csv", "b.csv"]
    with pytest.raises(NoSuchFile, match=r"There is no file \*\.ods in "):
        expand("*.ods", tmp_path)


def test_zip_members_are_not_unpacked_to_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({"../../evil.csv": b"name,day\nana,1\n"}))
    monkeypatch.setattr(zipfile.ZipFile, "extract", lambda *_: pytest.fail("something was unpacked"))
    [table] = tables(tmp_path / "a.zip")
    assert len(list(table.lines())) == 1
    assert {path.name for path in tmp_path.parent.rglob("evil*")} == set()
