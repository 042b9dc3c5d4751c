"""Writes docs/<schema>.md, one page per domain, from the headers of its SQL files and the comments in the warehouse.

`make docs` runs it; a test keeps the pages true.
"""

from pathlib import Path

import psycopg

from db.derived import SQL, DerivedObject, derived_objects
from db.migrate import migrated
from db.schemas import DERIVED_SCHEMAS
from db.settings import PROJECT

DOCUMENTED = (*DERIVED_SCHEMAS, "ops")

_COMMENTS = """
    select attribute.attname, format_type(attribute.atttypid, attribute.atttypmod),
        col_description(attribute.attrelid, attribute.attnum)
    from pg_attribute as attribute
    where attribute.attrelid = to_regclass(%s) and attribute.attnum > 0 and not attribute.attisdropped
    order by attribute.attnum
"""


def page(connection: psycopg.Connection, schema: str) -> str:
    """The Markdown page of one schema: every view with its question, grain, traps and columns, then the functions."""
    objects = sorted(
        (found for found in derived_objects(SQL) if found.identity.startswith(f"{schema}.")),
        key=lambda found: found.identity,
    )
    views = [found for found in objects if "view" in found.kind]
    functions = [found for found in objects if "view" not in found.kind]
    parts = [f"# {schema}", "", "Generated from the SQL files and their comments by `make docs`.", ""]
    for view in views:
        parts += _view(connection, view)
    if functions:
        parts += ["## Functions", "", "| function | answers |", "|---|---|"]
        parts += [f"| `{found.identity}` | {_cell(found.fields.get('Question', ''))} |" for found in functions]
        parts.append("")
    return "\n".join(parts)


def write(connection: psycopg.Connection, directory: Path) -> None:
    """Writes the page of every documented schema."""
    for schema in DOCUMENTED:
        (directory / f"{schema}.md").write_text(page(connection, schema), encoding="utf-8")


def _view(connection: psycopg.Connection, view: DerivedObject) -> list[str]:
    lines = [f"## {view.identity}", "", view.fields.get("Question", ""), ""]
    lines += [f"- {name}: {view.fields[name]}" for name in ("Grain", "Reads", "Traps") if name in view.fields]
    lines += ["", "| column | type | meaning |", "|---|---|---|"]
    for name, type_, comment in connection.execute(_COMMENTS, [view.identity]).fetchall():
        lines.append(f"| {name} | {type_} | {_cell(comment or '')} |")
    return [*lines, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    with migrated().connect() as here:
        write(here, PROJECT / "docs")
