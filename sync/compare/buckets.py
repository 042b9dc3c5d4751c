"""Finds where two sides differ: checksums of buckets first, then the keys in the buckets that disagree."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.compare.checksum import hash_of, key_text, row_text
from sync.compare.keys import KeyList
from sync.endpoints import copy_stream
from sync.endpoints.conditions import NO_ROW, Condition, with_keys
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import Table

Content = Literal["key", "row"]
"""What is compared: whether a key is there, or the whole row."""

Checksums = dict[int, tuple[int, int]]
"""By bucket: rows, and the sum of their hashes."""

_SQL = statements_beside(__file__)
_KEY_BUCKETS = 1024
"""As in `ops.key_checksum`; more would have more rows written there with each batch."""

_BUCKETS = 4096
_MANY_BUCKETS = 65_536
_MANY_ROWS = 4_000_000


@dataclass(frozen=True)
class Difference:
    """Where both sides differ: the source's keys and hashes in all buckets that disagree, listed in the warehouse."""

    table: Table
    content: Content
    buckets: sql.Composable
    """Which rows of the warehouse belong to the same buckets, as a condition."""

    @property
    def list_name(self) -> str:
        return f"source_keys_{self.table.name}"

    @property
    def key_list(self) -> sql.Identifier:
        return sql.Identifier("pg_temp", self.list_name)

    @property
    def missing(self) -> sql.Composed:
        """Keys that the warehouse lacks."""
        return _SQL["missing_keys"].format(
            source=self.key_list, warehouse=self.table.identifier, key=self.table.key_column
        )

    @property
    def different(self) -> sql.Composed:
        """Keys of rows that both sides have, but otherwise."""
        return _SQL["different_keys"].format(
            source=self.key_list,
            warehouse=self.table.identifier,
            key=self.table.key_column,
            hash=_hash(self.table, self.content, "warehouse"),
        )

    def surplus(self, condition: Condition) -> sql.Composed:
        """Keys that the source lacks, of the warehouse's rows under a condition."""
        return _SQL["surplus_keys"].format(
            key=self.table.key_column,
            warehouse=self.table.identifier,
            condition=condition,
            buckets=self.buckets,
            source=self.key_list,
        )


def deleted_of(archived: KeyList) -> sql.Composed | None:
    """Keys of rows that the source lacks and did not archive, of a list of those that left the window.

    None where production archives nothing.
    """
    table = archived.table
    if table.specification.archived_by is None:
        return None
    return _SQL["deleted_keys"].format(
        key=table.key_column,
        warehouse=table.identifier,
        whole=sql.Identifier(table.specification.archived_by),
        cursor=table.cursor,
        listed=archived.name,
    )


@contextmanager
def difference(
    warehouse: psycopg.Connection,
    snapshot: Snapshot,
    table: Table,
    rows: int,
    content: Content,
    foreseen: Checksums | None = None,
) -> Iterator[Difference]:
    """Compares both sides, bucket by bucket; yields the keys to look at, for as long as the `with` lasts.

    `foreseen` is what `source_keys` found in the same snapshot.
    """
    bucket = _bucket(table, rows, content)
    in_source, in_warehouse = _checksums_of_both(warehouse, snapshot, table, bucket, content, foreseen)
    unequal = [name for name in in_source.keys() | in_warehouse.keys() if in_source.get(name) != in_warehouse.get(name)]
    empty = Difference(table, content, NO_ROW)
    with warehouse.transaction():
        _drop(warehouse, empty)
        warehouse.execute(
            _SQL["create_key_list"].format(
                list=sql.Identifier(empty.list_name), key=table.key_column, warehouse=table.identifier
            )
        )
        few, others = (
            _few_surplus(warehouse, table, in_warehouse, in_source, unequal) if content == "key" else ([], unequal)
        )
        if others:
            # What the source lacks as a whole need not be asked for.
            _list_keys(warehouse, snapshot, empty, _one_of(bucket, [name for name in others if name in in_source]))
    conditions = [with_keys(table, few)] if few else []
    conditions += [_one_of(bucket, others)] if others else []
    yield Difference(table, content, sql.SQL(" or ").join(conditions)) if conditions else empty
    _drop(warehouse, empty)


def source_keys(connection: psycopg.Connection, table: Table) -> Checksums:
    """A source's keys by bucket, on a connection that sees its snapshot."""
    return _checksums(connection, table, table.source_rows, _bucket(table, 0, "key"), "key")


def _checksums_of_both(
    warehouse: psycopg.Connection,
    snapshot: Snapshot,
    table: Table,
    bucket: sql.Composable,
    content: Content,
    foreseen: Checksums | None,
) -> tuple[Checksums, Checksums]:
    """The source's and the warehouse's, computed at the same time where the warehouse's are not at hand."""
    if content == "key" and table.keys_are_counted:
        counted = _SQL["counted_keys"].format(name=sql.Literal(table.qualified_name))
        return foreseen or source_keys(snapshot.connection, table), _by_bucket(warehouse, counted)
    if foreseen is not None:
        return foreseen, _checksums(warehouse, table, table.identifier, bucket, content)
    with ThreadPoolExecutor(1, thread_name_prefix="checksums") as pool:
        in_source = pool.submit(_checksums, snapshot.connection, table, table.source_rows, bucket, content)
        in_warehouse = _checksums(warehouse, table, table.identifier, bucket, content)
        return in_source.result(), in_warehouse


def _checksums(
    connection: psycopg.Connection, table: Table, relation: sql.Composable, bucket: sql.Composable, content: Content
) -> Checksums:
    if content == "row":
        return _by_bucket(
            connection, _SQL["bucket_checksums"].format(bucket=bucket, hash=_hash(table, "row"), relation=relation)
        )
    bucket = sql.SQL("hash & {}").format(sql.Literal(_KEY_BUCKETS - 1))
    month: sql.Composable = sql.SQL("null")
    if table.specification.window_rule is not None:
        bucket, month = hash_of(table, sql.SQL("coalesce(month::text, '')")), _month(table)
    return _by_bucket(
        connection,
        _SQL["key_checksums"].format(bucket=bucket, hash=_hash(table, "key"), month=month, relation=relation),
    )


def _by_bucket(connection: psycopg.Connection, query: sql.Composed) -> Checksums:
    return {name: (count, int(total)) for name, count, total in connection.execute(query).fetchall()}


def _list_keys(warehouse: psycopg.Connection, snapshot: Snapshot, into: Difference, condition: sql.Composable) -> None:
    """Copies the source's keys and hashes into the list."""
    table = into.table
    query = sql.SQL("select {key}, {hash} from {source} where {condition}").format(
        key=table.key_column,
        hash=_hash(table, into.content),
        source=table.source_rows,
        condition=condition,
    )
    rows = copy_stream.read(snapshot.connection, query)
    copy_stream.write(warehouse, into.key_list, sql.SQL("key, hash"), rows)
    warehouse.execute(sql.SQL("create index on {} (key)").format(into.key_list))
    warehouse.execute(sql.SQL("analyze {}").format(into.key_list))


def _few_surplus(
    warehouse: psycopg.Connection,
    table: Table,
    in_warehouse: Checksums,
    in_source: Checksums,
    unequal: Sequence[int],
) -> tuple[list[str], Sequence[int]]:
    """Keys that the source lacks, of buckets that lack one or two of them, and the other buckets.

    The sums differ by the hashes of these keys, so the source need not be asked again. Where production archives by
    age, a bucket is a month, of whose rows no two are tried.
    """
    most = 1 if table.specification.window_rule is not None else 2
    exceeding = {}
    for bucket in unequal:
        rows, total = in_warehouse.get(bucket, (0, 0))
        source_rows, source_total = in_source.get(bucket, (0, 0))
        if 1 <= rows - source_rows <= most:
            exceeding[bucket] = (rows - source_rows, total - source_total)
    if not exceeding:
        return [], unequal
    explained: dict[int, list[str]] = {}
    for bucket, key in warehouse.execute(_exceeding_keys(table, exceeding)).fetchall():
        explained.setdefault(bucket, []).append(key)
    # Several keys that differ may look like one, or like two.
    kept = {bucket: keys for bucket, keys in explained.items() if len(keys) == exceeding[bucket][0]}
    return [key for keys in kept.values() for key in keys], [bucket for bucket in unequal if bucket not in kept]


def _exceeding_keys(table: Table, exceeding: Checksums) -> sql.Composed:
    """Finds the keys of which the warehouse has one or two more: by their hashes, or among all of their buckets."""
    hashed = hash_of(table, key_text(table, "warehouse"))
    last_bucket = sql.Literal(_KEY_BUCKETS - 1)
    bucket = sql.SQL("({} & {})").format(hashed, last_bucket)
    totals = [total for _, total in exceeding.values()]
    singles = {name: total for name, (rows, total) in exceeding.items() if rows == 1 and -(2**63) <= total < 2**63}
    pairs = [name for name, (rows, _) in exceeding.items() if rows == 2]
    by_hash = _one_of(hashed, list(singles.values()))
    # Where an index serves, it begins with the bucket; months are others.
    if table.specification.window_rule is None:
        by_hash = sql.SQL("({} and {})").format(_one_of(bucket, list(singles)), by_hash)
    return _SQL["few_surplus"].format(
        key_text=key_text(table, "warehouse"),
        hash=hashed,
        warehouse=table.identifier,
        chosen=sql.SQL("({} or {})").format(by_hash, _one_of(bucket, pairs)) if pairs else by_hash,
        buckets=sql.Literal(list(exceeding)),
        rows=sql.Literal([rows for rows, _ in exceeding.values()]),
        totals=sql.Literal([str(total) for total in totals]),
        last_bucket=last_bucket,
    )


def _bucket(table: Table, rows: int, content: Content) -> sql.Composable:
    """Which bucket a row is in, as a number: rows of one month stand together where production archives by age."""
    if table.specification.window_rule is not None:
        return hash_of(table, sql.SQL("coalesce({}::text, '')").format(_month(table)))
    buckets = _KEY_BUCKETS if content == "key" else _MANY_BUCKETS if rows > _MANY_ROWS else _BUCKETS
    return sql.SQL("({} & {})").format(hash_of(table, key_text(table)), sql.Literal(buckets - 1))


def _month(table: Table) -> sql.Composed:
    return sql.SQL("date_trunc('month', {})").format(table.cursor)


def _one_of(number: sql.Composable, numbers: Sequence[int]) -> sql.Composed:
    return sql.SQL("{} = any({}::bigint[])").format(number, sql.Literal(list(numbers)))


def _hash(table: Table, content: Content, alias: str | None = None) -> sql.Composable:
    return hash_of(table, key_text(table, alias) if content == "key" else row_text(table, alias))


def _drop(warehouse: psycopg.Connection, listed: Difference) -> None:
    warehouse.execute(sql.SQL("drop table if exists {}").format(listed.key_list))
