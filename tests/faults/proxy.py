"""A TCP proxy before a test's Postgres, on loopback, that resets, stalls, drips or does anything else when told.

Faults are placed by bytes or by commits, counted over all connections, so a test meets them at the same place again.
"""

import select
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from db.address import libpq_url, postgres_url
from tests.patience import LONG_ENOUGH_SECONDS

_PIECE = 1 << 14
_BLINK = 0.02


class Link:
    """One client's connection and its way on to the server; only the thread that relays it closes it."""

    def __init__(self, client: socket.socket, upstream: Path) -> None:
        self.client, self.server = client, socket.socket(socket.AF_UNIX)
        self.server.connect(str(upstream))
        self.doomed = False
        self.mute = False
        """Whether nothing passes on this connection any more, while it stays."""

    def reset(self) -> None:
        """Ends the connection without a goodbye: the client meets `connection reset by peer`."""
        self.doomed = True

    def close(self) -> None:
        if self.doomed:
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.client.close()
        self.server.close()


Fault = Callable[[Link], object]


@dataclass
class Proxy:
    """Relays to one server, and counts what passes: bytes of both directions, and commits."""

    upstream: Path
    port: int
    passed: int = 0
    commits: int = 0
    drip: int = _PIECE
    """Bytes that are relayed at a time."""
    stalled: threading.Event = field(default_factory=threading.Event)
    """Set while a stall lasts."""
    _links: list[tuple[Link, threading.Thread]] = field(default_factory=list)
    _after: tuple[int, Fault] | None = None
    _at_commit: tuple[int, bool, Fault] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def url(self, url: str) -> str:
        """The same database by way of the proxy."""
        address = postgres_url(url, "url")
        return libpq_url(
            address.changed(host="127.0.0.1", port=str(self.port), sslmode="disable", gssencmode="disable")
        )

    def after(self, volume: int, fault: Fault) -> None:
        """Brings the fault, once, when so many more bytes have passed; it cuts a message in two."""
        with self._lock:
            self._after = (self.passed + volume, fault)

    def at_commit(self, number: int, fault: Fault, *, done: bool) -> None:
        """Brings the fault, once, at the commit of that number from now: before the server hears of it, or when the
        server has done it and the client does not know yet."""
        with self._lock:
            self._at_commit = (self.commits + number, done, fault)

    def mute(self, link: Link) -> None:
        """A fault: this connection goes silent for good, and stays."""
        link.mute = True

    def stall(self, _link: Link) -> None:
        """A fault: nothing passes any more, and no connection ends, until `release`."""
        self.stalled.set()

    def wait_for_stall(self) -> None:
        assert self.stalled.wait(LONG_ENOUGH_SECONDS), f"only {self.passed} bytes passed"

    def release(self) -> None:
        """Ends a stall."""
        self.stalled.clear()

    def reset_all(self, _link: Link | None = None) -> None:
        """A fault: every connection is reset."""
        with self._lock:
            for link, _ in self._links:
                link.reset()

    def calm(self) -> bool:
        """Ends a stall, and takes back a fault that has not come; returns whether all came."""
        with self._lock:
            came = self._after is None and self._at_commit is None
            self._after = self._at_commit = None
        self.release()
        return came

    def serve(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                try:
                    link = Link(client, self.upstream)
                except OSError:
                    client.close()
                    continue
                relay = threading.Thread(target=self._relay, args=[link], daemon=True)
                with self._lock:
                    self._links.append((link, relay))
                relay.start()

    def end(self) -> None:
        self.calm()
        self.reset_all()
        for _, relay in self._links:
            relay.join(LONG_ENOUGH_SECONDS)

    def _relay(self, link: Link) -> None:
        try:
            # Either side may leave first.
            with suppress(OSError):
                while not link.doomed:
                    for ready in select.select([link.client, link.server], [], [], _BLINK)[0]:
                        self._wait_out_the_stall(link)
                        data = ready.recv(self.drip)
                        if not data:
                            return
                        self._pass_on(link, data, from_client=ready is link.client)
        finally:
            link.close()

    def _pass_on(self, link: Link, data: bytes, *, from_client: bool) -> None:
        committed = self._meet_commit(link) if from_client and b"COMMIT\0" in data else None
        fault, sent = self._meet_volume(len(data))
        target = link.server if from_client else link.client
        if not link.doomed:
            target.sendall(data[:sent])
        if fault:
            fault(link)
            self._wait_out_the_stall(link)
        if not link.doomed:
            target.sendall(data[sent:])
        if committed and not link.doomed:
            answer = link.server.recv(_PIECE)
            committed(link)
            if not link.doomed:
                link.client.sendall(answer)

    def _meet_commit(self, link: Link) -> Fault | None:
        """Counts a commit; brings the fault that comes before it, or returns the one that comes after it."""
        with self._lock:
            self.commits += 1
            chosen = self._at_commit
            if chosen is None or self.commits < chosen[0]:
                return None
            self._at_commit = None
        _, done, fault = chosen
        if done:
            return fault
        fault(link)
        return None

    def _meet_volume(self, size: int) -> tuple[Fault | None, int]:
        """Counts bytes; returns the fault that lies within them, and how many come before it."""
        with self._lock:
            before, self.passed = self.passed, self.passed + size
            if self._after is None or self.passed < self._after[0]:
                return None, size
            place, fault = self._after
            self._after = None
            return fault, max(0, min(size, place - before))

    def _wait_out_the_stall(self, link: Link) -> None:
        while (self.stalled.is_set() or link.mute) and not link.doomed:
            threading.Event().wait(_BLINK)


@contextmanager
def proxy_before(url: str) -> Iterator[Proxy]:
    """A proxy before the server of this URL, on a port of its own."""
    upstream = Path(str(conninfo_to_dict(url)["host"]), ".s.PGSQL.5432")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = Proxy(upstream, listener.getsockname()[1])
        threading.Thread(target=proxy.serve, args=[listener], daemon=True).start()
        yield proxy
        listener.shutdown(socket.SHUT_RDWR)
        proxy.end()
