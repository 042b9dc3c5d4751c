"""No number that a reader sees is computed in Python: pages and the interface draw what a question answers.

What a drawing needs to know (how dark its darkest cell is) may be computed where a comment says so, `# drawing: why`,
and the rows that are on the screen may be counted, `# rows shown: why`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.settings import PROJECT

AGGREGATES = {
    "agg", "aggregate", "count", "cumsum", "diff", "groupby", "idxmax", "idxmin", "mean", "median", "nlargest",
    "nsmallest", "nunique", "pct_change", "pivot_table", "quantile", "shift", "std", "sum", "value_counts", "var",
}  # fmt: skip
WRITERS = {"numbers", "words"}
MARKS = ("# drawing: ", "# rows shown: ")
FILES = sorted([*PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")])


def aggregations(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for call in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(call, ast.Call) and (aggregates(call) or writes_what_it_combines(call)):
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
    # `numbers` alone knows how the eye gets a number rounded: half away from zero.
    return call.func.id in {"sum", "round"} or (
        call.func.id == "len" and any(text.endswith(".frame") for text in measured)
    )


def writes_what_it_combines(call: ast.Call) -> bool:
    """Whether two values are made one inside numbers.whole(…), words.change(…) or Card(…); a value and a constant are
    another unit of the same, and of two comparisons comes a direction.
    """
    if not (ast.unparse(call.func) == "Card" or ast.unparse(call.func).split(".")[0] in WRITERS):
        return False
    return any(
        isinstance(inner, ast.BinOp)
        and not any(isinstance(side, ast.Constant | ast.Compare) for side in (inner.left, inner.right))
        for argument in [*call.args, *(word.value for word in call.keywords)]
        for inner in ast.walk(argument)
    )


def test_pages_and_interface_compute_no_number() -> None:
    assert [found for path in FILES for found in aggregations(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "total = frame['rows'].sum()",
        "shown = round(row['quality'])",
        "shown = len(answer.frame)",
        "peak = frame['students'].idxmax()",
        "numbers.percent(100 * row['minutes'] / total)",
        "Card(label, numbers.whole(now - before))",
    ],
)
def test_the_scan_sees_what_is_computed_unless_a_comment_says_why(line: str, page: Path) -> None:
    page.write_text(line)
    assert {found.split(": ", 1)[0] for found in aggregations(page)} == {"page.py:1"}
    page.write_text(f"# drawing: so that bars fit\n{line}")
    assert list(aggregations(page)) == []


@pytest.mark.parametrize(
    "line",
    ["numbers.percent(100 * row['share'])", "Card(label, direction=(change > 0) - (change < 0))", "len(names) > 1"],
)
def test_the_scan_leaves_units_and_directions_alone(line: str, page: Path) -> None:
    page.write_text(line)
    assert list(aggregations(page)) == []


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of a project of its own."""
    monkeypatch.setattr("tests.analytics.test_numbers_come_from_sql.PROJECT", tmp_path)
    return tmp_path / "page.py"
