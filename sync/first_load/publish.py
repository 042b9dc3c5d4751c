"""Puts finished first loads in the place of the empty tables, with facts, watermarks and rights, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from db import derived, facts
from db.schemas import grant
from db.statements import statements_beside
from sync.endpoints.table import Table
from sync.log import changes
from sync.log.outcome import Counts, TableOutcome
from sync.log.watermark import finish_first_load
from sync.merge.commit import counted_together

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class FinishedLoad:
    """A table whose first load is done: where its rows are, its verdict, and what to add to that once published."""

    table: Table
    outcome: TableOutcome
    counts: Counts


def publish(owner: psycopg.Connection, loads: Sequence[FinishedLoad], run: int) -> None:
    """Readers see the tables, all of them and whole, when this ends.

    Where somebody else's view is built on a replica, it cannot be replaced: its rows are copied into it instead.
    """
    if not loads:
        return
    try:
        _publish(owner, loads, run, replace=True)
    except psycopg.errors.DependentObjectsStillExist:
        _publish(owner, loads, run, replace=False)


def _publish(owner: psycopg.Connection, loads: Sequence[FinishedLoad], run: int, *, replace: bool) -> None:
    tables = [load.table for load in loads]
    with counted_together(owner, [(load.outcome, load.counts) for load in loads]):
        # A reader who looks at a page meanwhile is waited for, but not for ever.
        owner.execute("set local lock_timeout = '60s'")
        if replace:
            _replace(owner, tables)
        else:
            _copy_over(owner, tables)
        for load in loads:
            finish_first_load(owner, load.table, run)
            changes.record_reload(owner, load.table, load.counts.inserted)
            facts.recount_keys(owner, load.table.source.domain, load.table.name)
        changes.refresh_facts(owner, tables[0].source)


def _replace(owner: psycopg.Connection, tables: Sequence[Table]) -> None:
    with derived.set_aside(owner, [_identity(table) for table in tables]) as affected:
        links = _links_of_others(owner, tables)
        for child, name, _ in links:
            owner.execute(sql.SQL("alter table {} drop constraint {}").format(sql.SQL(child), sql.Identifier(name)))
        for table in reversed(tables):
            owner.execute(sql.SQL("drop table {}").format(table.published_identifier))
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
            sql.SQL("insert into {real} ({columns}) select {columns} from {incoming}").format(
                real=table.published_identifier, columns=table.column_list, incoming=table.identifier
            )
        )
    for table in reversed(tables):
        owner.execute(sql.SQL("drop table {} cascade").format(table.identifier))


def _links_of_others(owner: psycopg.Connection, tables: Sequence[Table]) -> list[tuple[str, str, str]]:
    """Foreign keys by which tables that stay refer to those that are replaced."""
    names = [_identity(table) for table in tables]
    return owner.execute(_SQL["links_of_others"], {"names": names, "incoming": tables[0].current_schema}).fetchall()


def _identity(table: Table) -> str:
    quoted = f'"{table.name}"' if table.name != table.name.lower() else table.name
    return f"{table.schema}.{quoted}"
