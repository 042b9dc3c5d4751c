"""Where a section's rows come from: files, or a query of a database whose URL stands in the environment."""

import os
from pathlib import Path

from db.phrase import phrase
from sources.imports.errors import ImportRefused
from sources.imports.files import Table, databases, expand, tables
from sources.imports.recipe import Section


def tables_of(section: Section, base: Path) -> list[Table]:
    """The tables that a section reads, of which each has a header and lines.

    Raises ImportRefused where a file is missing or cannot be read.
    """
    if section.url_env:
        url = os.environ.get(section.url_env, "")
        if not url:
            raise ImportRefused(phrase("Set {setting} to the database's URL, then repeat.", setting=section.url_env))
        return [databases.table_of_query(url, section.query)]
    return [table for file in section.files for table in _of_file(file, base)]


def _of_file(file: str, base: Path) -> list[Table]:
    """The tables of a path, a glob, a member or a sheet."""
    path, sheet = _sheet(file)
    path, member = _member(path)
    found = [table for one in expand(path, base) for table in tables(one)]
    chosen = [
        table
        for table in found
        if (not sheet or table.file.endswith(f"[{sheet}]")) and (not member or f"/{member}" in table.file)
    ]
    # A workbook of one sheet does not name it.
    if not chosen and sheet and len(found) == 1:
        return found
    if not chosen:
        there = ", ".join(table.file for table in found)
        raise ImportRefused(phrase("{file} is not there; there are {found}.", file=file, found=there))
    return chosen


def _sheet(text: str) -> tuple[str, str]:
    """`Events.xlsx[Sheet2]` as path and sheet."""
    if text.endswith("]") and "[" in text and not Path(text).exists():
        path, _, sheet = text[:-1].rpartition("[")
        return path, sheet
    return text, ""


def _member(text: str) -> tuple[str, str]:
    """`logs.zip/2024.csv` as path and member."""
    before, found, member = text.partition(".zip/")
    return (before + ".zip", member) if found else (text, "")
