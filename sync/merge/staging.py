"""A table's waiting room in the warehouse: rows arrive by COPY, then only those that differ are merged.

Rows that are already there are not touched, so a run without news writes nothing. A row that breaks a constraint
is found by halving the batch, put in quarantine with the reason, and the rest is merged.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from psycopg import sql

from sync.endpoints import copy_stream
from sync.endpoints.table import Table
from sync.log import changes
from sync.merge import quarantine


@dataclass(frozen=True)
class Counts:
    """What a merge did."""

    read: int = 0
    bytes: int = 0
    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.read + other.read,
            self.bytes + other.bytes,
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.deleted + other.deleted,
            self.rejected + other.rejected,
        )

    @property
    def changed(self) -> int:
        return self.inserted + self.updated + self.deleted


class Staging:
    """The waiting room of one table, on the warehouse connection that owns the run."""

    def __init__(self, connection: psycopg.Connection, table: Table, source: str, run: int) -> None:
        self.connection, self.table, self.source, self.run = connection, table, source, run
        self.name = table.staged
        connection.execute(sql.SQL("drop table if exists {}").format(self.name))
        connection.execute(
            sql.SQL("create temporary table {} as select {} from {} with no data").format(
                sql.Identifier(f"staged_{table.name}"), table.column_list, table.identifier
            )
        )
        # The number of a row in its batch, to find a bad one by halving.
        connection.execute(
            sql.SQL("alter table {} add column staged_row bigint generated always as identity").format(self.name)
        )

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
        cursor = sql.Identifier(self.table.specification.cursor)
        row = self.connection.execute(
            sql.SQL("select max({cursor})::text from {staged} where isfinite({cursor}) and {cursor} <= {limit}").format(
                cursor=cursor, staged=self.name, limit=not_after
            )
        ).fetchone()
        return row[0] if row else None

    @property
    def changed_keys(self) -> sql.Composed:
        """Finds the keys of rows that are already there, but otherwise."""
        return sql.SQL(
            "select staged.{key} from {staged} as staged inner join {table} as present on present.{key} = staged.{key} "
            "where row({staged_columns})::record *<> row({present_columns})::record"
        ).format(
            key=sql.Identifier(self.table.key),
            staged=self.name,
            table=self.table.identifier,
            staged_columns=_qualified("staged", self.table),
            present_columns=_qualified("present", self.table),
        )

    def _merge_between(self, first: int, last: int) -> Counts:
        try:
            with self.connection.transaction():
                return self._write(first, last)
        except (psycopg.IntegrityError, psycopg.DataError, psycopg.errors.CardinalityViolation) as error:
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
        """A single row goes to quarantine; of many, those without a parent, which often come in masses."""
        told = self.connection, self.table, self.source, self.run
        if first == last:
            quarantine.reject(*told, first, error)
            return Counts(rejected=1)
        if isinstance(error, psycopg.errors.ForeignKeyViolation):
            return Counts(rejected=quarantine.reject_orphans(*told, first, last))
        return Counts()

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
        table = self.table
        row = self.connection.execute(
            sql.SQL(
                """
                with gone as (
                    delete from {table} as present
                    using {staged} as staged
                    where staged.staged_row between {first} and {last}
                        and present.{key} = staged.{key}
                        and row({staged_columns})::record *<> row({present_columns})::record
                    returning {date} as first_at, {date} as last_at
                ),
                noted as ({noted})
                select count(*) from gone
                """
            ).format(
                table=table.identifier,
                staged=self.name,
                first=sql.Literal(first),
                last=sql.Literal(last),
                key=sql.Identifier(table.key),
                staged_columns=_qualified("staged", table),
                present_columns=_qualified("present", table),
                date=changes.dated(table, "present"),
                noted=changes.noted(self.source, table, sql.SQL("gone")),
            )
        ).fetchone()
        return int(row[0]) if row else 0

    def _write(self, first: int, last: int) -> Counts:
        table = self.table
        # A batch is small and the key is indexed: looking each row up beats reading the table, however large.
        self.connection.execute("set local enable_seqscan = off")
        row = self.connection.execute(
            sql.SQL(
                """
                with news as (
                    select
                        {staged_columns},
                        least({staged_date}, {present_date}) as first_at,
                        greatest({staged_date}, {present_date}) as last_at
                    from {staged} as staged
                    left join {table} as present on present.{key} = staged.{key}
                    where staged.staged_row between {first} and {last}
                        and (present.{key} is null or row({staged_columns})::record *<> row({present_columns})::record)
                ),
                written as (
                    insert into {table} ({columns})
                    select {columns} from news
                    on conflict ({key}) do update set {assignments}
                    returning xmax = 0 as is_new
                ),
                noted as ({noted}),
                accepted as (
                    delete from ops.sync_rejects
                    where source = {source} and "table" = {name}
                        and key in (
                            select staged.{key}::text from {staged} as staged
                            where staged.staged_row between {first} and {last}
                        )
                )
                select count(*) filter (where is_new), count(*) filter (where not is_new) from written
                """
            ).format(
                staged=self.name,
                table=table.identifier,
                key=sql.Identifier(table.key),
                columns=table.column_list,
                staged_columns=_qualified("staged", table),
                present_columns=_qualified("present", table),
                staged_date=changes.dated(table, "staged"),
                present_date=changes.dated(table, "present"),
                noted=changes.noted(self.source, table, sql.SQL("news")),
                assignments=assignments(table),
                first=sql.Literal(first),
                last=sql.Literal(last),
                source=sql.Literal(self.source),
                name=sql.Literal(table.name),
            )
        ).fetchone()
        assert row is not None  # noqa: S101  an aggregate has one row
        return Counts(inserted=row[0], updated=row[1])


def _qualified(alias: str, table: Table) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(alias, column) for column in table.columns)


def assignments(table: Table) -> sql.Composed:
    """Every column set to what was proposed for insertion."""
    # The key too: a table that is nothing but its key still needs an assignment.
    return sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in table.columns)
