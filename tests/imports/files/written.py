"""A table of texts, written in every format that can be read."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import openpyxl
import pyarrow as pa
import xlwt
from pyarrow import parquet

Texts = Sequence[Sequence[str]]
Write = Callable[[Sequence[str], Texts], bytes]

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def delimited(separator: str, encoding: str, quoting: int = csv.QUOTE_MINIMAL, newline: str = "\n") -> Write:
    def write(header: Sequence[str], rows: Texts) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=newline)  # type: ignore[arg-type]
        writer.writerows([header, *rows])
        return text.getvalue().encode(encoding)

    return write


def xlsx(header: Sequence[str], rows: Texts) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [header, *rows]:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    return _saved(book.save)


def xls(header: Sequence[str], rows: Texts) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for line, row in enumerate([header, *rows]):
        for place, text in enumerate(row):
            sheet.write(line, place, text)
    return _saved(book.save)


def ods(header: Sequence[str], rows: Texts) -> bytes:
    def cell(text: str) -> str:
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>' if text else _EMPTY_CELL

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in [header, *rows])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(lines=lines))
    return packed.getvalue()


_EMPTY_CELL = "<table:table-cell/>"
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Sheet1">{lines}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def parquet_file(header: Sequence[str], rows: Texts) -> bytes:
    columns = list(zip(*rows, strict=True))
    table = pa.table(
        {
            name: pa.array([text or None for text in column], pa.string())
            for name, column in zip(header, columns, strict=True)
        }
    )
    return _saved(lambda file: parquet.write_table(table, file, row_group_size=2))


def json_list(header: Sequence[str], rows: Texts) -> bytes:
    return json.dumps(_objects(header, rows), ensure_ascii=False).encode()


def json_lines(header: Sequence[str], rows: Texts) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in _objects(header, rows)).encode()


def _objects(header: Sequence[str], rows: Texts) -> list[dict[str, str | None]]:
    return [dict(zip(header, [text or None for text in row], strict=True)) for row in rows]


def zipped(write: Write) -> Write:
    def packed(header: Sequence[str], rows: Texts) -> bytes:
        return zip_of({"inner.csv": write(header, rows)})

    return packed


def zip_of(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


FORMATS: Mapping[str, Write] = {
    f"{name} {encoding}": delimited(separator, encoding)
    for name, separator in SEPARATORS.items()
    for encoding in ENCODINGS
} | {
    "all quoted": delimited(",", "utf-8", csv.QUOTE_ALL),
    "of Windows": delimited(";", "cp1252", newline="\r\n"),
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "parquet": parquet_file,
    "json": json_list,
    "json lines": json_lines,
    "zip": zipped(delimited(",", "utf-8")),
}
