"""The servers that pages read from: replicas in the order of `ATALAYA_READ_URL`, and the warehouse itself at the end.

One that does not answer, or has not the tables of this version, is left out for a while, and the next one is asked.
"""

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.types.numeric import FloatLoader

from db import migrations, pooler
from db.address import Address, libpq_url, postgres_url

if TYPE_CHECKING:
    from sqlalchemy import Engine

LEFT_OUT_SECONDS = 10.0
"""How long a server that failed is not asked again, as long as another answers."""

KEPT_SECONDS = 15
"""How long a connection is kept at most where there are several servers: whoever came back is read from again."""

_BETWEEN_URLS = re.compile(r"[\s,]+(?=[A-Za-z+]+://)")
_HOSTS_ALONE = re.compile(r"[^/@?\s]+")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Server:
    """One server that can be read from."""

    name: str
    """Its host and port; empty: the warehouse itself."""
    url: str
    is_replica: bool = True


def replicas(read_url: str, warehouse_url: str) -> tuple[Server, ...]:
    """The servers that the setting names, one for each host: URLs in a row, or hosts with replicas of the warehouse.

    Raises SettingError for what is no address.
    """
    if not read_url.strip():
        return ()
    if "://" not in read_url and _HOSTS_ALONE.fullmatch(read_url.strip()):
        hosts = postgres_url(f"postgresql://{read_url.strip()}/", "read_url").parameters
        of_warehouse = postgres_url(warehouse_url, "warehouse_url")
        addresses = [of_warehouse.changed(host=hosts["host"], port=hosts.get("port", "5432"))]
    else:
        addresses = [postgres_url(one, "read_url") for one in _BETWEEN_URLS.split(read_url.strip())]
    return tuple(_server(one) for address in addresses for one in address.each_host())


def _server(address: Address) -> Server:
    return Server(":".join(address.server), libpq_url(address))


@dataclass
class Readers:
    """Pooled connections for reading, each to the first server that answers."""

    servers: Sequence[Server]
    """In the order in which they are asked."""
    open_connection: Callable[[Server, bool], psycopg.Connection]
    """Opens one; asked whether nobody else is left to ask, so that it may wait for a server that is busy."""
    begin: Callable[[], str]
    """The statement that each transaction begins with."""
    failures: dict[str, float] = field(default_factory=dict)
    """When each server that failed is asked again, on the monotonic clock."""
    serving: str = ""
    """The server that was found last, by its name; empty: the warehouse itself."""

    @cached_property
    def engine(self) -> "Engine":
        """Connections that read at one moment for a whole transaction, numerics as floats."""
        # Who reads waits for pages anyway; whoever only syncs need not wait for the pool's library.
        from sqlalchemy import create_engine, event

        engine = create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            isolation_level="REPEATABLE READ",
            pool_size=5,
            max_overflow=10,
            pool_pre_ping=True,
            pool_recycle=KEPT_SECONDS if len(self.servers) > 1 else -1,
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(self.begin()))
        return engine

    def _connect(self) -> psycopg.Connection:
        """Raises what the last server's connection raised where none answers."""
        servers = sorted(self.servers, key=self._is_left_out)
        for server in servers[:-1]:
            try:
                return self._opened(server, is_last=False)
            except psycopg.Error as error:
                said = " ".join(str(error).split())
                _log.warning("%s cannot be read from: %s", server.name or "The warehouse", said)
                self.failures[server.name] = time.monotonic() + LEFT_OUT_SECONDS
        return self._opened(servers[-1], is_last=True)

    def _opened(self, server: Server, *, is_last: bool) -> psycopg.Connection:
        connection = self.open_connection(server, is_last)
        try:
            _prepare(connection)
            if server.is_replica:
                refuse_other_version(connection)
        except psycopg.Error:
            connection.close()
            raise
        self.failures.pop(server.name, None)
        self.serving = server.name
        return connection

    def _is_left_out(self, server: Server) -> bool:
        return self.failures.get(server.name, 0.0) > time.monotonic()


def refuse_other_version(connection: psycopg.Connection) -> None:
    """Raises OperationalError where a replica has not yet, or no more, the tables that this version asks for."""
    wanted = migrations.known()[-1].name
    try:
        newest = migrations.newest_applied(connection)
    finally:
        connection.rollback()
    if newest != wanted:
        raise psycopg.OperationalError(f"It has migration {newest}, and {wanted} is asked for.")


def _prepare(connection: Any) -> None:
    connection.adapters.register_loader("numeric", FloatLoader)
    connection.autocommit = True
    if pooler.is_between(connection):
        # The next transaction may meet another session, without what was prepared in this one.
        connection.prepare_threshold = None
    connection.autocommit = False
