"""First step: which tables fit, and which of their rows may be news."""

from dataclasses import replace

import psycopg
from psycopg import sql

from sync.endpoints.ambiguity import count_ambiguous
from sync.endpoints.conditions import EVERY_ROW, NO_ROW, Condition, last, since
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import Table, catalogue, check_shape, replica
from sync.log import quality
from sync.log.watermark import Watermark, watermarks
from sync.merge import quarantine
from sync.run.source_copy import Plan, SourceCopy


def plan(copy: SourceCopy, snapshot: Snapshot, connection: psycopg.Connection) -> Plan:
    """The attempt's plan; a table whose shape does not fit has failed."""
    tables = _tables(copy, snapshot, connection)
    known = watermarks(connection, list(tables.values()))
    news = {name: _news(copy, table, snapshot, known[name]) for name, table in tables.items()}
    return Plan(tables, news, known, quarantine.counts(connection, list(tables.values())))


def _tables(copy: SourceCopy, snapshot: Snapshot, connection: psycopg.Connection) -> dict[str, Table]:
    """The tables whose shape fits, parents first; a fresh verdict for each."""
    in_source, in_warehouse = catalogue(snapshot.connection, copy.source), catalogue(connection, copy.source)
    copy.drift = quality.drift(snapshot.connection, in_source, in_warehouse)
    portable = snapshot.encoding != connection.info.parameter_status("server_encoding")
    tables = {}
    for specification in copy.source.tables:
        outcome, name = copy.begin(specification, connection), specification.name
        with copy.faults_of(outcome, snapshot):
            table = replica(in_warehouse, name)
            check_shape(table, in_source[name])
            ambiguous = count_ambiguous(snapshot.connection, table, in_source[name])
            tables[name] = replace(table, portable=portable, ambiguous_rows=ambiguous)
    return tables


def _news(copy: SourceCopy, table: Table, snapshot: Snapshot, known: Watermark) -> Condition:
    """Those that the watermark points at, and those of the window."""
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
