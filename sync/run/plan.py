"""First step: which tables fit, and which of their rows may be news."""

from dataclasses import replace

import psycopg
from psycopg import sql

from sync.endpoints.ambiguity import count_ambiguous
from sync.endpoints.conditions import EVERY_ROW, NO_ROW, Condition, last, since
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import Table, check_shape, replica
from sync.log.watermark import watermark
from sync.run.source_copy import Plan, SourceCopy


def plan(copy: SourceCopy, snapshot: Snapshot, connection: psycopg.Connection) -> Plan:
    """The attempt's plan; a table whose shape does not fit has failed."""
    tables = _tables(copy, snapshot, connection)
    return Plan(tables, {name: _news(copy, table, snapshot, connection) for name, table in tables.items()})


def _tables(copy: SourceCopy, snapshot: Snapshot, connection: psycopg.Connection) -> dict[str, Table]:
    """The tables whose shape fits, parents first; a fresh verdict for each."""
    portable = snapshot.encoding != connection.info.parameter_status("server_encoding")
    tables = {}
    for specification in copy.source.tables:
        outcome = copy.begin(specification, connection)
        with copy.faults_of(outcome, snapshot):
            table = replica(connection, copy.source, specification)
            check_shape(snapshot.connection, table)
            ambiguous = count_ambiguous(snapshot.connection, table)
            tables[table.name] = replace(table, portable=portable, ambiguous_rows=ambiguous)
    return tables


def _news(copy: SourceCopy, table: Table, snapshot: Snapshot, connection: psycopg.Connection) -> Condition:
    """Those that the watermark points at, and those of the window."""
    known = watermark(connection, table)
    if not known.loaded:
        return NO_ROW
    if copy.options.full:
        return EVERY_ROW
    window = copy.options.window(table.specification)
    if window is None:
        return since(table, known.cursor)
    recent = last(table, snapshot.taken_at, window)
    if table.specification.mode != "append":
        return recent
    return sql.SQL("({} or {})").format(recent, since(table, known.cursor))
