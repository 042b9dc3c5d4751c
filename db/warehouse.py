"""The one local Postgres: connections for its three roles, and nothing else knows how they are made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal

import psycopg
import tenacity

from db import migrations, pooler
from db.address import libpq_url, postgres_url
from db.connection import Connection
from db.embedded import embedded_url, start_again
from db.errors import SettingError, WarehouseBusy, WarehouseUnreachable
from db.phrase import phrase
from db.readers import Readers, Server, replicas
from db.refusals import Refusal, refusal, sentence
from db.settings import setting_name, settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

OWNER, SYNC, READER = "atalaya_owner", "atalaya_sync", "atalaya_reader"

SYNC_LOCK = "atalaya sync"
"""Name of the advisory lock that a running sync holds; `ops.sync_is_alive()` looks for it."""

BUSY_SECONDS = 10.0
"""How long a warehouse that starts, fails over or is full is asked again for a connection."""

READER_TIMEOUT_SECONDS = 30
"""How long a page waits for one query before it says that the warehouse is too slow."""

KEEPALIVE: dict[str, Any] = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""A peer that vanishes without a word is noticed within a minute."""

PLAIN_TEXT = {
    "timezone": "UTC",
    "datestyle": "ISO, YMD",
    "intervalstyle": "iso_8601",
    "extra_float_digits": "1",
    "bytea_output": "hex",
}
"""Values as text that does not depend on how a server or a client is set up, so that texts can be compared."""

_WITH_SESSIONS_OF_THEIR_OWN: set[str] = set()
"""URLs that lead to the server itself or a pool in session mode, as this process has found out."""

_CONNECTION_OPTIONS: dict[str, Any] = {"connect_timeout": 5, "client_encoding": "UTF8", **KEEPALIVE}


@dataclass(frozen=True)
class Warehouse:
    """A warehouse by its URL, and the URL that pages read from (a replica, or the same)."""

    url: str
    read_url: str = field(default="")
    is_embedded: bool = False
    """Whether it is on the embedded server, which whoever finds it dead starts again."""

    def connect(
        self, role: str | None = None, *, autocommit: bool = True, patience: float = BUSY_SECONDS
    ) -> psycopg.Connection:
        """A connection that acts as `role` (None: the user of the URL); a busy server is asked again for a while.

        Raises WarehouseBusy when it stays so, WarehouseUnreachable when the server does not answer or refuses the
        user, DiskFull when that is why.
        """
        try:
            connection = _patiently(self._open, patience)
        except psycopg.OperationalError as error:
            raise unreachable(error) from error
        except psycopg.ProgrammingError as error:
            said = " ".join(str(error).split())
            raise SettingError(f"{setting_name('warehouse_url')} cannot be used: {said}. Correct it.") from error
        try:
            self._refuse_shared_session(connection)
            connection.execute(configure(**PLAIN_TEXT, **({"role": role} if role else {}), until="session ends"))
            connection.autocommit = autocommit
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_shared_session(self, connection: psycopg.Connection) -> None:
        """Before anything is set that the next client of a pool would find."""
        if self.url in _WITH_SESSIONS_OF_THEIR_OWN:
            return

        def open_neighbour() -> psycopg.Connection:
            return pooler.Neighbour.connect(conninfo=self.url, autocommit=True, **_CONNECTION_OPTIONS)

        if pooler.is_between(connection) and pooler.shares_sessions(connection, open_neighbour):
            setting = setting_name("warehouse_url")
            raise SettingError(
                f"{setting} leads through a pooler in transaction mode, which gives each transaction another session; "
                f"whoever writes needs one of its own. Let {setting} name the server itself or a pool in session mode; "
                f"{setting_name('read_url')} may name the pool as it is."
            )
        _WITH_SESSIONS_OF_THEIR_OWN.add(self.url)

    def _open(self) -> psycopg.Connection:
        options = {"application_name": "atalaya", **_CONNECTION_OPTIONS}
        return _open(self.is_embedded, conninfo=self.url, autocommit=True, **options)

    @cached_property
    def replicas(self) -> tuple[Server, ...]:
        """The servers that pages read from as long as they answer."""
        return replicas(self.read_url, self.url)

    @cached_property
    def reader(self) -> "Engine":
        """Pooled connections as atalaya_reader, for data: read-only, with a statement timeout, numerics as floats."""
        return self._readers.engine

    @property
    def serving(self) -> str:
        """The replica that pages read from now, by its name; empty: the warehouse itself."""
        return self._readers.serving

    @cached_property
    def _readers(self) -> Readers:
        return Readers((*self.replicas, self._itself), self._open_for_reading, as_reader)

    @property
    def primary(self) -> "Engine":
        """The same, of the warehouse as long as it answers: for what a replica knows too late, or not at all.

        Where it does not, the replicas are asked: they still show what there was, and `is_away` says so.
        """
        return self._primary_readers.engine

    @property
    def is_away(self) -> bool:
        """Whether the warehouse itself did not answer when it was asked last, and a replica did."""
        return bool(self._primary_readers.serving)

    @cached_property
    def _primary_readers(self) -> Readers:
        if not self.replicas:
            return self._readers
        return Readers((self._itself, *self.replicas), self._open_for_reading, as_reader)

    def dispose(self) -> None:
        """Closes the connections that wait for readers."""
        for engine in {self.reader, self.primary}:
            engine.dispose()

    @property
    def _itself(self) -> Server:
        return Server("", self.url, is_replica=False)

    def _open_for_reading(self, server: Server, is_last: bool) -> psycopg.Connection:
        options = {"application_name": "atalaya pages", **_CONNECTION_OPTIONS}
        is_embedded = self.is_embedded and not server.is_replica
        return _patiently(lambda: _open(is_embedded, conninfo=server.url, **options), BUSY_SECONDS if is_last else 0.0)


def configure(*, until: Literal["transaction ends", "session ends"], **values: str) -> str:
    """A `select` that gives settings these values; a session behind a pooler outlives its client, a transaction not.

    Values are written by us: none has a quote in it.
    """
    local = "true" if until == "transaction ends" else "false"
    return "select " + ", ".join(f"set_config('{name}', '{value}', {local})" for name, value in values.items())


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


def _open(is_embedded: bool, **parameters: Any) -> psycopg.Connection:
    """A connection; an embedded server that was killed is started again for it."""
    try:
        return Connection.connect(**parameters)
    except psycopg.OperationalError as error:
        if not is_embedded or refusal(error) is Refusal.FULL:
            raise
    start_again()
    return Connection.connect(**parameters)


def _patiently(connect: Callable[[], psycopg.Connection], patience: float) -> psycopg.Connection:
    """Asks a server that is busy again."""
    asking = tenacity.Retrying(
        retry=tenacity.retry_if_exception(_is_busy),
        stop=tenacity.stop_after_delay(patience),
        wait=tenacity.wait_random(0.1, 1),
        reraise=True,
    )
    return asking(connect)


def as_reader(timeout_seconds: int | None = None) -> str:
    """The statement that makes a transaction a reader's; behind a pooler, what a session keeps others would find.

    A time-out of 0 is none.
    """
    timeout_seconds = READER_TIMEOUT_SECONDS if timeout_seconds is None else timeout_seconds
    own = {"statement_timeout": f"{timeout_seconds}s", "jit": "off", "transaction_read_only": "on", "role": READER}
    return configure(**PLAIN_TEXT, **own, until="transaction ends")


def unreachable(error: psycopg.OperationalError) -> WarehouseUnreachable:
    """Why there is no connection to the warehouse, as the error that says so."""
    setting = setting_name("warehouse_url")
    if refusal(error) is Refusal.SILENT:
        said = " ".join(str(error).split())
        return WarehouseUnreachable(
            phrase("The warehouse does not answer: {said}. Start it, or correct {setting}.", said=said, setting=setting)
        )
    told = sentence(phrase("The warehouse"), setting, error)
    return (WarehouseBusy if _is_busy(error) else WarehouseUnreachable)(told)


def _is_busy(error: BaseException) -> bool:
    """Whether a server is there, and takes no connection at the moment."""
    return isinstance(error, psycopg.OperationalError) and refusal(error) in {Refusal.STARTING, Refusal.FULL}
