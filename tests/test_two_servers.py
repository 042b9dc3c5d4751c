"""Two servers with different files of rules on one warehouse: the warehouse is the truth, and nothing flips."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from db.settings import PROJECT
from tests.conftest import Database
from tests.patience import LONG_ENOUGH_SECONDS
from tests.ports import free_port
from tests.test_serve import ELSEWHERE, wait_for_answer


def environment_of(data: Path, warehouse: Database, rescue_percent: int) -> dict[str, str]:
    """The settings of a server with its own data directory, and its own file there."""
    data.mkdir(exist_ok=True)
    (data / "rules.toml").write_text(f"[ngeshare]\nrescue_percent = {rescue_percent}\n")
    return os.environ | {
        "ATALAYA_DATA_DIR": str(data),
        "ATALAYA_WAREHOUSE_URL": warehouse.url,
        "ATALAYA_SOURCE_NGESHARE_URL": ELSEWHERE,
        "ATALAYA_BASIC_AUTH": "",
        "ATALAYA_RULES": "",
    }


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[None]:
    """`atalaya serve`, until it answers and as long as the test looks on."""
    port = free_port()
    command = [sys.executable, str(PROJECT / "cli.py"), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd="/", env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for_answer(f"http://127.0.0.1:{port}/_stcore/health")
            yield
        finally:
            process.terminate()
            process.wait(LONG_ENOUGH_SECONDS)


def told_by(environment: dict[str, str], *words: str) -> str:
    """What a command says on that server's machine."""
    command = [sys.executable, str(PROJECT / "cli.py"), *words]
    done = subprocess.run(
        command, cwd="/", env=environment, capture_output=True, text=True, timeout=LONG_ENOUGH_SECONDS
    )
    return done.stdout + done.stderr


def in_force(warehouse: Database) -> tuple[int, int]:
    """The rule, and how often it was changed."""
    with psycopg.connect(warehouse.url) as connection:
        found = connection.execute(
            "select ops.rule_ngeshare_rescue_percent()::integer, (select count(*) from ops.rule_change)"
        ).fetchone()
    assert found is not None
    return found


def test_nothing_flips(empty_database: Database, tmp_path: Path) -> None:
    first = environment_of(tmp_path / "first", empty_database, 60)
    second = environment_of(tmp_path / "second", empty_database, 80)
    with serving(first):
        taken = in_force(empty_database)
        assert taken[0] == 60, "the first server gives a warehouse without rules its own"
        with serving(second):
            assert in_force(empty_database) == taken
        for word in ("status", "sync"):
            told_by(second, word)
            assert in_force(empty_database) == taken, word
        assert "ngeshare.rescue_percent" in told_by(second, "status")
        assert "ngeshare.rescue_percent" not in told_by(first, "status")
        # Only who asks for it changes the rules, once; the other server's next start does not change them back.
        told_by(second, "migrate")
        changed = in_force(empty_database)
        assert changed == (80, taken[1] + 1)
    with serving(first), serving(second):
        assert in_force(empty_database) == changed
    assert "ngeshare.rescue_percent" in told_by(first, "status")
