"""Where tables lie on a Citus cluster: the one list, and the only place that calls Citus.

Without the extension nothing here does anything. What the list does not name lies on the coordinator.
"""

import logging
import secrets
from dataclasses import dataclass

import psycopg
from psycopg import sql

from db.statements import statements_beside

ROWS_A_SECOND = 15_000
"""How many rows of a filled table go to their nodes, keys and indexes included; measured, see docs/benchmarks.md."""

WORTH_SAYING_SECONDS = 5

_log = logging.getLogger(__name__)
_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Key:
    """A constraint that a cluster wants otherwise, since a node knows its own rows only."""

    name: str
    alone: str
    """What it is on one server."""
    spread: str
    """What it is on a cluster: the same, with the column that says on which node a row lies."""


@dataclass(frozen=True)
class Distributed:
    """A table whose rows lie on the nodes, those with the same key together."""

    table: str
    column: str
    keys: tuple[Key, ...]


PLACEMENT = (
    Distributed(
        table="timeline.student_activity_timeline",
        column="student_id",
        keys=(
            Key("student_activity_timeline_pkey", "PRIMARY KEY (id)", "PRIMARY KEY (student_id, id)"),
            # What tells rows apart comes first on both: activities are found again by their raw row.
            Key(
                "student_activity_timeline_source_key",
                "UNIQUE (source_id, source_event, source_table)",
                "UNIQUE (source_id, source_event, source_table, student_id)",
            ),
        ),
    ),
)


def is_cluster(connection: psycopg.Connection) -> bool:
    """Whether the warehouse is the coordinator of a cluster."""
    return connection.execute(_SQL["has_citus"]).fetchone() == (True,)


def admit(connection: psycopg.Connection, role: str) -> None:
    """Lets a role reach the nodes: the coordinator opens connections to them as the role that a session acts as.

    A role that may log in is somebody's arrangement, and is left as it is.
    """
    may_log_in, is_known, is_superuser = connection.execute(_SQL["admission"], {"role": role}).fetchone() or ()
    name = sql.Identifier(role)
    if not may_log_in:
        password = secrets.token_urlsafe(32)
        # Encrypted here, so that no log has it.
        encrypted = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        with connection.transaction():
            connection.execute(
                sql.SQL("alter role {} login password {}").format(name, sql.Literal(encrypted)),
            )
            if is_superuser:
                connection.execute(_SQL["remember_password"], {"role": role, "said": f"password={password}"})
    if not is_known:
        # Roles of an earlier warehouse are introduced by the first object that one of them makes, on a connection of
        # its own; later, as part of a migration, it would be the role itself that has to make them there.
        for statement in ("begin_introduction", "introduce", "end_introduction"):
            connection.execute(_SQL[statement].format(role=name))


def keep_from_nodes(connection: psycopg.Connection) -> None:
    """Lets objects be made here alone until settings are reset; nodes get them with the first that needs them."""
    if is_cluster(connection):
        connection.execute(_SQL["keep_from_nodes"])


def place(connection: psycopg.Connection) -> None:
    """Brings each table of the list to its nodes, all of it or nothing; says before how long a filled one takes.

    On one server it gives back the keys that a dump of a cluster brought along.
    """
    cluster = is_cluster(connection)
    for wanted in PLACEMENT:
        is_placed = cluster and connection.execute(_SQL["is_placed"], {"table": wanted.table}).fetchone() == (True,)
        keys = [key for key in wanted.keys if _found(connection, wanted, key) != (key.spread if cluster else key.alone)]
        if not keys and is_placed == cluster:
            continue
        _announce(connection, wanted, cluster=cluster)
        with connection.transaction():
            _make_keys(connection, wanted, {key.name: key.spread if cluster else key.alone for key in keys})
            if cluster and not is_placed:
                connection.execute(_SQL["distribute"], {"table": wanted.table, "column": wanted.column})


def _found(connection: psycopg.Connection, wanted: Distributed, key: Key) -> str | None:
    row = connection.execute(_SQL["key_as_it_is"], {"table": wanted.table, "key": key.name}).fetchone()
    return row[0] if row else None


def _announce(connection: psycopg.Connection, wanted: Distributed, *, cluster: bool) -> None:
    rows, megabytes = connection.execute(_SQL["effort"], {"table": wanted.table}).fetchone() or (0, 0)
    seconds = rows / ROWS_A_SECOND
    if seconds >= WORTH_SAYING_SECONDS:
        _log.warning(
            "%s: %s rows %s, in about %s minutes. Until then it takes %s MB more; interrupted, it begins anew.",
            wanted.table,
            f"{rows:,}",
            "go to the nodes of the cluster" if cluster else "get other keys",
            f"{seconds / 60:.1f}",
            f"{megabytes:,}",
        )


def _make_keys(connection: psycopg.Connection, wanted: Distributed, keys: dict[str, str]) -> None:
    table = sql.Identifier(*wanted.table.split("."))
    for name, key in keys.items():
        connection.execute(
            sql.SQL("alter table {table} drop constraint if exists {name}, add constraint {name} {key}").format(
                table=table, name=sql.Identifier(name), key=sql.SQL(key)
            )
        )
