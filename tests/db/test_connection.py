"""Connections that are refused: what a server said is known by its SQLSTATE, whatever its language."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

import psycopg
import pytest

from db.address import libpq_url, postgres_url
from db.connection import Connection
from db.errors import WarehouseBusy, WarehouseUnreachable
from db.refusals import Refusal, refusal, sentence
from db.warehouse import Warehouse
from tests import postgres_servers
from tests.conftest import Server

SETTING = "ATALAYA_WAREHOUSE_URL"

PASSING = {"57P01", "57P02", "57P03", "53300", "08000", "08006", "08P01", "08001", "08004"}
LASTING = {"28000", "28P01", "3D000", "42501"}


@pytest.fixture(scope="module")
def spanish() -> Iterator[str]:
    """A server that speaks Spanish and takes four clients."""
    if not postgres_servers.DEBIAN.exists():
        pytest.skip("Debian's PostgreSQL 15 is not installed: apt-get install postgresql-15")
    few = ("max_connections=5", "superuser_reserved_connections=1", "max_wal_senders=0", "lc_messages=C.UTF-8")
    with postgres_servers.debian(*few, language="es") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            # One each: a server counts a connection for a moment after it was closed.
            connection.execute("create role limited login connection limit 2")
            connection.execute("create role waiting login connection limit 2")
            connection.execute("create database closed with allow_connections false")
        yield url


@pytest.mark.parametrize(
    ("state", "words", "parts"),
    [
        ("28000", "no existe el rol", {"user": "nobody"}),
        ("3D000", "no existe la base de datos", {"dbname": "nowhere"}),
        ("55000", "no acepta conexiones", {"dbname": "closed"}),
    ],
)
def test_a_real_server_that_speaks_spanish_tells_its_state(
    spanish: str, state: str, words: str, parts: dict[str, str]
) -> None:
    with pytest.raises(psycopg.OperationalError, match=words) as told:
        Connection.connect(libpq_url(postgres_url(spanish, "url").changed(**parts)))
    assert (told.value.sqlstate, refusal(told.value)) == (state, Refusal.LOGIN)
    assert state not in str(told.value)


def test_a_full_role_is_no_wrong_url(spanish: str) -> None:
    limited = libpq_url(postgres_url(spanish, "url").changed(user="limited"))
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(closing(psycopg.connect(limited)))
        with pytest.raises(WarehouseBusy, match=r"demasiadas conexiones .*SQLSTATE 53300.*connection limit") as told:
            Warehouse(limited).connect(patience=0)
    assert SETTING not in str(told.value)


def test_a_warehouse_that_has_room_in_a_moment_is_waited_for(spanish: str) -> None:
    limited = libpq_url(postgres_url(spanish, "url").changed(user="waiting"))
    with ExitStack() as stack:
        held = [stack.enter_context(closing(psycopg.connect(limited))) for _ in range(2)]
        threading.Timer(0.5, held[0].close).start()
        with Warehouse(limited).connect() as connection:
            assert connection.execute("select 1").fetchone() == (1,)


def test_an_open_connection_says_no_more_than_the_driver_does(postgres_18: Server) -> None:
    with Connection.connect(postgres_18.url) as connection, pytest.raises(psycopg.Error) as told:
        connection.execute("select 1 / 0")
    assert str(told.value) == "division by zero"


@pytest.mark.parametrize("state", sorted(PASSING | LASTING))
@pytest.mark.parametrize("severity", ["FATAL", "ФАТАЛЬНО", "致命错误"])
def test_a_refusal_is_known_by_its_state(refusing: Callable[..., str], severity: str, state: str) -> None:
    url = refusing(state, severity, "Wörter: 28P01: FATAL:  28P01: no\npassword authentication failed for user")
    with pytest.raises(psycopg.OperationalError) as told:
        Connection.connect(url)
    said = sentence("The warehouse", SETTING, told.value)
    assert told.value.sqlstate == state
    assert (SETTING in said) == (state in LASTING)
    with pytest.raises(WarehouseUnreachable) as raised:
        Warehouse(url).connect(patience=0)
    assert isinstance(raised.value, WarehouseBusy) == (state in PASSING)


def test_the_last_of_several_hosts_tells_its_state(refusing: Callable[..., str]) -> None:
    port = postgres_url(refusing("57P03", "FATAL", "iniciándose"), "url").server[1]
    with pytest.raises(psycopg.OperationalError) as told:
        Connection.connect(f"postgresql://127.0.0.1:9,127.0.0.1:{port}/x?sslmode=disable")
    assert told.value.sqlstate == "57P03"


def test_nobody_there_has_no_state_and_names_the_setting() -> None:
    with pytest.raises(WarehouseUnreachable, match=f"does not answer: .*{SETTING}") as told:
        Warehouse("postgresql://127.0.0.1:9/x").connect()
    assert not isinstance(told.value, WarehouseBusy)


@pytest.fixture
def refusing() -> Iterator[Callable[..., str]]:
    """Starts servers that speak the protocol's first words, and refuse everybody in the same way."""
    with ExitStack() as stack:
        yield lambda *said: stack.enter_context(_refusing_server(*said))


@contextmanager
def _refusing_server(state: str, severity: str, words: str) -> Iterator[str]:
    fields = f"S{severity}\0VFATAL\0C{state}\0M{words}\0Fpostmaster.c\0L1\0RBackendStartup\0\0".encode()
    answer = b"E" + (len(fields) + 4).to_bytes(4, "big") + fields
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_refuse, args=[listener, answer], daemon=True).start()
        yield f"postgresql://ana@127.0.0.1:{listener.getsockname()[1]}/x?sslmode=disable"
        listener.shutdown(socket.SHUT_RDWR)


def _refuse(listener: socket.socket, answer: bytes) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            with client:
                client.recv(4096)
                client.sendall(answer)
