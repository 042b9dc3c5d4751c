"""An import that is stopped or killed leaves nothing half, and nothing in the next one's way."""

import os
import signal
import subprocess
import sys

import pytest

from db.settings import PROJECT
from sources.imports.errors import ImportCancelled, ImportRunning
from tests import patience
from tests.imports.conftest import Desk
from tests.imports.test_importing import CAME, VISITS

BEFORE_THE_SYNC = ("reading", "mapping", "checking", "writing")

CONTENT = "select id, student_id, checked_in_at::text from academy.check_ins order by 1"
WORKING = "select count(*) from pg_stat_activity where application_name = 'atalaya import'"
STAGED = "select count(*) from pg_class where relnamespace = 'staging'::regnamespace"


@pytest.mark.parametrize("step", BEFORE_THE_SYNC)
def test_whoever_stops_it_before_the_sync_finds_everything_as_it_was(desk: Desk, step: str) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    before = desk.imported(CONTENT), desk.shown(CONTENT)
    desk.write("visits.csv", "who,came,left\ncy,2024-03-09 09:00,\n")
    seen = []

    def stop(at: str, rows: int) -> None:
        seen.append(at)
        if at == step:
            raise ImportCancelled("Stopped.")

    with pytest.raises(ImportCancelled):
        desk.bring(VISITS, progress=stop)
    assert seen[-1] == step
    assert (desk.imported(CONTENT), desk.shown(CONTENT)) == before
    assert desk.imported(STAGED) == [(0,)]
    desk.bring(VISITS)
    assert [row[1] for row in desk.shown(CONTENT)] == ["test:cy"]


def test_the_steps_are_those_that_are_told(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    seen: list[str] = []
    desk.bring(VISITS, progress=lambda step, rows: seen.append(step))
    assert list(dict.fromkeys(seen)) == [*BEFORE_THE_SYNC, "copying"]


_HOLD = """
import sys, time
from pathlib import Path
from sources.imports import recipe, run
def hold(step, rows):
    if step == sys.argv[1]:
        print(step, flush=True)
        time.sleep(600)
run.run(recipe.read(Path("r.toml").read_text(), "test"), Path.cwd(), "UTC", progress=hold)
"""


@pytest.mark.parametrize("step", BEFORE_THE_SYNC)
def test_whoever_kills_it_finds_everything_as_it_was_and_the_next_one_tidies_up(desk: Desk, step: str) -> None:
    desk.write("visits.csv", CAME)
    desk.write("r.toml", VISITS)
    desk.bring(VISITS)
    before = desk.imported(CONTENT)
    desk.write("visits.csv", "who,came,left\ncy,2024-03-09 09:00,\n")
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, step],
        cwd=desk.path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as victim:
        try:
            assert victim.stdout is not None
            assert victim.stdout.readline().strip() == step
        finally:
            victim.send_signal(signal.SIGKILL)
    patience.wait_for(lambda: desk.imported(WORKING) == [(0,)])
    assert desk.imported(CONTENT) == before
    assert desk.imported(STAGED) != [(0,)]
    desk.bring(VISITS)
    assert [row[1] for row in desk.imported(CONTENT)] == ["test:cy"]
    assert desk.imported(STAGED) == [(0,)]


def test_two_at_once_do_not_write_together(desk: Desk) -> None:
    desk.write("visits.csv", CAME)

    def meanwhile(step: str, rows: int) -> None:
        if step == "writing":
            with pytest.raises(ImportRunning, match="Another import is at work"):
                desk.bring(VISITS, name="other")

    desk.bring(VISITS, progress=meanwhile)
    assert desk.shown("select count(*) from academy.check_ins") == [(2,)]
