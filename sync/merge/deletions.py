"""Follows production's deletions: children before parents, and nothing at all when a source looks broken.

Where a parent vanished, its children here are read again first: in production they may name another parent by now, or
none, without a new cursor. Rows that production has archived go with the parent that they need; all are backed up.
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from psycopg import sql

from db.phrase import phrase
from sync.compare.checksum import count_held
from sync.compare.keys import KeyList, keys_of
from sync.endpoints.table import Parent
from sync.errors import DeletionsWait
from sync.merge.load import SUSPICIOUS_ROWS, Load, fetch, refuse_suspicious, remove


@dataclass
class Comparison:
    """One table, warehouse against snapshot, once its news are merged."""

    load: Load
    agreed_on: int | None = None
    """Rows of both sides, where their keys agreed at once."""
    changed_before: int = 0
    """Rows that the run had changed by then."""
    surplus: KeyList | None = None
    """Keys that production no longer has; None where there are none."""
    archived: KeyList | None = None
    """Keys of rows that stay although production has archived them; None where there are none."""

    @property
    def name(self) -> str:
        return self.load.table.name


def refuse_if_suspicious(compared: Comparison) -> None:
    """Raises SuspiciousSource when too many rows of the table would vanish."""
    if compared.surplus and len(compared.surplus) > SUSPICIOUS_ROWS:
        refuse_suspicious(compared.load, len(compared.surplus), _present(compared.load))


def follow(compared: Comparison, others: Mapping[str, Comparison], broken: Iterable[str]) -> None:
    """Removes the rows that production no longer has.

    `others` are the source's tables that were read, `broken` names those that were not or look suspicious.
    Raises DeletionsWait while one of them refers to this table, SuspiciousSource.
    """
    if not compared.surplus:
        return
    compared.load.report("checking")
    _wait_for_broken_tables(compared.surplus, broken)
    with ExitStack() as lists:
        bereft = [_bereave(child, link, compared.surplus, lists) for child, link in _children(compared, others)]
        remove(compared.load, compared.surplus)
        for child, keys in bereft:
            # Those that production still has, without their parent, wait in quarantine.
            fetch(child, keys)


def _bereave(child: Comparison, link: Parent, parents: KeyList, lists: ExitStack) -> tuple[Load, KeyList]:
    """Reads a child's rows that name these parents again; lists those that still do, which go if they have to."""
    load = child.load
    with keys_of(load.connection, load.table, _referring(load, link, parents)) as referring:
        fetch(load, referring)
    bereft = lists.enter_context(keys_of(load.connection, load.table, _referring(load, link, parents)))
    if bereft and link.required:
        refuse_suspicious(load, len(bereft), _present(load))
        remove(load, bereft)
    return load, bereft


def _wait_for_broken_tables(surplus: KeyList, broken: Iterable[str]) -> None:
    names = ", ".join(sorted(broken))
    if names:
        raise DeletionsWait(
            phrase(
                "{rows:,} rows that production no longer has stay for now, because {tables} could not be checked. Mend "
                "that first, then sync again.",
                rows=len(surplus),
                tables=names,
            )
        )


def _children(compared: Comparison, others: Mapping[str, Comparison]) -> list[tuple[Comparison, Parent]]:
    return [
        (other, link) for other in others.values() for link in other.load.table.parents if link.table == compared.name
    ]


def _referring(child: Load, link: Parent, parents: KeyList) -> sql.Composed:
    """Finds the keys of a child's rows that name one of these parents."""
    return sql.SQL("select {key} from {child} where {column} in (select listed.key from {parents} as listed)").format(
        key=child.table.key_column,
        child=child.table.identifier,
        column=sql.Identifier(link.column),
        parents=parents.name,
    )


def _present(load: Load) -> int:
    return count_held(load.connection, load.table)
