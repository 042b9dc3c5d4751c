"""Follows production's deletions: children before parents, and nothing at all when a source looks broken.

Where a parent vanished, its children here are read again first: in production they may name another parent by now, or
none, without a new cursor. Rows that production has archived go with the parent that they need; all are backed up.
"""

from collections.abc import Iterable, Mapping

from psycopg import sql

from sync.compare.checksum import count
from sync.compare.keys import KeyList, keys_of
from sync.endpoints.table import Parent
from sync.errors import DeletionsWait
from sync.merge.comparison import Comparison
from sync.merge.load import SUSPICIOUS_ROWS, Load, fetch, refuse_suspicious, remove


def refuse_if_suspicious(found: Comparison) -> None:
    """Raises SuspiciousSource when too many rows of the table would vanish."""
    if found.surplus and len(found.surplus) > SUSPICIOUS_ROWS:
        refuse_suspicious(found.work, len(found.surplus), _present(found.work))


def follow(found: Comparison, others: Mapping[str, Comparison], broken: Iterable[str]) -> None:
    """Removes the rows that production no longer has.

    `others` are the source's tables that were read, `broken` names those that were not or look suspicious.
    Raises DeletionsWait while one of them refers to this table, SuspiciousSource.
    """
    if not found.surplus:
        return
    found.work.report("checking")
    _wait_for_the_broken(found, found.surplus, broken)
    for child, link in _children(found, others):
        connection, table = child.work.connection, child.work.table
        with keys_of(connection, table, _referring(child.work, link, found.surplus)) as referring:
            fetch(child.work, referring)
            if not referring or not link.required:
                continue
        with keys_of(connection, table, _referring(child.work, link, found.surplus)) as archived:
            refuse_suspicious(child.work, len(archived), _present(child.work))
            remove(child.work, archived)
    remove(found.work, found.surplus)


def _wait_for_the_broken(found: Comparison, surplus: KeyList, broken: Iterable[str]) -> None:
    names = ", ".join(sorted(broken))
    if names:
        raise DeletionsWait(
            f"{len(surplus):,} rows that production no longer has stay for now, because {names} could not be "
            "checked. Mend that first, then sync again."
        )


def _children(found: Comparison, others: Mapping[str, Comparison]) -> list[tuple[Comparison, Parent]]:
    return [(other, link) for other in others.values() for link in other.work.table.parents if link.table == found.name]


def _referring(child: Load, link: Parent, parents: KeyList) -> sql.Composed:
    """Finds the keys of a child's rows that name one of these parents."""
    return sql.SQL("select {key} from {child} where {column} in (select listed.key from {parents} as listed)").format(
        key=sql.Identifier(child.table.key),
        child=child.table.identifier,
        column=sql.Identifier(link.column),
        parents=parents.name,
    )


def _present(work: Load) -> int:
    return count(work.connection, work.table.identifier)
