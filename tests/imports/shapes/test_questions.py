"""What no file tells is asked at a terminal, and written down for an answer where nobody is there."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from db.settings import PROJECT, settings
from db.warehouse import Warehouse
from sync.run.imports import import_of
from tests.patience import LONG_ENOUGH_SECONDS

TIE = "Full Name\tUser Action\tTimestamp\nAnn\tJoined\t11/4/2025, 9:50:12 AM\nAnn\tLeft\t11/4/2025, 10:50:12 AM\n"


@pytest.fixture
def environment(here: Warehouse, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "meeting.csv").write_text(TIE, encoding="utf-16")
    urls = {"ATALAYA_WAREHOUSE_URL": here.url, "ATALAYA_IMPORTS_URL": settings().imports_url}
    return {**os.environ, **urls, "ATALAYA_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(PROJECT)}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "cli", "import", *words, "--zone", "Europe/Vienna"]


def test_a_tie_is_asked(environment: dict[str, str], tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            command("meeting.csv"),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=tmp_path,
        ) as process:
            os.write(ours, b"7\n2\n")
            _, said = process.communicate(timeout=LONG_ENOUGH_SECONDS)
    finally:
        os.close(ours)
        os.close(theirs)
    assert process.returncode == 0, said.decode()
    assert "  2  11/4/2025, 9:50:12 AM is 4 November 2025, 09:50 (month first)" in said.decode().splitlines()
    assert str(import_of("meeting").newest_day) == "2025-11-04"


def test_without_anybody_to_answer_the_recipe_waits(environment: dict[str, str], tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, cwd=tmp_path
        )

    refused = run("meeting.csv")
    recipe = tmp_path / "data" / "imports" / "meeting.toml"
    assert refused.returncode == 1
    assert f"It is {recipe}; then import it." in refused.stderr
    text = recipe.read_text(encoding="utf-8")
    recipe.write_text(
        text.replace("[check_ins]", '[check_ins]\ndate_format = "%d/%m/%Y, %I:%M:%S %p"'), encoding="utf-8"
    )
    repeated = run("meeting")
    assert repeated.returncode == 0, repeated.stderr
    assert str(import_of("meeting").newest_day) == "2025-04-11"
