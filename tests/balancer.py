"""A balancer in front of servers: each new connection meets the next of them that answers."""

import itertools
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

Connect = Callable[[], socket.socket]


@contextmanager
def balanced(servers: Sequence[Connect]) -> Iterator[int]:
    """The port behind which they stand, on loopback."""
    turns = itertools.cycle(servers)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, turns, len(servers)), daemon=True).start()
        yield int(listener.getsockname()[1])


def _serve(listener: socket.socket, turns: Iterator[Connect], servers: int) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            server = _next(turns, servers)
            if server is None:
                client.close()
                continue
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _next(turns: Iterator[Connect], servers: int) -> socket.socket | None:
    for _ in range(servers):
        with suppress(OSError):
            return next(turns)()
    return None


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while said := one.recv(65_536):
            other.sendall(said)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    one.close()
