"""Narrows down where two sides differ: checksums of buckets first, then the keys in the buckets that disagree."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import psycopg
from psycopg import sql

from sync.compare.checksum import Condition, hash_of, key_text, row_text
from sync.endpoints import copy_stream
from sync.endpoints.snapshot import Snapshot, with_keys
from sync.endpoints.table import Table

Content = Literal["key", "row"]
"""What is compared: whether a key is there, or the whole row."""

_BUCKETS = 4096
_MANY_BUCKETS = 65_536
_MANY_ROWS = 4_000_000


@dataclass(frozen=True)
class Difference:
    """The source's keys, and hashes of what is compared, in all buckets that disagree; a table of the session."""

    table: Table
    name: sql.Identifier
    buckets: sql.Composable
    """Which rows of the warehouse belong to the same buckets, as a condition."""
    content: Content

    @property
    def missing(self) -> sql.Composed:
        """Keys that the warehouse lacks."""
        return sql.SQL(
            "select there.key from {there} as there "
            "where not exists (select from {here} as here where here.{key} = there.key)"
        ).format(there=self.name, here=self.table.identifier, key=sql.Identifier(self.table.key))

    @property
    def different(self) -> sql.Composed:
        """Keys of rows that both sides have, but otherwise."""
        return sql.SQL(
            "select there.key from {there} as there inner join {here} as here on here.{key} = there.key "
            "where there.hash <> {hash}"
        ).format(
            there=self.name,
            here=self.table.identifier,
            key=sql.Identifier(self.table.key),
            hash=hash_of(self.table, _text(self.table, self.content, "here")),
        )

    def surplus(self, within: Condition) -> sql.Composed:
        """Keys that the source lacks, of the warehouse's rows under a condition."""
        return sql.SQL(
            "select {key} from {here} as here where ({within}) and ({buckets}) "
            "and not exists (select from {there} as there where there.key = here.{key})"
        ).format(
            key=sql.Identifier(self.table.key),
            here=self.table.identifier,
            within=within,
            buckets=self.buckets,
            there=self.name,
        )


@contextmanager
def difference(
    warehouse: psycopg.Connection, snapshot: Snapshot, table: Table, rows: int, content: Content
) -> Iterator[Difference]:
    """Compares both sides, bucket by bucket; yields the keys to look at, for as long as the `with` lasts."""
    bucket = _bucket(table, rows)
    with ThreadPoolExecutor(1, thread_name_prefix="checksums") as beside:
        there_soon = beside.submit(_checksums, snapshot.connection, table, table.source_identifier, bucket, content)
        here = _checksums(warehouse, table, table.identifier, bucket, content)
        there = there_soon.result()
    unequal = [name for name in there.keys() | here.keys() if there.get(name) != here.get(name)]
    name = sql.Identifier("pg_temp", f"there_{table.name}")
    with warehouse.transaction():
        warehouse.execute(sql.SQL("drop table if exists {}").format(name))
        warehouse.execute(
            sql.SQL("create temporary table {} as select {} as key, 0::bigint as hash from {} with no data").format(
                sql.Identifier(f"there_{table.name}"), sql.Identifier(table.key), table.identifier
            )
        )
        lone, others = _lone_surplus(warehouse, table, here, there, unequal) if content == "key" else ([], unequal)
        if others:
            # What the source lacks as a whole need not be asked for.
            asked = sql.SQL("{} = any({})").format(bucket, _array([found for found in others if found in there]))
            _fetch_keys(warehouse, snapshot, table, content, name, asked)
    conditions = [with_keys(table, lone)] if lone else []
    conditions += [sql.SQL("{} = any({})").format(bucket, _array(others))] if others else []
    chosen = sql.SQL(" or ").join(conditions) if conditions else sql.SQL("false")
    yield Difference(table, name, chosen, content)
    warehouse.execute(sql.SQL("drop table if exists {}").format(name))


def _fetch_keys(
    warehouse: psycopg.Connection,
    snapshot: Snapshot,
    table: Table,
    content: Content,
    name: sql.Identifier,
    asked: sql.Composable,
) -> None:
    copy_stream.write(
        warehouse,
        name,
        sql.SQL("key, hash"),
        copy_stream.read(
            snapshot.connection,
            sql.SQL("select {key}, {hash} from {source} where {chosen}").format(
                key=sql.Identifier(table.key),
                hash=hash_of(table, _text(table, content)),
                source=table.source_identifier,
                chosen=asked,
            ),
        ),
    )
    warehouse.execute(sql.SQL("create index on {} (key)").format(name))
    warehouse.execute(sql.SQL("analyze {}").format(name))


def _lone_surplus(
    warehouse: psycopg.Connection,
    table: Table,
    here: dict[int, tuple[int, int]],
    there: dict[int, tuple[int, int]],
    unequal: Sequence[int],
) -> tuple[list[str], Sequence[int]]:
    """Keys that the source lacks, each the only one of its bucket, and the other buckets.

    Where the rows differ by one, the sums differ by that key's hash, so the source need not be asked again.
    """
    hashes = {}
    for bucket in unequal:
        rows, total = here.get(bucket, (0, 0))
        rows_there, total_there = there.get(bucket, (0, 0))
        if rows - rows_there == 1 and -(2**63) <= total - total_there < 2**63:
            hashes[bucket] = total - total_there
    if not hashes:
        return [], unequal
    keys = warehouse.execute(
        sql.SQL("select {key}::text from {here} where {hash} = any({hashes})").format(
            key=sql.Identifier(table.key),
            here=table.identifier,
            hash=hash_of(table, key_text(table)),
            hashes=_array(list(hashes.values())),
        )
    ).fetchall()
    if len(keys) != len(hashes):
        # Several keys that differ may look like one.
        return [], unequal
    return [row[0] for row in keys], [bucket for bucket in unequal if bucket not in hashes]


def _bucket(table: Table, rows: int) -> sql.Composable:
    """Which bucket a row is in, as a number: rows of one month stand together where production archives by age."""
    if table.specification.window is not None:
        month = sql.SQL("coalesce(date_trunc('month', {})::text, '')").format(
            sql.Identifier(table.specification.cursor)
        )
        return hash_of(table, month)
    buckets = _MANY_BUCKETS if rows > _MANY_ROWS else _BUCKETS
    return sql.SQL("({} & {})").format(hash_of(table, key_text(table)), sql.Literal(buckets - 1))


def _array(buckets: Sequence[int]) -> sql.Composed:
    return sql.SQL("{}::bigint[]").format(sql.Literal(list(buckets)))


def _checksums(
    connection: psycopg.Connection, table: Table, place: sql.Identifier, bucket: sql.Composable, content: Content
) -> dict[int, tuple[int, int]]:
    rows = connection.execute(
        sql.SQL("select {}, count(*), sum({}) from {} group by 1").format(
            bucket, hash_of(table, _text(table, content)), place
        )
    ).fetchall()
    return {name: (found, int(total)) for name, found, total in rows}


def _text(table: Table, content: Content, alias: str | None = None) -> sql.Composable:
    return key_text(table, alias) if content == "key" else row_text(table, alias)
