"""One import, from files to the source's tables: read, map, decide, cast, write the difference."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from db.phrase import phrase
from sources.imports import casting, database, findings, loading, rejects, staging
from sources.imports.casting import Typed
from sources.imports.courses import courses
from sources.imports.errors import ImportRefused
from sources.imports.imported import Imported, remember
from sources.imports.mapping import Mapped, map_rows
from sources.imports.origins import tables_of
from sources.imports.recipe import Recipe, Section
from sources.imports.staging import Staged
from sources.imports.targets import targets

PREVIEWED_ROWS = 20
SHOWN_REJECTS = 20

Progress = Callable[[str, int], None]
"""Is told the step and how many rows it has done; may raise ImportCancelled."""


class _DryRun(Exception):
    """Everything was tried; nothing stays."""


Origin = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True)
class _Read:
    """What the steps before writing found."""

    staged: Mapping[Origin, Staged]
    mapped: Mapping[str, Mapped]


def run(
    recipe: Recipe, base: Path, zone: str, *, dry_run: bool = False, progress: Progress = lambda step, rows: None
) -> Imported:
    """Imports what a recipe names; paths are below `base`, moments without an offset are in `zone`.

    Raises ImportRefused, of which there is a class for each cause; then nothing was changed.
    """
    begun = time.monotonic()
    with database.connect() as connection:
        database.prepare(connection, recipe.source)
        with staging.draft(connection, recipe.name) as draft:
            read = _read(connection, draft, recipe, base, progress)
            return _write(connection, recipe, zone, read, dry_run, progress, begun)


def forget(name: str, source: str) -> list[loading.Written]:
    """Takes away all that an import brought, and what is remembered of it."""
    with database.connect() as connection, database.one_at_a_time(connection), connection.transaction():
        gone = loading.forget(connection, name, source)
        connection.execute("delete from imports.recipe where name = %s", [name])
        return gone


def _read(connection: psycopg.Connection, draft: str, recipe: Recipe, base: Path, progress: Progress) -> _Read:
    """Stages each file once, and computes the columns of each section."""
    sections: dict[Origin, list[Section]] = {}
    for section in recipe.sections:
        sections.setdefault(section.origin, []).append(section)
    staged: dict[Origin, Staged] = {}
    mapped: dict[str, Mapped] = {}
    with database.mapper(connection) as mapper:
        for number, (origin, of_origin) in enumerate(sections.items()):
            found = staging.stage(
                connection,
                f"{draft}.{number}",
                tables_of(of_origin[0], base),
                of_origin,
                lambda rows: progress("reading", rows),
            )
            staged[origin] = found
            for section in of_origin:
                progress("mapping", found.lines)
                target = targets(recipe.source)[section.table]
                mapped[section.table] = map_rows(connection, mapper, section, target, found)
                mapper.rollback()
    return _Read(staged, mapped)


def _write(
    connection: psycopg.Connection,
    recipe: Recipe,
    zone: str,
    read: _Read,
    dry_run: bool,
    progress: Progress,
    begun: float,
) -> Imported:
    with database.one_at_a_time(connection), suppress(_DryRun), connection.transaction():
        rejects.begin(connection)
        _reject_lines(connection, read)
        typed = {}
        for name, mapped in read.mapped.items():
            progress("checking", mapped.rows)
            typed[name] = casting.cast(connection, mapped, zone, needs_key=not _is_told_by_child(mapped, read))
            if mapped.section.session_minutes is not None:
                typed[name] = casting.make_stays(connection, typed[name], mapped.section.session_minutes)
        _refuse_unreadable(connection, read, typed)
        progress("writing", sum(one.rows for one in typed.values()))
        loading.reject_orphans(connection, recipe, typed, {name: one.staged.files for name, one in read.mapped.items()})
        preview = {
            name: loading.preview(connection, one, PREVIEWED_ROWS, with_key="id" in read.mapped[name].section.columns)
            for name, one in typed.items()
        }
        every = loading.complete(connection, recipe, typed)
        found = Imported(
            recipe,
            zone,
            tuple(loading.load(connection, recipe, every, zone)),
            findings.evidence(recipe, read.staged.values(), typed.values(), zone),
            findings.warnings(connection, typed.values(), zone),
            rejects.count(connection),
            rejects.first(connection, SHOWN_REJECTS),
            findings.newest_day(connection, typed.values(), zone),
            findings.left_out(read.mapped.values()),
            preview,
            round(time.monotonic() - begun, 1),
            courses(connection, recipe.source),
        )
        if not dry_run:
            remember(connection, found)
            return found
        raise _DryRun
    return found


def _is_told_by_child(mapped: Mapped, read: _Read) -> bool:
    """Whether rows of the same file name those of this table, and so say themselves where they name nobody."""
    return any(
        other.staged is mapped.staged and other.target.parents.get(column) == mapped.target.name
        for other in read.mapped.values()
        for column in other.columns
    )


def _refuse_unreadable(connection: psycopg.Connection, read: _Read, typed: Mapping[str, Typed]) -> None:
    """A file of which no row can be read is the wrong file, or the wrong recipe."""
    for name, one in typed.items():
        if one.rejected and not one.rows:
            [reject] = rejects.first(connection, 1, table=name)
            raise ImportRefused(
                phrase(
                    "[{table}]: none of {rows:,} rows can be read. The first, line {line}: {reason}.",
                    table=name,
                    rows=read.mapped[name].rows,
                    line=reject.line,
                    reason=reject.reason,
                )
            )


def _reject_lines(connection: psycopg.Connection, read: _Read) -> None:
    """Lines of files that are no rows at all stand under the first table that the file fills."""
    for staged in read.staged.values():
        table = next(table for table, mapped in read.mapped.items() if mapped.staged is staged)
        rejects.add_lines(connection, table, staged.unreadable)
