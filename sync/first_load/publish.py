"""Puts finished first loads in the place of the empty tables, with facts, marks and rights, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from db import derived
from db.schemas import grant
from sync.endpoints.table import Table
from sync.log import changes, records
from sync.log.records import TableOutcome
from sync.merge.commit import counted_together
from sync.merge.staging import Counts
from sync.specifications.specification import SourceSpecification


@dataclass(frozen=True)
class Arrival:
    """A table whose first load is done: where its rows are, its verdict, and what to add to that once published."""

    table: Table
    outcome: TableOutcome
    counts: Counts


def publish(owner: psycopg.Connection, source: SourceSpecification, arrivals: Sequence[Arrival], run: int) -> None:
    """Readers see the tables, all of them and whole, when this ends.

    Where somebody else's view is built on a replica, it cannot be replaced: its rows are copied into it instead.
    """
    if not arrivals:
        return
    try:
        _publish(owner, source, arrivals, run, replace=True)
    except psycopg.errors.DependentObjectsStillExist:
        _publish(owner, source, arrivals, run, replace=False)


def _publish(
    owner: psycopg.Connection, source: SourceSpecification, arrivals: Sequence[Arrival], run: int, *, replace: bool
) -> None:
    tables = [arrival.table for arrival in arrivals]
    with counted_together(owner, [(arrival.outcome, arrival.counts) for arrival in arrivals]):
        # A reader who looks at a page meanwhile is waited for, but not for ever.
        owner.execute("set local lock_timeout = '60s'")
        if replace:
            _replace(owner, tables)
        else:
            _copy_over(owner, tables)
        for arrival in arrivals:
            records.finish_first_load(owner, source.name, arrival.table, run)
            changes.note_reload(owner, source, arrival.table, arrival.counts.inserted)
        changes.tell(owner, source)


def _replace(owner: psycopg.Connection, tables: Sequence[Table]) -> None:
    with derived.set_aside(owner, [_identity(table) for table in tables]) as affected:
        links = _links_of_others(owner, tables)
        for child, name, _ in links:
            owner.execute(sql.SQL("alter table {} drop constraint {}").format(sql.SQL(child), sql.Identifier(name)))
        for table in reversed(tables):
            owner.execute(sql.SQL("drop table {}").format(sql.Identifier(table.schema, table.name)))
        for table in tables:
            owner.execute(sql.SQL("alter table {} reset (autovacuum_enabled)").format(table.identifier))
            owner.execute(
                sql.SQL("alter table {} set schema {}").format(table.identifier, sql.Identifier(table.schema))
            )
        for child, name, definition in links:
            owner.execute(
                sql.SQL("alter table {} add constraint {} {}").format(
                    sql.SQL(child), sql.Identifier(name), sql.SQL(definition)
                )
            )
    # Only where something is new: another source may be published at the same moment.
    grant(owner, {tables[0].schema, *affected})


def _copy_over(owner: psycopg.Connection, tables: Sequence[Table]) -> None:
    owner.execute("set local atalaya.skip_facts = 'on'")
    for table in tables:
        owner.execute(
            sql.SQL("insert into {real} ({columns}) select {columns} from {hidden}").format(
                real=sql.Identifier(table.schema, table.name), columns=table.column_list, hidden=table.identifier
            )
        )
    for table in reversed(tables):
        owner.execute(sql.SQL("drop table {} cascade").format(table.identifier))


def _links_of_others(owner: psycopg.Connection, tables: Sequence[Table]) -> list[tuple[str, str, str]]:
    """Foreign keys by which tables that stay refer to those that are replaced."""
    names = [_identity(table) for table in tables]
    return owner.execute(
        """
        select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        from pg_constraint
        where contype = 'f' and confrelid = any(%(names)s::regclass[]) and conrelid <> all(%(names)s::regclass[])
            and conrelid not in (select oid from pg_class where relnamespace = to_regnamespace(%(home)s))
        """,
        {"names": names, "home": tables[0].home},
    ).fetchall()


def _identity(table: Table) -> str:
    quoted = f'"{table.name}"' if table.name != table.name.lower() else table.name
    return f"{table.schema}.{quoted}"
