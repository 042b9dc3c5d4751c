"""The sync stays as easy to follow as it is: few rooms, short import chains, settings bound once, SQL in its files."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

from db.settings import PROJECT
from db.statements import statements_beside

SYNC = PROJECT / "sync"
MODULES = sorted(SYNC.rglob("*.py"))
WITH_STATEMENTS = [path.with_suffix(".py") for path in sorted(SYNC.rglob("*.sql"))]
SETTINGS = {"SourceSpecification", "TableSpecification", "ConnectedSource"}
SETTING_NAMES = {"source", "schema", "setting"}


def test_the_sync_shows_at_most_twelve_rooms() -> None:
    rooms = {path.name for path in SYNC.iterdir() if path.name not in {"__init__.py", "__pycache__"}}
    assert len(rooms) <= 12, sorted(rooms)


def test_no_import_chain_in_the_sync_is_longer_than_ten() -> None:
    graph = grimp.build_graph("sync", exclude_type_checking_imports=False)

    @cache
    def chain(module: str) -> tuple[str, ...]:
        below = [chain(imported) for imported in graph.find_modules_directly_imported_by(module)]
        return (module, *max(below, key=len, default=()))

    longest = max(map(chain, sorted(graph.modules)), key=len)
    assert len(longest) <= 10, " → ".join(longest)


def test_settings_of_one_source_are_handed_on_through_at_most_25_functions() -> None:
    """Counted: functions with a parameter that is a source, a table's specification, or a part of a source by name."""
    functions = [
        f"{path.relative_to(SYNC)}:{function.name}"
        for path in MODULES
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and any(map(_carries_settings, _parameters(function)))
    ]
    assert functions, "nothing was counted"
    assert len(functions) <= 25, functions


@pytest.mark.parametrize("module", WITH_STATEMENTS, ids=lambda path: str(path.relative_to(SYNC)))
def test_every_statement_has_a_purpose_and_is_used(module: Path) -> None:
    statements = statements_beside(str(module))
    assert module.with_suffix(".sql").read_text(encoding="utf-8").count("-- name:") == len(statements)
    code = ast.parse(module.read_text(encoding="utf-8"))
    assert set(statements) <= {node.value for node in ast.walk(code) if isinstance(node, ast.Constant)}


def test_statements_of_more_than_three_lines_stand_in_sql_files() -> None:
    inside = [
        f"{path.relative_to(SYNC)}:{text.lineno}"
        for path in MODULES
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and re.match(r"\s*(select|insert|update|delete|with|create|alter)\b", text.value)
        and (text.end_lineno or 0) - text.lineno >= 3
    ]
    assert inside == []


def test_every_test_that_the_documentation_names_is_there() -> None:
    named = set(re.findall(r"test_\w+\.py", (PROJECT / "docs" / "sync.md").read_text(encoding="utf-8")))
    assert named - {path.name for path in (PROJECT / "tests").rglob("test_*.py")} == set()


def _parameters(function: ast.FunctionDef) -> Iterator[ast.arg]:
    yield from (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)


def _carries_settings(parameter: ast.arg) -> bool:
    kind = ast.unparse(parameter.annotation) if parameter.annotation else ""
    return bool(SETTINGS & set(re.findall(r"\w+", kind))) or (parameter.arg in SETTING_NAMES and kind == "str")
