"""Compares each fact with what its raw rows make of it, and mends what differs.

Facts follow raw rows step by step, through triggers and ranges of changes. This looks whether they arrived where a
rebuild from nothing arrives: it rebuilds them in a transaction, compares in SQL, and takes the rebuild back.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import tenacity
from psycopg import sql

from db.domains import Domain
from db.statements import statements_beside
from sync.errors import is_transient

WHEN_COMPUTED = frozenset({"rolled_at", "closed_by_run", "rolled_by_run", "calculado_at"})
"""Columns that tell a fact's last computation; a test notices another that changes with every rebuild."""

_SQL = statements_beside(__file__)
_SAMPLE_KEYS = 20
_ATTEMPTS = 3


@dataclass(frozen=True)
class Fact:
    """A table or materialized view of facts: what is compared of it, and what tells its rows apart."""

    schema: str
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)

    @property
    def kept(self) -> sql.Identifier:
        """The rows as they were before the rebuild."""
        return sql.Identifier("pg_temp", f"kept {self.name}")


@dataclass
class ComparedFact:
    """How one fact compares with its rebuilt self."""

    name: str
    rows: int = 0
    missing: int = 0
    different: int = 0
    surplus: int = 0
    sample_keys: list[str] = field(default_factory=list)
    duration_ms: int = 0

    @property
    def differing(self) -> int:
        """Rows that differ in any way."""
        return self.missing + self.different + self.surplus


def compare_facts(
    connection: psycopg.Connection, domain: Domain, *, repair: bool, keep_archived: bool = False
) -> list[ComparedFact]:
    """Every fact of a domain against its raw rows; with `repair`, what differs is made what the raw rows make of it.

    With `keep_archived`, facts keep whatever may be left of archived rows, as after tables were loaded anew.

    Raises psycopg.Error when they cannot be rebuilt.
    """
    for attempt in tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient), stop=tenacity.stop_after_attempt(_ATTEMPTS), reraise=True
    ):
        with attempt:
            rebuild = _SQL["reload" if keep_archived else "rebuild"].format(
                refresh=_function(domain.refresh),
                rebuild=_function(domain.rebuild),
                raw_schema=sql.Literal(domain.raw_schema),
            )
            compared, differing = _glance(connection, domain, rebuild)
            if differing:
                found = {one.name: one for one in _look_closely(connection, domain, rebuild, differing, repair=repair)}
                compared = [found.get(one.name, one) for one in compared]
    return compared


def _glance(
    connection: psycopg.Connection, domain: Domain, rebuild: sql.Composed
) -> tuple[list[ComparedFact], list[Fact]]:
    """Checksums before and after the rebuild: where they agree, nothing has to be kept aside to compare."""
    began = time.monotonic()
    with _one_moment(connection, rollback=True):
        _catch_up(connection, domain)
        facts = _facts(connection, domain)
        before = [_checksum(connection, fact) for fact in facts]
        connection.execute(rebuild)
        _catch_up(connection, domain)
        after = [_checksum(connection, fact) for fact in facts]
    took = round((time.monotonic() - began) * 1000 / max(len(facts), 1))
    compared = [
        ComparedFact(f"{fact.schema}.{fact.name}", rows, duration_ms=took)
        for fact, (rows, _) in zip(facts, after, strict=True)
    ]
    return compared, [fact for fact, was, now in zip(facts, before, after, strict=True) if was != now]


def _look_closely(
    connection: psycopg.Connection, domain: Domain, rebuild: sql.Composed, facts: list[Fact], *, repair: bool
) -> Iterator[ComparedFact]:
    with _one_moment(connection, rollback=not repair):
        _catch_up(connection, domain)
        for fact in facts:
            connection.execute(
                sql.SQL("create temporary table {} on commit drop as select {} from {}").format(
                    fact.kept, _columns(fact), fact.identifier
                )
            )
        connection.execute(rebuild)
        _catch_up(connection, domain)
        found = [_compare(connection, fact) for fact in facts]
    yield from found


def _compare(connection: psycopg.Connection, fact: Fact) -> ComparedFact:
    began = time.monotonic()
    names = {"columns": _columns(fact), "fact": fact.identifier, "kept": fact.kept, "key": _key(fact)}
    row = connection.execute(_SQL["compare_fact"].format(**names, sample=sql.Literal(_SAMPLE_KEYS))).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    rows, missing, different, surplus, keys = row
    took = round((time.monotonic() - began) * 1000)
    return ComparedFact(f"{fact.schema}.{fact.name}", rows, missing, different, surplus, keys, took)


@contextmanager
def _one_moment(connection: psycopg.Connection, *, rollback: bool) -> Iterator[None]:
    """A transaction that sees the rows of its beginning: others may write events meanwhile."""
    with connection.transaction(force_rollback=rollback):
        connection.execute("set transaction isolation level repeatable read")
        yield


def _facts(connection: psycopg.Connection, domain: Domain) -> list[Fact]:
    found = connection.execute(
        _SQL["facts"], {"schema": domain.derived_schema, "computed": sorted(WHEN_COMPUTED)}
    ).fetchall()
    return [Fact(schema, name, tuple(columns), tuple(key or columns)) for schema, name, columns, key in found]


def _catch_up(connection: psycopg.Connection, domain: Domain) -> None:
    """Lets a domain do first what waits for the clock: what is only late is not wrong."""
    function = f"{domain.derived_schema}.catch_up"
    if connection.execute("select to_regprocedure(%s) is not null", [f"{function}()"]).fetchone() == (True,):
        connection.execute(sql.SQL("select {}()").format(_function(function)))


def _function(name: str) -> sql.Identifier:
    return sql.Identifier(*name.split("."))


def _checksum(connection: psycopg.Connection, fact: Fact) -> tuple[int, object]:
    """Of all rows in any order."""
    row = connection.execute(
        sql.SQL("select count(*), sum(hash_record_extended(row({}), 0)::numeric) from {}").format(
            _columns(fact), fact.identifier
        )
    ).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    return row[0], row[1]


def _columns(fact: Fact) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, fact.columns))


def _key(fact: Fact) -> sql.Composed:
    return sql.SQL("row({})").format(sql.SQL(", ").join(map(sql.Identifier, fact.key)))
