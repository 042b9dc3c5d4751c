"""Files of every format, read as tables of texts."""

from pathlib import Path

from sources.imports.files import Table, tables


def read(path: Path) -> tuple[Table, list[tuple[int, tuple[str | None, ...]]]]:
    (table,) = tables(path)
    return table, [(line, tuple(row)) for line, row in table.lines()]


def test_a_csv_file_is_a_table_of_texts_with_the_lines_that_a_person_counts(tmp_path: Path) -> None:
    path = tmp_path / "check_ins.csv"
    path.write_text('user,when\nana,"3/02/18, 10:05"\n\n ,4/02/18\n')
    table, rows = read(path)
    assert (table.file, table.kind, table.encoding, table.separator) == ("check_ins.csv", "csv", "utf-8", ",")
    assert table.header == ("user", "when")
    assert rows == [(2, ("ana", "3/02/18, 10:05")), (4, (None, "4/02/18"))]
