"""Real Postgres servers for tests: the embedded 18, and Debian's 15 where its binaries are found."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from db.embedded import start

DEBIAN = Path("/usr/lib/postgresql/15/bin")

# Tests throw their clusters away, so nothing has to survive a power cut, and no table grows so old that it is to be
# vacuumed; statistics that come by chance would make plans differ. The last two are what `migrate` sets of a warehouse,
# and copies of the template would lack: settings of a database are not copied with it.
RELOADABLE_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "work_mem='32MB'",
)
SETTINGS = (*RELOADABLE_SETTINGS, "max_connections=60", "shared_buffers=64MB")

MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, where there is one
LEAST_MEMORY_BYTES = 4 * 2**30
"""Clusters of two workers and two versions stay below half of this."""


@contextmanager
def embedded() -> Iterator[str]:
    """URL of the maintenance database of a fresh embedded server."""
    directory = fresh_directory()
    server = start(directory / "data")
    with psycopg.connect(server.url(), autocommit=True) as connection:
        for setting in RELOADABLE_SETTINGS:
            connection.execute(f"alter system set {setting}")
        connection.execute("select pg_reload_conf()")
    try:
        yield server.url()
    finally:
        server.stop()
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def debian(*more_settings: str, language: str = "en") -> Iterator[str]:
    """URL of the maintenance database of a fresh server from Debian's binaries, which speaks this language."""
    directory = fresh_directory()
    data = directory / "data"
    owner = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if owner:
        shutil.chown(directory, "postgres", "postgres")
    run = {"check": True, "capture_output": True, "cwd": "/", **owner}
    subprocess.run([DEBIAN / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"], **run)
    options = " ".join([f"-k {directory} -h ''", *(f"-c {setting}" for setting in (*SETTINGS, *more_settings))])
    speaking = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": language} if language != "en" else None
    start_it = [DEBIAN / "pg_ctl", "-D", data, "-w", "-l", directory / "log", "-o", options, "start"]
    subprocess.run(start_it, env=speaking, **run)
    try:
        yield f"postgresql://postgres@/postgres?host={directory}"
    finally:
        subprocess.run([DEBIAN / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)
        shutil.rmtree(directory, ignore_errors=True)


def fresh_directory() -> Path:
    """An empty directory, on a fast disk where there is one; whoever asks for it removes it."""
    # Not pytest's own: its parents are closed to the other user that a server of root's runs as.
    directory = Path(tempfile.mkdtemp(prefix="atalaya-test-", dir=_fast()))
    directory.chmod(0o755)
    return directory


def _fast() -> Path | None:
    """Memory, where making a database takes a tenth of the time; the usual place where there is too little."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > LEAST_MEMORY_BYTES
    return MEMORY if roomy else None


def as_user(url: str, user: str) -> str:
    """The same database, asked by another user."""
    return re.sub("//[^@/]*@", f"//{user}@", url, count=1)
