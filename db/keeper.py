"""Ends the embedded server once the last process that uses it is gone, however that one ended.

Each process that uses a server holds a shared lock, which the kernel takes from it even when it is killed. The keeper
waits in the background for the lock that excludes them all. One is enough for a server: `python -m db.keeper DIRECTORY`
returns at once, with a keeper in place.
"""

import fcntl
import os
import signal
import sys
from pathlib import Path
from typing import IO

from db import postmaster


def lock_file(directory: Path, name: str) -> IO[bytes]:
    """A file beside the data directory that processes lock."""
    return (directory.parent / f".{directory.name}.{name}").open("ab")


def is_kept(directory: Path) -> bool:
    """Whether a keeper waits."""
    with lock_file(directory, "keeper") as only_one:
        return not _locked(only_one)


def main(directory: Path) -> None:
    """Leaves a keeper behind, unless there is one."""
    only_one = lock_file(directory, "keeper")
    if not _locked(only_one) or os.fork():
        return
    os.setsid()
    os.chdir("/")
    # Whoever ends all processes of a group or a service means those that work; this one ends after them.
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sent, signal.SIG_IGN)
    with lock_file(directory, "users") as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        postmaster.stop(directory)
        # Before the users': whoever comes next finds no keeper, and leaves one.
        only_one.close()


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
