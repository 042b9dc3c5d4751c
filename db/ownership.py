"""Makes a warehouse Atalaya's again after somebody restored it: owners, and the rights that SQL files state themselves.

Whoever runs `pg_restore` owns what it creates, unless the roles were there and the user might act as them. The names of
what is ours come from the files that create it, so that tables and views of others beside ours stay theirs.
"""

import re

import psycopg

from db import derived, migrations
from db.schemas import INCOMING_SCHEMAS, SCHEMAS
from db.statements import statements_beside
from db.warehouse import OWNER

_SQL = statements_beside(__file__)
_CREATED = re.compile(r"^create (?:table|type|statistics) (?:if not exists )?([\w.\"]+)", re.MULTILINE)
_RIGHTS = re.compile(r"^(?:grant|revoke) [^;]+;", re.MULTILINE)
_ENTIRELY_OURS = (None, "ops", *INCOMING_SCHEMAS)
"""Homes in which nobody else has anything; None: the schemas themselves."""


def take_over(connection: psycopg.Connection) -> bool:
    """Gives to the owner's role what is ours and belongs to the user, or any role that it may act as.

    False when there was nothing, as in every warehouse that nobody restored.
    """
    with connection.transaction():
        found = connection.execute(
            _SQL["objects_of_others"], {"schemas": [*SCHEMAS, *INCOMING_SCHEMAS], "owner": OWNER}
        ).fetchall()
        ours = _names(connection) if found else set()
        called = [called for home, name, called in found if home in _ENTIRELY_OURS or name in ours]
        for one in called:
            connection.execute(f"alter {one} owner to {OWNER}".encode())
    return bool(called)


def _names(connection: psycopg.Connection) -> set[str]:
    created = {name for found in migrations.known() for name in _CREATED.findall(found.script)}
    if _derives(connection):
        created |= {name for (name,) in connection.execute("select identity from ops.derived_object")}
    return created


def _derives(connection: psycopg.Connection) -> bool:
    found = connection.execute(
        "select from pg_tables where schemaname = 'ops' and tablename = 'derived_object'"
    ).fetchone()
    return found is not None


def restate_rights(connection: psycopg.Connection) -> None:
    """States again who may call a function, where its file says so: a restore with `--no-privileges` forgets it."""
    for statement in (found for one in derived.derived_objects() for found in _RIGHTS.findall(one.statement)):
        connection.execute(statement)
