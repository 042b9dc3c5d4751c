"""Follows production's deletions: children before parents, and nothing at all when a source looks broken.

Where a parent vanished, its children here are read again first: in production they may name another parent by now, or
none, without a new cursor. Rows that production has archived go with the parent that they need; all are backed up.
"""

from collections.abc import Iterable, Mapping

import psycopg
from psycopg import sql

from sync.catalogue import Parent
from sync.errors import DeletionsWait
from sync.load import Load, fetch, refuse_suspicious, remove
from sync.reconcile import Comparison
from sync.source import extent


def refuse_if_suspicious(found: Comparison) -> None:
    """Raises SuspiciousSource when too many rows of the table would vanish."""
    if found.surplus:
        present = extent(found.work.connection, found.work.table).rows
        refuse_suspicious(found.work, len(found.surplus), present)


def follow(found: Comparison, others: Mapping[str, Comparison], broken: Iterable[str]) -> None:
    """Removes the rows that production no longer has.

    `others` are the source's tables that were read, `broken` names those that were not or look suspicious.
    Raises DeletionsWait while one of them refers to this table, SuspiciousSource.
    """
    if not found.surplus:
        return
    found.work.report("checking")
    _wait_for_the_broken(found, broken)
    for child, link in _children(found, others):
        referring = _referring(child.work, link, found.surplus)
        fetch(child.work, referring)
        if referring and link.required:
            archived = _referring(child.work, link, found.surplus)
            refuse_suspicious(child.work, len(archived), extent(child.work.connection, child.work.table).rows)
            remove(child.work, archived)
    remove(found.work, found.surplus)


def _wait_for_the_broken(found: Comparison, broken: Iterable[str]) -> None:
    names = ", ".join(sorted(broken))
    if names:
        raise DeletionsWait(
            f"{len(found.surplus):,} rows that production no longer has stay for now, because {names} could not be "
            "checked. Mend that first, then sync again."
        )


def _children(found: Comparison, others: Mapping[str, Comparison]) -> list[tuple[Comparison, Parent]]:
    return [(other, link) for other in others.values() for link in other.work.table.parents if link.table == found.name]


def _referring(child: Load, link: Parent, keys: list[str]) -> list[str]:
    """Keys of a child's rows that name one of these parents."""
    rows: psycopg.Cursor[tuple[str]] = child.connection.execute(
        sql.SQL("select {key}::text from {child} where {column}::text = any({keys})").format(
            key=sql.Identifier(child.table.key),
            child=child.table.identifier,
            column=sql.Identifier(link.column),
            keys=sql.Literal(keys),
        )
    )
    return [row[0] for row in rows.fetchall()]
