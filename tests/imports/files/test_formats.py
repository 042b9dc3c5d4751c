"""A table is the same table in every format, encoding and separator; or what cannot be read of it is named."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.imports.files import tables
from tests.imports.files.written import FORMATS, Texts

NAMES = ("Student", "Nombre", "came at", "Élève", "Total (%)", "user_id", "Event context")

_WORDS = st.sampled_from(
    ["ana", "Núria Peña", "O'Hara", 'said "yes"', "a, b", "x;y", "p|q", "tab\tin it", "two\nlines"]
)
# Of what Windows-1252 has; what is UTF-8 too when it is written so is left out, since nobody could tell.
_SIGNS = [chr(code) for code in (*range(33, 127), *range(0xC0, 0x100))]
_PLAIN = st.text(st.sampled_from(_SIGNS), min_size=1, max_size=12)
_VALUES = st.sampled_from(["7", "3.5", "3,5", "2024-03-04 09:00", "3/02/18, 10:05", "ana@x.org", "1.234,5", "0042"])
_CELLS = st.one_of(_WORDS, _PLAIN, _VALUES, st.just(""))


@st.composite
def texts(draw: st.DrawFn) -> tuple[Sequence[str], Texts]:
    """A header of words, and rows of whatever people write; nobody is nameless."""
    header = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    cells = [st.one_of(_WORDS, _PLAIN), *[_CELLS] * (len(header) - 1)]
    return header, draw(st.lists(st.tuples(*cells), min_size=3, max_size=8))


@pytest.mark.parametrize("form", FORMATS)
@given(table=texts())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
def test_what_is_written_is_read(tmp_path: Path, form: str, table: tuple[Sequence[str], Texts]) -> None:
    header, rows = table
    path = tmp_path / "table"
    path.write_bytes(FORMATS[form](header, rows))
    [read] = tables(path)
    found = [tuple(row) for _, row in read.lines()]
    assert read.header == tuple(header)
    assert read.unreadable == []
    assert found == [tuple(cell or None for cell in row) for row in rows]
