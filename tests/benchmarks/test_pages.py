"""What `make bench pages` counts, asked of a page whose size is known."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.pages import __main__ as pages
from benchmarks.pages.server import Runs
from benchmarks.pages.serving import Run, wait_for
from benchmarks.reader import reading
from db.settings import PROJECT
from tests.ports import free_port

LARGE, SMALL = 200_000, 500
PAGE = f"""
import streamlit as st

st.text("a" * {LARGE})
st.text("b" * {SMALL})
if "fails" in st.query_params:
    raise ValueError("as asked")
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server answers with a page of a large and a small text."""
    script = tmp_path_factory.mktemp("page") / "page.py"
    script.write_text(PAGE, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=PROJECT, env=os.environ, **quiet) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def test_a_reader_takes_a_whole_page_and_the_second_time_what_a_browser_has_not_kept(address: str) -> None:
    with reading(address) as reader:
        first, again = reader.opens(""), reader.opens("")
    assert LARGE + SMALL < first < LARGE + SMALL + 10_000
    assert SMALL < again < SMALL + 10_000


def test_another_reader_has_kept_nothing(address: str) -> None:
    with reading(address) as one, reading(address) as other:
        assert one.opens("") > LARGE
        assert other.opens("") > LARGE


def test_a_page_that_fails_is_not_measured(address: str) -> None:
    with reading(address) as reader, pytest.raises(RuntimeError, match="The page fails"):
        reader.opens("", fails="yes")


def test_every_page_is_measured_unless_one_is_named() -> None:
    assert {path.stem for path in (PROJECT / "pages").glob("*.py")} == {"__init__", *pages.PAGES}
    assert pages._parsed([]).pages == []
    assert pages._parsed(["home"]).pages == ["home"]


def test_an_unknown_page_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        pages._parsed(["library"])
    assert "invalid choice: 'library'" in capsys.readouterr().err


def test_the_median_is_told_with_the_work_in_it_and_marked_over_the_target() -> None:
    runs = [Run(0.3, 0.02, 1), Run(0.1, 0.08, 1), Run(0.2, 0.05, 1)]
    assert pages._milliseconds(runs, lambda run: run.whole, 0.1) == "200 (50) !"
    assert pages._milliseconds(runs, lambda run: run.whole, 0.2) == "200 (50)"
    assert pages._milliseconds(runs, lambda run: run.worked, 0.1) == "200 (50)"
    assert pages._milliseconds(runs, lambda run: run.worked, 0.04) == "200 (50) !"


def test_a_profile_waits_for_the_run_that_it_is_of() -> None:
    runs = Runs()
    assert runs.answer("profile") is None
    assert runs.answer("") == {"runs": [], "profile": None}
    assert runs.profile is not None
    runs.profile.runcall(sorted, [Path("b"), Path("a")])
    runs.seconds.append({"whole": 1.0, "worked": 0.5})
    told = runs.answer("")
    assert told["runs"] == [{"whole": 1.0, "worked": 0.5}]
    assert "sorted" in told["profile"]
    assert runs.answer("") == {"runs": [], "profile": None}


def test_what_cannot_be_imported_keeps_nothing_else_from_being() -> None:
    assert Runs().answer("import no_such_module json") == 2
