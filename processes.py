"""Several processes on one port: each has an interpreter of its own, so that several cores draw pages.

The system hands every new connection to one of them (SO_REUSEPORT), by chance and whatever they are doing. A page lives
on its connection, so it stays where it began; how it gets back there after its connection broke says reconnecting.py.
What goes on without readers (first sync, jobs by the clock) is the first process' alone.
"""

import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.config import STARTUP_FAILURE

from db import hosts

APPLICATION = "app:app"
OPTIONS: dict[str, Any] = {"log_level": "warning", "access_log": False, "timeout_graceful_shutdown": 3}
"""How every process serves; answers under way have so many seconds when it ends."""

AGAIN_SECONDS = 1.0
"""Before a process that died is started again, so that one which always dies does no harm."""


@dataclass(frozen=True)
class Here:
    """Which of the server's processes this one is."""

    number: int = 0
    count: int = 1
    directory: Path = Path()
    """Of the doors by which they reach each other; nobody else may enter it."""

    @property
    def is_first(self) -> bool:
        return self.number == 0

    @property
    def door(self) -> Path:
        return self._door(self.number)

    @property
    def other_doors(self) -> list[Path]:
        return [self._door(number) for number in range(self.count) if number != self.number]

    def _door(self, number: int) -> Path:
        return self.directory / f"{number}.socket"


_here = Here()


def here() -> Here:
    """This process; the only one unless the server has several."""
    return _here


def serve(host: str, port: int, count: int) -> None:
    """Serves until it is told to end; a process that dies is started again."""
    with tempfile.TemporaryDirectory(prefix="atalaya-") as directory:
        running: dict[int, SpawnProcess] = {}
        try:
            while True:
                for number in range(count):
                    if number not in running:
                        running[number] = _start(host, port, Here(number, count, Path(directory)))
                wait([process.sentinel for process in running.values()])
                _forget_dead(running)
        finally:
            for process in running.values():
                process.terminate()
            for process in running.values():
                process.join()


def _forget_dead(running: dict[int, SpawnProcess]) -> None:
    for number, process in list(running.items()):
        if process.is_alive():
            continue
        if process.exitcode == STARTUP_FAILURE:
            # It said why, and would again.
            sys.exit(STARTUP_FAILURE)
        del running[number]
        time.sleep(AGAIN_SECONDS)


def _start(host: str, port: int, place: Here) -> SpawnProcess:
    process = multiprocessing.get_context("spawn").Process(target=_serve_here, args=(host, port, place))
    process.start()
    return process


def _serve_here(host: str, port: int, place: Here) -> None:
    global _here
    _here = place
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    hosts.bound_to(host)
    server = uvicorn.Server(uvicorn.Config(APPLICATION, **OPTIONS))
    with suppress(KeyboardInterrupt):
        server.run([_public(host, port), _private(place.door)])
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _public(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    return listening


def _private(door: Path) -> socket.socket:
    door.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(door))
    return listening
