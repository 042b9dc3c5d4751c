"""One mutant's trial: its object's tests, in a child of a process that has already imported all that they need."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from enum import StrEnum
from io import StringIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import thoroughness
from tests.conftest import Server
from tests.mutants.suites import Suite

SECONDS = 600
"""A trial that takes longer is ended."""

LEAST_SECONDS = 0.02
"""What a test costs however little it does."""

OPTIONS = [
    "-q",
    "-k",
    "not postgres_15",
    "-m",
    "not browser",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "-p",
    "no:schemathesis",
]
# What is imported before pytest starts has plain assertions, which is fine for libraries.
OPTIONS += ["-W", "ignore:Module already imported"]


class Fate(StrEnum):
    """What became of a mutant. Only a test that ran and failed kills: all else says nothing about its assertions."""

    KILLED = "killed"
    SURVIVED = "SURVIVED"
    FAILED_IN_SET_UP = "failed only while tests were set up or taken down"
    TIMED_OUT = "timed out"
    BROKEN = "pytest itself failed"
    REFUSED = "does not build"
    PROVED = "equivalent"


@dataclass(frozen=True)
class Verdict:
    """What the tests said: the fate, which test decided it and why, and how long each test took."""

    fate: Fate
    decided_by: str = ""
    reason: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)


def hold(server: Server, tests: Suite, times: Mapping[str, float]) -> Verdict:
    """Runs the tests until one fails, in the order of what they cost for what they are likely to notice."""
    fork = get_context("fork")
    receiving, sending = fork.Pipe(duplex=False)
    child = fork.Process(target=_run_tests, args=(sending, server.url, tests, times))
    child.start()
    sending.close()
    try:
        return _answer(receiving)
    finally:
        child.kill()
        child.join()


def _answer(receiving: Connection) -> Verdict:
    if not receiving.poll(SECONDS):
        return Verdict(Fate.TIMED_OUT, f"the whole trial, after {SECONDS} s")
    try:
        verdict: Verdict = receiving.recv()
    except EOFError:
        return Verdict(Fate.BROKEN, "the process died")
    return verdict


def warm_up(tests: Iterable[Path]) -> None:
    """Imports the tests with all that they need, once for all trials that are forked from this process."""
    os.environ |= {"CI": "true", thoroughness.SETTING: "quick"}
    # Without looking for the smallest failing example: any will do.
    hypothesis.settings.register_profile("mutants", phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate])
    hypothesis.settings.load_profile("mutants")
    said = StringIO()
    with redirect_stdout(said):
        code = pytest.main([*OPTIONS, "--collect-only", *map(str, sorted(tests))])
    if code != pytest.ExitCode.OK:
        raise RuntimeError(f"pytest cannot collect the tests: {code!r}\n{said.getvalue()[-2000:]}")


def _run_tests(sending: Connection, url: str, tests: Suite, times: Mapping[str, float]) -> None:
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    watcher = Watcher(tests, times)
    code = pytest.main([*OPTIONS, f"--prepared-server={url}", *map(str, sorted(tests))], plugins=[watcher])
    sending.send(watcher.verdict(code))


class Watcher:
    """Puts the tests of a trial in order, notes what fails and how, and how long each takes."""

    def __init__(self, tests: Suite, times: Mapping[str, float]) -> None:
        self.tests, self.times = tests, times
        self.failures: dict[Fate, tuple[str, str]] = {}
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.session: pytest.Session | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=self._cost)

    def _cost(self, item: pytest.Item) -> float:
        """Seconds, times how unlikely it is that the test notices: four times less with each step away."""
        seconds = self.times.get(item.nodeid, 0.0) + LEAST_SECONDS
        return seconds * 4.0 ** self.tests.get(item.path, 0)

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self.session = session

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.seconds[report.nodeid] += report.duration
        if not report.failed:
            return
        fate = _fate_of(report)
        self.failures.setdefault(fate, (report.nodeid, report.longreprtext[-500:]))
        if fate == Fate.KILLED and self.session:
            self.session.shouldstop = "killed"

    def verdict(self, code: int) -> Verdict:
        """A failed test speaks louder than one that could not be set up."""
        for fate in (Fate.KILLED, Fate.TIMED_OUT, Fate.FAILED_IN_SET_UP):
            if fate in self.failures:
                return Verdict(fate, *self.failures[fate], dict(self.seconds))
        if code != pytest.ExitCode.OK:
            return Verdict(Fate.BROKEN, repr(pytest.ExitCode(code)))
        return Verdict(Fate.SURVIVED, seconds=dict(self.seconds))


def _fate_of(report: Any) -> Fate:
    if "Failed: Timeout" in report.longreprtext:
        return Fate.TIMED_OUT
    return Fate.KILLED if report.when == "call" else Fate.FAILED_IN_SET_UP
