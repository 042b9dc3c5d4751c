"""Writes docs/<domain>.md, one page per domain, from the headers of its SQL files and the comments in the warehouse.

Each view and fact shows where it comes from. `make docs` runs it; a test keeps the pages true.
"""

from pathlib import Path

import psycopg

from db.derived import SQL, derived_objects
from db.diagram import diagram, mermaid
from db.domains import DOMAINS
from db.lineage import Step, lineage
from db.migrate import migrated
from db.rules.words import by_default
from db.settings import PROJECT
from db.sql_file import DerivedObject

PAGES = {**{domain.derived_schema: f"{domain.name}.md" for domain in DOMAINS}, "ops": "operations.md"}
"""The page of each documented schema."""

_ROOT = "../"

_COLUMNS = """
    select attribute.attname, format_type(attribute.atttypid, attribute.atttypmod),
        col_description(attribute.attrelid, attribute.attnum)
    from pg_attribute as attribute
    where attribute.attrelid = to_regclass(%s) and attribute.attnum > 0 and not attribute.attisdropped
    order by attribute.attnum
"""


def page(connection: psycopg.Connection, schema: str) -> str:
    """The Markdown page of one schema: every view, then every table, each with what it holds, then the functions."""
    objects = sorted(
        (found for found in derived_objects(SQL) if found.schema == schema), key=lambda found: found.identity
    )
    views = [found for found in objects if "view" in found.kind]
    tables = [found for found in objects if found.is_table]
    functions = [found for found in objects if "function" in found.kind]
    title = f"# {Path(PAGES[schema]).stem.capitalize()}: the schema {schema}"
    parts = [
        title,
        "",
        "Generated from the SQL files and their comments by `make docs`.",
        "",
    ]
    for found in (*views, *tables):
        parts += _relation(connection, found)
    if functions:
        parts += ["## Functions", "", "| function | answers |", "|---|---|"]
        parts += [f"| {_link(found.identity)} | {_cell(_field(found, 'Question'))} |" for found in functions]
        parts.append("")
    return "\n".join(parts)


def write(connection: psycopg.Connection, directory: Path) -> None:
    """Writes the page of every documented schema."""
    for schema, name in PAGES.items():
        (directory / name).write_text(page(connection, schema), encoding="utf-8")


def _field(found: DerivedObject, name: str) -> str:
    return by_default(found.fields.get(name, ""))


def _relation(connection: psycopg.Connection, found: DerivedObject) -> list[str]:
    lines = [f"## {found.identity}", "", _field(found, "Question"), ""]
    lines += [f"- {name}: {text}" for name, text in _facts(found) if text]
    lines += _origin(found)
    lines += ["", "| column | type | meaning |", "|---|---|---|"]
    for name, type_, comment in connection.execute(_COLUMNS, [found.identity]).fetchall():
        lines.append(f"| {name} | {type_} | {_cell(comment or '')} |")
    return [*lines, ""]


def _facts(found: DerivedObject) -> list[tuple[str, str]]:
    step = lineage().step(found.identity)
    read_by = lineage().read_by(found.identity) if found.is_table else ()
    return [
        ("Kind", step.kind if found.kind != "view" or step.kind == "catalogue" else ""),
        ("Grain", _field(found, "Grain")),
        ("Reads", ", ".join(found.reads)),
        ("Written by", ", ".join(map(_link, step.written_by))),
        ("Read by", ", ".join(map(_link, read_by))),
        ("Traps", _field(found, "Traps")),
    ]


def _origin(found: DerivedObject) -> list[str]:
    chain = lineage().chain(found.identity)
    if len(chain) == 1:
        return [f"- File: {_link(found.identity)}"]
    files = {step.file: step for step in chain}.values()
    return [f"- Files: {' ← '.join(map(_file, files))}", "", mermaid(diagram(chain), _ROOT)]


def _file(step: Step) -> str:
    return f"[{Path(step.file).name}]({_ROOT}{step.file})"


def _link(name: str) -> str:
    file = name if "/" in name else lineage().step(name).file
    return f"[{name}]({_ROOT}{file})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    with migrated().connect() as here:
        write(here, PROJECT / "docs")
