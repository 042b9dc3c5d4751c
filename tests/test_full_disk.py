"""A disk without room: one line that says so, nothing lost, and the next run ends equal to production."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import postmaster
from db.settings import PROJECT
from sources import demo
from tests.conftest import Database
from tests.db.embedded_servers import wait_until_gone
from tests.patience import LONG_ENOUGH_SECONDS

SIZE_MB = 160
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of its own."""
    directory = Path(tempfile.mkdtemp(prefix="atalaya-test-disk-"))
    directory.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=755", "tmpfs", str(directory)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        directory.rmdir()
        pytest.skip("this user may not mount a small disk; test_cli forces the server's SQLSTATE instead")
    try:
        yield directory
    finally:
        (directory / "balloon").unlink(missing_ok=True)
        postmaster.stop(directory / "postgres")
        wait_until_gone(directory / "postgres")
        subprocess.run(["umount", "--lazy", directory], check=True)
        directory.rmdir()


@pytest.fixture
def run(small_disk: Path, empty_database: Database) -> Run:
    """Runs a command whose warehouse is on the small disk, and whose production is not."""
    demo.fill(empty_database.url, scale=0.02, sources=["ngeshare"])
    settings = {
        "ATALAYA_DATA_DIR": str(small_disk),
        "ATALAYA_WAREHOUSE_URL": "",
        "ATALAYA_SOURCE_NGESHARE_URL": empty_database.url,
    }

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cli", *words],
            cwd=PROJECT,
            env={**os.environ, **settings},
            text=True,
            capture_output=True,
            timeout=LONG_ENOUGH_SECONDS,
            check=False,
        )

    return run


def leave_free(disk: Path, size: int) -> None:
    """Somebody else's file takes the rest."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with (disk / "balloon").open("wb") as balloon:
        os.posix_fallocate(balloon.fileno(), 0, free - size)


def refused(result: subprocess.CompletedProcess[str]) -> bool:
    """Whether the command failed with the one line."""
    lines = result.stderr.strip().splitlines()
    assert result.returncode == 1, result
    return len(lines) == 1 and lines[0].startswith("atalaya: The disk is full (")


@pytest.mark.check
def test_a_first_load_says_so_and_goes_on_when_there_is_room(small_disk: Path, run: Run) -> None:
    assert run("migrate").returncode == 0
    leave_free(small_disk, 1_000_000)
    # The first finds it out on the way, the second before it has begun.
    for words in (["sync"], ["verify", "--repair"]):
        result = run(*words)
        assert refused(result), result.stderr
    (small_disk / "balloon").unlink()
    assert run("sync").returncode == 0
    assert run("verify").returncode == 0
