"""A source whose server starts, ends or fails over: it is asked again, in whatever language it refuses."""

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import tenacity
from psycopg.conninfo import conninfo_to_dict

from db.address import libpq_url, postgres_url
from db.warehouse import Warehouse
from sync.verify import run_verify
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, rows
from tests.sync.conftest import Sync, request

Restarting = Callable[[str, int], str]


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenacity.wait_exponential_jitter", lambda **_: tenacity.wait_fixed(0.02))


@pytest.mark.parametrize("state", ["57P03", "57P01", "53300", "08006", "08P01"])
def test_a_source_that_refuses_twice_is_copied(
    sync: Sync, source: Database, production: Connection, replica: Connection, state: str
) -> None:
    circle(production, "g", HIJRAH)
    with restarting(source.url, state, refusals=2) as url:
        outcome = sync(url=url)
    assert (outcome.status, outcome.message) == ("succeeded", None)
    assert rows(replica, 'select count(*) from public."HangoutGroup"') == [(1,)]


def test_a_source_that_keeps_refusing_is_told_of_and_its_url_is_not_blamed(sync: Sync, source: Database) -> None:
    with restarting(source.url, "57P03", refusals=1_000) as url:
        outcome = sync(url=url)
    assert outcome.status == "failed"
    assert "is not ready: " in str(outcome.message)
    assert "está iniciándose" in str(outcome.message)
    assert "ATALAYA_SOURCE" not in str(outcome.message)


def test_a_verification_asks_a_starting_source_again_too(sync: Sync, source: Database, here: Warehouse) -> None:
    sync()
    with restarting(source.url, "57P03", refusals=2) as url:
        assert run_verify(here, request(url)).status == "succeeded"


@contextmanager
def restarting(url: str, state: str, refusals: int) -> Iterator[str]:
    """The source behind a server that refuses the first connections in Spanish."""
    upstream = Path(str(conninfo_to_dict(url)["host"]), ".s.PGSQL.5432")
    fields = f"SFATAL\0VFATAL\0C{state}\0Mel sistema de base de datos está iniciándose\0\0".encode()
    answer = b"E" + (len(fields) + 4).to_bytes(4, "big") + fields
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = threading.Thread(target=_serve, args=[listener, upstream, answer, refusals], daemon=True)
        serving.start()
        port = str(listener.getsockname()[1])
        yield libpq_url(postgres_url(url, "url").changed(host="127.0.0.1", port=port, sslmode="disable"))
        listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, upstream: Path, answer: bytes, refusals: int) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            if refusals:
                refusals -= 1
                with client:
                    client.recv(4096)
                    client.sendall(answer)
                continue
            threading.Thread(target=_relay, args=[client, upstream], daemon=True).start()


def _relay(client: socket.socket, upstream: Path) -> None:
    with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
        server.connect(str(upstream))
        others = {client: server, server: client}
        while True:
            for ready in select.select(list(others), [], [])[0]:
                data = ready.recv(1 << 16)
                if not data:
                    return
                others[ready].sendall(data)
