"""Views, functions and triggers: re-created from their files, in the order that their `Reads:` lines ask for.

A table of ours has a file too. Migrations create it; its file says what it holds, and its comments are made anew here.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import psycopg

from db.errors import DerivedObjectError
from db.rules import functions as rules
from db.rules.words import filled, mentions
from db.settings import PROJECT
from db.sql_file import COMMENT, DerivedObject, read_object

SQL = PROJECT / "sql"

REFRESH_LOCK = "select pg_advisory_xact_lock(hashtextextended('atalaya refresh', 0))"
"""Held by whoever refreshes materialized views or puts others in their place, until its transaction ends."""

_DROP = {
    "view": "drop view if exists {}",
    "materialized view": "drop materialized view if exists {}",
    "function": "drop function if exists {}",
    # Its triggers sit on raw tables, which stay.
    "trigger function": "drop function if exists {} cascade",
}


def derived_objects(root: Path = SQL) -> list[DerivedObject]:
    """Every derived object, each after those that it reads.

    Raises DerivedObjectError for a file without a header and for a circle.
    """
    objects = {found.identity: found for found in (*_stated(root), *map(read_object, _files(root)))}
    needs = {found.identity: [read for read in found.reads if read in objects] for found in objects.values()}
    try:
        return [objects[identity] for identity in TopologicalSorter(needs).static_order()]
    except CycleError as error:
        raise DerivedObjectError(f"sql/: these read each other in a circle: {' → '.join(error.args[1])}") from error


def fingerprint(objects: Iterable[DerivedObject]) -> str:
    """Changes exactly when a file does."""
    return hashlib.sha256("\0".join(found.statement for found in objects).encode()).hexdigest()


def lineages(objects: Sequence[DerivedObject]) -> dict[str, str]:
    """A fingerprint of each object (given after those that it reads) and of all that it reads, however indirectly."""
    found: dict[str, str] = {}
    for one in objects:
        parts = [one.statement, *(found.get(read, read) for read in one.reads)]
        found[one.identity] = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return found


def recreate(connection: psycopg.Connection, *, afresh: bool = False) -> bool:
    """Brings the derived objects to what the files say, in one transaction; False when they already are.

    A materialized view stays, with all that it reads, unless one of these changed: filling it takes time.
    With `afresh` everything is made again: a restore may have left something out, and spells it in PostgreSQL's words.
    """
    wanted = derived_objects()
    print_of_files = fingerprint(wanted)
    with connection.transaction():
        state = connection.execute("select fingerprint from ops.derived_state").fetchone()
        if state == (print_of_files,) and not afresh:
            return False
        lineage = lineages(wanted)
        kept = frozenset() if afresh else _unchanged(connection, wanted, lineage)
        made = [found for found in wanted if found.identity not in kept]
        if any(found.kind == "materialized view" for found in made):
            connection.execute(REFRESH_LOCK)
        _drop(connection, kept)
        values = rules.in_force(connection)
        for found in made:
            connection.execute(filled(found.statement, values))
        connection.execute("delete from ops.derived_object")
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into ops.derived_object (position, identity, kind, lineage) values (%s, %s, %s, %s)",
                [
                    (place, found.identity, found.kind, lineage[found.identity])
                    for place, found in enumerate(found for found in wanted if not found.is_kept)
                ],
            )
        _fill(connection, made)
        connection.execute("delete from ops.derived_state")
        connection.execute("insert into ops.derived_state (fingerprint) values (%s)", [print_of_files])
    return True


def describe(connection: psycopg.Connection, changed: Collection[str]) -> None:
    """Makes every comment that speaks of one of these rules (as `source.key`) say what is in force."""
    values = rules.in_force(connection)
    for found in derived_objects():
        for comment in COMMENT.findall(found.statement):
            if mentions(comment).intersection(changed):
                connection.execute(filled(comment, values))


def drop(connection: psycopg.Connection) -> None:
    """Takes away every derived object.

    Raises psycopg.errors.DependentObjectsStillExist when somebody else's view is built on one of ours.
    """
    _drop(connection, ())


@contextmanager
def set_aside(connection: psycopg.Connection, relations: Iterable[str]) -> Iterator[set[str]]:
    """Takes away everything that reads these relations, however indirectly, and makes it again at the end.

    Materialized views are made empty: the domain's `refresh_facts` fills them before the transaction ends.
    Yields the schemas of what is made again; rights on it have to be granted again.

    Raises psycopg.errors.DependentObjectsStillExist when somebody else's view is built on one of ours.
    """
    named = frozenset(relations)
    touched = set(named)
    affected = []
    for found in derived_objects():
        # A trigger function's file also puts its triggers on tables that the function does not read.
        if touched.intersection(found.reads) or named.intersection(found.triggers):
            touched.add(found.identity)
            affected.append(found)
    if any(found.kind == "materialized view" for found in affected):
        connection.execute(REFRESH_LOCK)
    for found in reversed(affected):
        connection.execute(_DROP[found.kind].format(found.identity))
    yield {found.schema for found in affected}
    values = rules.in_force(connection)
    for found in affected:
        connection.execute(filled(found.statement, values))


def _unchanged(
    connection: psycopg.Connection, wanted: Sequence[DerivedObject], lineage: dict[str, str]
) -> frozenset[str]:
    objects = {found.identity: found for found in wanted}
    existing: dict[str, str | None] = dict(
        connection.execute("select identity, lineage from ops.derived_object").fetchall()
    )
    pending = [
        found.identity
        for found in wanted
        if found.kind == "materialized view" and existing.get(found.identity) == lineage[found.identity]
    ]
    kept: set[str] = set()
    while pending:
        identity = pending.pop()
        if identity in objects and identity not in kept:
            kept.add(identity)
            pending += objects[identity].reads
    return frozenset(kept)


def _fill(connection: psycopg.Connection, made: Iterable[DerivedObject]) -> None:
    schemas = {found.schema for found in made if found.kind == "materialized view"}
    for schema in sorted(schemas):
        connection.execute(f"select {schema}.refresh_views('upgrade', true)")


def _drop(connection: psycopg.Connection, kept: Collection[str]) -> None:
    # Without cascade: a view that somebody else built on ours is named in the error, not lost.
    existing = connection.execute("select identity, kind from ops.derived_object order by position desc").fetchall()
    for identity, kind in existing:
        if identity not in kept:
            connection.execute(_DROP[kind].format(identity))


def _stated(root: Path) -> list[DerivedObject]:
    """What has no file: the rules, which belong to this installation's files."""
    return rules.objects() if root == SQL else []


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("*/*.sql") if path.parent.name != "migrations")
