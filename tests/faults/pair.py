"""A production and the warehouse that follows it: syncs between them, and what differs after one."""

import threading
from dataclasses import dataclass

import psycopg

from db.domains import DOMAINS
from db.warehouse import Warehouse
from sync.endpoints.connected import ConnectedSource
from sync.log.verification import Verification
from sync.run.every_source import Outcome, run_sync
from sync.run.request import Request
from sync.specifications import source_named
from sync.verify import run_verify
from tests.factories import Connection

SOURCES = tuple(domain.source for domain in DOMAINS)

Columns = dict[str, str]
"""Per table, quoted and with its schema: the columns that are copied."""
Rows = dict[str, str]
"""Per key, the row as text."""
Differences = dict[str, dict[str, tuple[str | None, str | None]]]
"""Per table and key, the row there and the row here."""

# Both sides print floats, dates and intervals alike, whatever their databases are set to.
_OPTIONS = "-c timezone=UTC -c datestyle=ISO,YMD -c extra_float_digits=1 -c row_security=on"


@dataclass(frozen=True)
class Pair:
    """A production and its warehouse."""

    url: str
    warehouse: Warehouse

    def request(self, *names: str, url: str = "", **options: bool) -> Request:
        """Asks for these sources, by default ngeshare, all in the one database."""
        sources = tuple(ConnectedSource(source_named(name), url or self.url) for name in names or ("ngeshare",))
        return Request(sources, "test", **options)

    def sync(
        self,
        *names: str,
        url: str = "",
        warehouse_url: str = "",
        stop: threading.Event | None = None,
        **options: bool,
    ) -> Outcome:
        """One sync, by other ways to both sides if they are given."""
        target = Warehouse(warehouse_url) if warehouse_url else self.warehouse
        return run_sync(target, self.request(*names, url=url, **options), stop)

    def verify(self, *names: str, repair: bool = True) -> Verification:
        """Compares every row, and mends what differs."""
        return run_verify(self.warehouse, self.request(*names), repair=repair)

    def look(self) -> Connection:
        """A connection to the warehouse."""
        return _connect(self.warehouse.url)

    def differences(self, *names: str) -> Differences:
        """Every row of these sources that is not the same on both sides."""
        with _connect(self.warehouse.url) as replica, _connect(self.url) as production:
            found: Differences = {}
            for table, columns in _columns(replica, names or ("ngeshare",)).items():
                there, here = _rows(production, table, columns), _rows(replica, table, columns)
                odd = {key for key in there.keys() | here.keys() if there.get(key) != here.get(key)}
                if odd:
                    found[table] = {key: (there.get(key), here.get(key)) for key in sorted(odd)}
        return found

    def stale_facts(self) -> dict[str, tuple[set[object], set[object]]]:
        """Facts of ngeshare that are kept and not found when they are built from nothing, and the other way round."""
        tables = (
            "ngeshare.group_meetings",
            "ngeshare.group_progress",
            "ngeshare.group_marks",
            "ngeshare.group_changes",
            "ngeshare.facilitator_history",
            "ngeshare.facilitator_activity",
            "ngeshare.meeting_days",
            "ngeshare.group_rosters",
            "ngeshare.shared_members",
        )
        with _connect(self.warehouse.url) as replica, replica.transaction(force_rollback=True):
            kept = {table: _all(replica, table) for table in tables}
            replica.execute(f"truncate {', '.join(tables)}".encode())
            replica.execute("select ngeshare.rebuild_facts()")
            built = {table: _all(replica, table) for table in tables}
        return {table: (kept[table] - built[table], built[table] - kept[table]) for table in tables if kept != built}


def _connect(url: str) -> Connection:
    return psycopg.connect(url, autocommit=True, options=_OPTIONS, application_name="test")


def _columns(replica: Connection, names: tuple[str, ...]) -> Columns:
    found: Columns = {}
    for name in names:
        source = source_named(name)
        for table in source.tables:
            rows = replica.execute(
                "select quote_ident(column_name) from information_schema.columns "
                "where table_schema = %s and table_name = %s order by ordinal_position",
                [source.schema, table.name],
            ).fetchall()
            found[f'{source.schema}."{table.name}"'] = ", ".join(row[0] for row in rows)
    return found


def _rows(connection: Connection, table: str, columns: str) -> Rows:
    return dict(connection.execute(f"select id::text, row({columns})::text from {table}".encode()).fetchall())


def _all(connection: Connection, table: str) -> set[object]:
    return {row[0] for row in connection.execute(f"select {table.split('.')[1]}::text from {table}".encode())}
