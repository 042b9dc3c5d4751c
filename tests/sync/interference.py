"""Ways to disturb a sync while it runs: at a chosen batch, or on the wire to the warehouse."""

import select
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from db.settings import libpq_url, postgres_url


class AtBatch(threading.Event):
    """Looks like a wish to stop, which a sync asks for before each batch: the chosen one brings the disturbance."""

    def __init__(self, number: int, disturb: Callable[[], object]) -> None:
        super().__init__()
        self.left, self.disturb = number, disturb

    def is_set(self) -> bool:
        self.left -= 1
        if self.left == 0:
            self.disturb()
        return super().is_set()


def terminate(url: str, application: str) -> Callable[[], None]:
    """Ends all sessions of an application in a database."""

    def end() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                """select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where datname = current_database() and application_name = %s and pid <> pg_backend_pid()""",
                [application],
            )

    return end


class Wire:
    """Relays connections to a server; the chosen commit, counted over all, is done, but its answer is lost."""

    def __init__(self, server: Path, commit: int) -> None:
        self.server, self.commits_left = server, commit

    def accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self.server))
                threading.Thread(target=self.relay, args=[client, server], daemon=True).start()

    def relay(self, client: socket.socket, server: socket.socket) -> None:
        # Either side may leave first.
        with client, server, suppress(OSError):
            while True:
                for ready in select.select([client, server], [], [])[0]:
                    data = ready.recv(1 << 16)
                    if not data:
                        return
                    (server if ready is client else client).sendall(data)
                    if ready is client and self.is_chosen(data):
                        server.recv(1 << 16)
                        return

    def is_chosen(self, data: bytes) -> bool:
        self.commits_left -= b"COMMIT\0" in data
        return self.commits_left == 0 and b"COMMIT\0" in data


@contextmanager
def losing_the_answer_to_commit(url: str, number: int) -> Iterator[str]:
    """A URL of the same database over such a wire."""
    wire = Wire(Path(str(conninfo_to_dict(url)["host"]), ".s.PGSQL.5432"), number)
    with tempfile.TemporaryDirectory() as directory, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{directory}/.s.PGSQL.5432")
        listener.listen()
        threading.Thread(target=wire.accept, args=[listener], daemon=True).start()
        yield libpq_url(postgres_url(url, "url").update_query_dict({"host": directory}))
        listener.shutdown(socket.SHUT_RDWR)
