"""What an import tells of its files: how they were read, what to know of them, which rows a rule left out."""

from collections.abc import Iterable
from datetime import date

import psycopg
from psycopg import sql

from db.phrase import phrase
from sources.imports import casting
from sources.imports.casting import Typed
from sources.imports.mapping import Mapped
from sources.imports.recipe import Recipe
from sources.imports.staging import Staged


def evidence(recipe: Recipe, files: Iterable[Staged], every: Iterable[Typed], zone: str) -> tuple[str, ...]:
    """How files and columns were read, in words."""
    said = [*recipe.evidence, *(note for staged in files for note in staged.notes)]
    said.append(phrase("Moments without an offset are of {zone}.", zone=zone))
    for one in every:
        said += [*casting.evidence(one), *_repetitions(one)]
    return tuple(dict.fromkeys(said))


def _repetitions(typed: Typed) -> list[str]:
    said = []
    if typed.repeated:
        said.append(
            phrase(
                "{table}: rows that repeat another word for word, and count once with it: {rows:,}",
                table=typed.target.name,
                rows=typed.repeated,
            )
        )
    if typed.overruled:
        said.append(
            phrase(
                "{table}: rows whose key a later row has too, which counts: {rows:,}",
                table=typed.target.name,
                rows=typed.overruled,
            )
        )
    return said


def warnings(connection: psycopg.Connection, every: Iterable[Typed], zone: str) -> tuple[str, ...]:
    """What a reader of the pages should know of the files."""
    said = []
    for one in every:
        if one.rejected > one.rows:
            said.append(
                phrase(
                    "{table}: {rejected:,} rows cannot be read, and {rows:,} can: the file or the recipe may be wrong.",
                    table=one.target.name,
                    rejected=one.rejected,
                    rows=one.rows,
                )
            )
        if one.target.stays is None or not one.rows:
            continue
        since = sql.Identifier(one.target.stays[1])
        row = connection.execute(
            sql.SQL("select bool_and(({since} at time zone {zone})::time = '00:00') from {typed}").format(
                since=since, zone=sql.Literal(zone), typed=one.identifier
            )
        ).fetchone()
        if row == (True,):
            said.append(
                phrase(
                    "{table}: dates without hours, so there is no heatmap and there are no parts of the day.",
                    table=one.target.name,
                )
            )
    return tuple(said)


def left_out(every: Iterable[Mapped]) -> dict[str, int]:
    """Rows that a rule of the recipe leaves out, by its reason."""
    found: dict[str, int] = {}
    for mapped in every:
        if mapped.left_out:
            reason = mapped.section.left_out or mapped.section.where
            found[reason] = max(found.get(reason, 0), mapped.left_out)
    return found


def newest_day(connection: psycopg.Connection, every: Iterable[Typed], zone: str) -> date | None:
    """The local date of the newest moment of all; when a row was written last is none, where that says nothing else."""
    days = []
    for one in every:
        written = one.target.changed_at if one.target.changed_at not in one.target.kept else ""
        moments = [name for name in one.columns if one.target.columns[name].is_moment and name != written]
        for moment in map(sql.Identifier, moments):
            row = connection.execute(
                sql.SQL("select (max({}) at time zone {})::date from {}").format(
                    moment, sql.Literal(zone), one.identifier
                )
            ).fetchone()
            days += [row[0]] if row and row[0] is not None else []
    return max(days, default=None)
