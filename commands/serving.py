"""`atalaya serve`: the pages and the HTTP API on one port."""

import signal
import socket
import sys

import uvicorn

import processes as several
from commands.terminal import notes
from db import hosts, open_files
from db.errors import AtalayaError
from db.migrate import Rules, migrated


class OccupiedPort(AtalayaError):
    """Another program listens on the port."""


def serve(port: int, host: str, processes: int) -> None:
    """Migrates the warehouse and serves."""
    # A service manager, or Docker, ends a server so. Uvicorn ends its work and repeats the signal: what is to be done
    # at the end of a process, such as ending the embedded server, then still happens.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    hosts.bound_to(host)
    refuse_occupied_port(host, port)
    migrated(Rules.OF_FILE_WHERE_OWN)
    if few := open_files.raise_limit():
        notes.print(few)
    notes.print(f"Atalaya is at [bold]http://{host}:{port}[/bold] (Ctrl-C ends it)")
    if processes > 1:
        several.serve(host, port, processes)
    else:
        uvicorn.run(several.APPLICATION, host=host, port=port, **several.OPTIONS)


def refuse_occupied_port(host: str, port: int) -> None:
    """Raises OccupiedPort when something listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OccupiedPort(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"End the program that uses it, or choose another: make run PORT={port + 1}"
            ) from error
