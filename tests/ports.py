"""Ports for servers that tests start: free, and never one that the system hands out by itself meanwhile."""

import itertools
import os
import socket

FIRST, PORTS = 10_000, 20_000
"""Below the range from which connections and listeners without a wish get theirs."""

_next = itertools.count(os.getpid() * 61)


def free_port() -> int:
    """A port that nobody uses, and that this process has not handed out yet."""
    while True:
        port = FIRST + next(_next) % PORTS
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
