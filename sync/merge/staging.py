"""A table's staging table in the warehouse: rows arrive there by COPY, then only those that differ are merged.

Rows that are already there are not touched, so a run without news writes nothing. A row that breaks a constraint
is found by halving the batch, put in quarantine with the reason, and the rest is merged.
"""

from collections.abc import Iterable
from contextlib import suppress

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints import copy_stream
from sync.endpoints.table import Table
from sync.log import changes
from sync.log.outcome import Counts
from sync.merge import quarantine

_SQL = statements_beside(__file__)


class Staging:
    """The staging table of one table, on the warehouse connection that owns the run."""

    def __init__(self, connection: psycopg.Connection, table: Table, run: int) -> None:
        self.connection, self.table, self.run = connection, table, run
        self.name = table.staging
        connection.execute(sql.SQL("drop table if exists {}").format(self.name))
        connection.execute(
            _SQL["create_staging"].format(
                staging=sql.Identifier(f"staging_{table.name}"), columns=table.column_list, table=table.identifier
            )
        )
        connection.execute(_SQL["number_rows"].format(staging=self.name))

    def clear(self) -> None:
        """Empties it."""
        self.connection.execute(sql.SQL("truncate {} restart identity").format(self.name))

    def fill(self, rows: Iterable[copy_stream.Row]) -> Counts:
        """Adds rows."""
        volume = copy_stream.write(self.connection, self.name, self.table.column_list, rows)
        if volume.rows:
            self.connection.execute(sql.SQL("analyze {}").format(self.name))
        return Counts(read=volume.rows, bytes=volume.bytes)

    def merge(self) -> Counts:
        """Inserts and updates what differs; rows that break a constraint go to quarantine."""
        bounds = self.connection.execute(sql.SQL("select min(staged_row), max(staged_row) from {}").format(self.name))
        first, last = bounds.fetchone() or (None, None)
        return Counts() if first is None else self._merge_between(first, last)

    def highest_cursor(self, not_after: sql.Composable) -> str | None:
        """The newest finite cursor among the staged rows, at most a given moment, as text."""
        row = self.connection.execute(
            _SQL["highest_cursor"].format(cursor=self.table.cursor, staging=self.name, moment=not_after)
        ).fetchone()
        return row[0] if row else None

    def look_up(self) -> None:
        """A batch is small and the key is indexed: looking each row up beats reading the table, however large.

        Nor is its whole index read: what a run looks at lies in memory.
        """
        self.connection.execute("set local enable_seqscan = off; set local random_page_cost = 1.1")

    def new_rows(self) -> int:
        """How many staged rows are not there yet."""
        self.look_up()
        row = self.connection.execute(
            _SQL["new_rows"].format(staging=self.name, table=self.table.identifier, key=self.table.key_column)
        ).fetchone()
        return int(row[0]) if row else 0

    def older_rows(self) -> int:
        """How many staged rows have an older cursor than the same row has here."""
        row = self.connection.execute(
            _SQL["older_rows"].format(
                staging=self.name, table=self.table.identifier, key=self.table.key_column, cursor=self.table.cursor
            )
        ).fetchone()
        return int(row[0]) if row else 0

    @property
    def keys(self) -> sql.Composed:
        """Finds the keys of the staged rows, each once."""
        return sql.SQL("select distinct {key} from {staging} where {key} is not null").format(
            key=self.table.key_column, staging=self.name
        )

    @property
    def changed_keys(self) -> sql.Composed:
        """Finds the keys of rows that are already there, but otherwise."""
        return _SQL["changed_keys"].format(**self._parts())

    def _merge_between(self, first: int, last: int) -> Counts:
        try:
            with self.connection.transaction():
                return self._write(first, last)
        except (psycopg.IntegrityError, psycopg.DataError) as error:
            anew = self._write_anew(first, last) if isinstance(error, psycopg.errors.UniqueViolation) else None
            if anew is not None:
                return anew
            rejected = self._reject(first, last, error)
        if first == last:
            return rejected
        if rejected.rejected:
            return rejected + self._merge_between(first, last)
        middle = (first + last) // 2
        return self._merge_between(first, middle) + self._merge_between(middle + 1, last)

    def _reject(self, first: int, last: int, error: psycopg.Error) -> Counts:
        """Rows without a parent, which often come in masses, go to quarantine together, so does a single other row."""
        orphans = 0
        if isinstance(error, psycopg.errors.ForeignKeyViolation):
            orphans = quarantine.reject_orphans(self.connection, self.table, self.run, first, last)
        if first == last and not orphans:
            quarantine.reject(self.connection, self.table, self.run, first, error)
            return Counts(rejected=1)
        return Counts(rejected=orphans)

    def _write_anew(self, first: int, last: int) -> Counts | None:
        """Takes the rows away before it writes them: rows that exchange values beside the key block each other.

        None where that does not help either.
        """
        with suppress(psycopg.IntegrityError), self.connection.transaction():
            replaced = self._take_away(first, last)
            written = self._write(first, last)
            return Counts(inserted=written.inserted - replaced, updated=written.updated + replaced)
        return None

    def _take_away(self, first: int, last: int) -> int:
        row = self.connection.execute(
            _SQL["take_away"].format(
                **self._parts(),
                first=sql.Literal(first),
                last=sql.Literal(last),
                date=changes.date_of(self.table, "present"),
                recorded=changes.range_recorded(self.table, sql.SQL("gone")),
            )
        ).fetchone()
        return int(row[0]) if row else 0

    def _write(self, first: int, last: int) -> Counts:
        self.look_up()
        row = self.connection.execute(
            _SQL["merge_batch"].format(
                **self._parts(),
                first=sql.Literal(first),
                last=sql.Literal(last),
                columns=self.table.column_list,
                staged_date=changes.date_of(self.table, "staged"),
                present_date=changes.date_of(self.table, "present"),
                recorded=changes.range_recorded(self.table, sql.SQL("news")),
                assignments=self.table.assignments,
                source=sql.Literal(self.table.source.name),
                name=sql.Literal(self.table.name),
            )
        ).fetchone()
        assert row is not None  # noqa: S101  an aggregate has one row
        return Counts(inserted=row[0], updated=row[1])

    def _parts(self) -> dict[str, sql.Composable]:
        """What every statement that compares staged with present rows names."""
        return {
            "staging": self.name,
            "table": self.table.identifier,
            "key": self.table.key_column,
            "staged_columns": self.table.columns_of("staged"),
            "present_columns": self.table.columns_of("present"),
        }
