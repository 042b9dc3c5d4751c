"""The one local Postgres: connections for its three roles, and nothing else knows how they are made."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import psycopg
from psycopg.types.numeric import FloatLoader
from sqlalchemy import Engine, create_engine, event

from db import migrations
from db.address import libpq_url, postgres_url
from db.embedded import embedded_url, start_again
from db.errors import SettingError, WarehouseUnreachable
from db.settings import setting_name, settings

OWNER, SYNC, READER = "atalaya_owner", "atalaya_sync", "atalaya_reader"

SYNC_LOCK = "atalaya sync"
"""Name of the advisory lock that a running sync holds; `ops.sync_is_alive()` looks for it."""

READER_TIMEOUT_SECONDS = 30
"""How long a page waits for one query before it says that the warehouse is too slow."""

KEEPALIVE: dict[str, Any] = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""A peer that vanishes without a word is noticed within a minute."""

PLAIN_TEXT = (
    "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; "
    "set extra_float_digits = 1; set bytea_output = 'hex'"
)
"""Values as text that does not depend on how a server or a client is set up, so that texts can be compared."""

_CONNECTION_OPTIONS: dict[str, Any] = {"connect_timeout": 5, "client_encoding": "UTF8", **KEEPALIVE}


@dataclass(frozen=True)
class Warehouse:
    """A warehouse by its URL, and the URL that pages read from (a replica, or the same)."""

    url: str
    read_url: str = field(default="")
    is_embedded: bool = False
    """Whether it is on the embedded server, which whoever finds it dead starts again."""

    def connect(self, role: str | None = None, *, autocommit: bool = True) -> psycopg.Connection:
        """A connection that acts as `role` (None: the user of the URL).

        Raises WarehouseUnreachable when the server does not answer or refuses the user, DiskFull when that is why.
        """
        try:
            connection = self._open()
        except psycopg.OperationalError as error:
            raise WarehouseUnreachable(_unreachable(error)) from error
        except psycopg.ProgrammingError as error:
            said = " ".join(str(error).split())
            raise SettingError(f"{setting_name('warehouse_url')} cannot be used: {said}. Correct it.") from error
        connection.execute(PLAIN_TEXT)
        if role:
            connection.execute(f"set role {role}")
        connection.autocommit = autocommit
        return connection

    def _open(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self.url, autocommit=True, application_name="atalaya", **_CONNECTION_OPTIONS)
        except psycopg.OperationalError:
            if not self.is_embedded:
                raise
        start_again()
        return psycopg.connect(self.url, autocommit=True, application_name="atalaya", **_CONNECTION_OPTIONS)

    @cached_property
    def reader(self) -> Engine:
        """Pooled connections as atalaya_reader: read-only, with a statement timeout, numerics as floats."""
        engine = create_engine(
            postgres_url(self.read_url or self.url, "read_url").set(drivername="postgresql+psycopg"),
            pool_size=5,
            max_overflow=10,
            pool_pre_ping=True,
            connect_args={"application_name": "atalaya pages", **_CONNECTION_OPTIONS},
        )
        if self.is_embedded and not self.read_url:
            event.listen(engine, "do_connect", _open_reader)
        event.listen(engine, "connect", _become_reader)
        return engine


def configured() -> Warehouse:
    """The warehouse that the settings name, whatever its version; starts the embedded one when no URL is set."""
    found = settings()
    if not found.warehouse_url:
        return Warehouse(embedded_url("atalaya"), found.read_url, is_embedded=True)
    return Warehouse(libpq_url(postgres_url(found.warehouse_url, "warehouse_url")), found.read_url)


@lru_cache(maxsize=1)
def current() -> Warehouse:
    """The warehouse of this process's settings, of the version that this Atalaya knows: the only door of the server.

    The commands come through `db.migrate.migrated`, which upgrades an older one. A replica may lag behind, so that the
    warehouse itself is asked.

    Raises WarehouseVersionError when it is newer or older, WarehouseUnreachable when it does not answer.
    """
    here = configured()
    with here.connect() as connection:
        try:
            migrations.refuse_other(connection)
        except psycopg.Error as error:
            said = " ".join(str(error).split())
            raise WarehouseUnreachable(
                f"The warehouse does not tell its version ({said}). Let {setting_name('warehouse_url')} name the user "
                "that ran `atalaya migrate`."
            ) from error
    return here


@contextmanager
def advisory_lock(connection: psycopg.Connection, name: str) -> Iterator[None]:
    """Waits for, then holds, a lock that all processes on this warehouse share."""
    connection.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [name])
    try:
        yield
    finally:
        # A connection that was lost has let the lock go; what is told is why it was lost.
        with suppress(psycopg.OperationalError):
            connection.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def _open_reader(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> psycopg.Connection | None:
    """A connection for the pool; None where the pool shall try it itself, after the server was started again."""
    try:
        return psycopg.connect(**parameters)
    except psycopg.OperationalError:
        start_again()
        return None


def _become_reader(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.adapters.register_loader("numeric", FloatLoader)
    was = dbapi_connection.autocommit
    dbapi_connection.autocommit = True
    dbapi_connection.execute(
        f"{PLAIN_TEXT}; set role {READER}; set default_transaction_read_only = on; "
        f"set statement_timeout = '{READER_TIMEOUT_SECONDS}s'; set jit = off"
    )
    dbapi_connection.autocommit = was


def _unreachable(error: psycopg.OperationalError) -> str:
    said = " ".join(str(error).split())
    if "FATAL" in said:
        return f"The warehouse refused the login: {said}. Correct {setting_name('warehouse_url')}."
    return f"The warehouse does not answer: {said}. Start it, or correct {setting_name('warehouse_url')}."
