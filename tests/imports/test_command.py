"""`atalaya import`, as somebody types it: in a process of its own."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.settings import PROJECT
from tests.imports.conftest import Desk
from tests.imports.test_importing import CAME, DIRTY
from tests.patience import LONG_ENOUGH_SECONDS

SHEET = CAME.replace("who,came,left", "Student,Check in,Check out")

Atalaya = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(desk: Desk) -> dict[str, str]:
    return {
        **os.environ,
        "ATALAYA_WAREHOUSE_URL": desk.warehouse.url,
        "ATALAYA_IMPORTS_URL": desk.database.url,
        "ATALAYA_DATA_DIR": str(desk.path / "data"),
        "PYTHONPATH": str(PROJECT),
    }


@pytest.fixture
def atalaya(desk: Desk, environment: dict[str, str]) -> Atalaya:
    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "cli", "import", *words],
            cwd=desk.path,
            env=environment,
            text=True,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return run


def test_a_file_comes_to_a_page_in_one_command(desk: Desk, atalaya: Atalaya) -> None:
    desk.write("visits.csv", SHEET)
    said = atalaya("visits.csv", "--zone", "Europe/Madrid")
    assert said.returncode == 0, said.stderr
    assert "Check-in sheet" in said.stderr
    assert "rule academy.time_zone is Europe/Madrid, and was America/Guayaquil" in said.stderr
    assert "Look at it: http://127.0.0.1:8080/engagement_panel?as_of=2024-03-05" in said.stderr
    assert desk.shown("select count(*) from academy.check_ins") == [(2,)]


def test_its_recipe_is_written_and_repeats_it_from_anywhere(desk: Desk, atalaya: Atalaya) -> None:
    desk.write("visits.csv", SHEET)
    first = json.loads(atalaya("visits.csv", "--zone", "Europe/Madrid", "--json").stdout)
    again = json.loads(atalaya(first["recipe"], "--json").stdout)
    by_name = json.loads(atalaya("visits", "--json").stdout)
    for told in (again, by_name):
        assert (told["name"], told["source"], told["time_zone"]) == ("visits", "academy", "Europe/Madrid")
        assert [table["inserted"] + table["updated"] + table["deleted"] for table in told["tables"]] == [0, 0]
    assert Path(first["recipe"]).read_text().startswith('name = "visits"\nsource = "academy"\n')


def test_a_trial_shows_rows_and_evidence_and_changes_nothing(desk: Desk, atalaya: Atalaya) -> None:
    desk.write("visits.csv", DIRTY.replace("who;came;left", "Student;Check in;Check out"))
    said = atalaya("visits.csv", "--dry-run")
    assert said.returncode == 0, said.stderr
    assert "day first: " in said.stderr
    assert "line 2: checked_in_at: 29 February 2018 does not exist" in said.stderr
    assert "Rows that could not be read: 4;" in said.stderr
    assert "Nothing was changed" in said.stderr
    assert "Ana" in said.stdout
    assert desk.shown("select count(*) from academy.students") == [(0,)]
    assert not (desk.path / "data" / "imports").exists()


def test_imports_are_listed_and_forgotten_after_a_second_word(desk: Desk, atalaya: Atalaya) -> None:
    assert "Nothing was imported yet" in atalaya().stderr
    desk.write("visits.csv", SHEET)
    atalaya("visits.csv", "--name", "north")
    [listed] = json.loads(atalaya("--list", "--json").stdout)
    assert (listed["name"], listed["source"], listed["rows"], listed["newest day"]) == (
        "north",
        "academy",
        4,
        "2024-03-05",
    )
    refused = atalaya("--forget", "north")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    assert "Its 4 rows of academy leave the warehouse. Repeat with --yes." in refused.stderr
    assert atalaya("--forget", "north", "--yes").returncode == 0
    assert json.loads(atalaya("--list", "--json").stdout) == []
    assert desk.shown("select count(*) from academy.students") == [(0,)]


def test_whoever_sits_there_is_asked_for_the_zone(desk: Desk, environment: dict[str, str]) -> None:
    desk.write("visits.csv", SHEET)
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "import", "visits.csv"],
        cwd=desk.path,
        env=environment,
        stdin=there,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as command:
        os.write(here, b"Nowhere\nAsia/Tokyo\n")
        _, said = command.communicate(timeout=LONG_ENOUGH_SECONDS)
    os.close(here)
    os.close(there)
    assert command.returncode == 0, said
    assert "'Nowhere' is no zone such as Europe/Madrid" in said
    assert desk.shown("select min(checked_in_at)::text from academy.check_ins") == [("2024-03-04 00:00:00+00",)]


REFUSED = {
    "a file that is not there": (["nothing.csv"], "There is no file nothing.csv"),
    "a pattern that fits nothing": (["x-*.csv"], "x-*.csv"),
    "a wrong zone": (["visits.csv", "--zone", "Madrid"], "'Madrid' is no zone such as Europe/Madrid"),
    "a wrong shape": (["visits.csv", "--as", "payroll"], "There is no shape payroll; there are attendance_list"),
    "an empty file": (["empty.csv"], "empty.csv"),
    "a picture": (["picture.png"], "picture.png"),
    "a header alone": (["header.csv"], "header.csv"),
    "nobody": (["nobody.csv"], "No column tells who"),
    "a recipe that is none": (["wrong.toml"], "wrong"),
    "a name that is none": (["visits.csv", "--name", "Über"], "Über"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_one_line(desk: Desk, atalaya: Atalaya, name: str) -> None:
    desk.write("visits.csv", SHEET)
    desk.write("empty.csv", "")
    desk.write("header.csv", "Student,Check in,Check out\n")
    desk.write("nobody.csv", "Colour,Check in\nred,2024-03-04 10:00\n")
    desk.write("wrong.toml", "source =")
    (desk.path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100))
    words, expected = REFUSED[name]
    said = atalaya(*words)
    lines = said.stderr.splitlines()
    assert said.returncode == 1
    assert lines[0].startswith("atalaya: ")
    assert expected in said.stderr
    assert len(lines) <= 2, said.stderr
    assert "Traceback" not in said.stderr
