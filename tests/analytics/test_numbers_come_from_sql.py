"""No number that a reader sees is computed in Python: pages and the interface draw what a question answers.

What a drawing needs to know (how dark its darkest cell is) may be computed where a comment says so, `# drawing: why`,
and the rows that are on the screen may be counted, `# rows shown: why`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.settings import PROJECT

AGGREGATES = {"sum", "mean", "median", "count", "nunique", "value_counts", "groupby", "agg", "cumsum", "diff"}
MARKS = ("# drawing: ", "# rows shown: ")
FILES = sorted([*PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")])


def aggregations(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for call in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(call, ast.Call) and aggregates(call):
            around = lines[max(call.lineno - 2, 0) : call.end_lineno]
            if not any(mark in line for mark in MARKS for line in around):
                yield f"{path.relative_to(PROJECT)}:{call.lineno}: {lines[call.lineno - 1].strip()}"


def aggregates(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        # A domain's table columns are named for what they show.
        return call.func.attr in AGGREGATES and ast.unparse(call.func.value) != "columns"
    if not isinstance(call.func, ast.Name):
        return False
    measured = [ast.unparse(argument) for argument in call.args]
    return call.func.id == "sum" or (call.func.id == "len" and any(text.endswith(".frame") for text in measured))


def test_pages_and_interface_compute_no_number() -> None:
    assert [found for path in FILES for found in aggregations(path)] == []


def test_the_scan_sees_aggregates_unless_a_comment_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.analytics.test_numbers_come_from_sql.PROJECT", tmp_path)
    lines = ["total = frame['rows'].sum()", "shown = len(answer.frame)", "# drawing: so that bars fit", "sum(widths)"]
    page = tmp_path / "page.py"
    page.write_text("\n".join(lines))
    assert sorted(aggregations(page)) == [f"page.py:1: {lines[0]}", f"page.py:2: {lines[1]}"]
