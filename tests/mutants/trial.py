"""One mutant's trial: its domain's tests, in a child of a process that has already imported everything they need."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from db.domains import DOMAINS
from db.settings import PROJECT
from tests import thoroughness
from tests.conftest import Server

SECONDS = 600
"""A trial that takes longer is ended: a mutant that never comes to an end has failed."""

TESTS = PROJECT / "tests"

OPTIONS = ["-q", "-k", "not postgres_15", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:schemathesis"]
# What is imported before pytest starts has plain assertions, which is fine for libraries.
OPTIONS += ["-W", "ignore:Module already imported"]


@dataclass(frozen=True)
class Verdict:
    """What the tests said: which test failed first (empty: none did) and why, and how long each file took."""

    killed_by: str
    reason: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)


def tests_of(schema: str) -> list[Path]:
    """The directories that test a schema: its domain's, and its domain's oracle where there is one."""
    name = next((domain.name for domain in DOMAINS if domain.derived_schema == schema), schema)
    return [path for path in (TESTS / name, TESTS / "oracle" / name) if path.exists()]


def hold(server: Server, schema: str, order: Mapping[str, float], subject: str = "") -> Verdict:
    """Runs the tests until one fails: those first that name the subject, then those that are quickest."""
    fork = get_context("fork")
    receiving, sending = fork.Pipe(duplex=False)
    child = fork.Process(target=_run_tests, args=(sending, server.url, tests_of(schema), order, subject))
    child.start()
    sending.close()
    try:
        verdict: Verdict = receiving.recv() if receiving.poll(SECONDS) else Verdict(f"no end within {SECONDS} s")
    except EOFError as error:
        raise RuntimeError(f"pytest died on the tests of {schema}") from error
    finally:
        child.kill()
        child.join()
    return verdict


def warm_up(schemas: Iterable[str]) -> None:
    """Imports the tests with all that they need, once for all trials that are forked from this process."""
    os.environ |= {"CI": "true", thoroughness.SETTING: "quick"}
    # Without looking for the smallest failing example: any will do.
    hypothesis.settings.register_profile("mutants", phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate])
    hypothesis.settings.load_profile("mutants")
    directories = [directory for schema in schemas for directory in tests_of(schema)]
    with redirect_stdout(StringIO()):
        code = pytest.main([*OPTIONS, "--collect-only", *map(str, directories)])
    if code != pytest.ExitCode.OK:
        raise RuntimeError(f"pytest cannot collect {directories}: {code!r}")


def _run_tests(
    sending: Connection, url: str, directories: Sequence[Path], order: Mapping[str, float], subject: str
) -> None:
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    watcher = Watcher(order, subject)
    options = [*OPTIONS, "-x", f"--prepared-server={url}"]
    code = pytest.main([*options, *map(str, directories)], plugins=[watcher])
    failed = watcher.failed or ("" if code == pytest.ExitCode.OK else repr(pytest.ExitCode(code)))
    sending.send(Verdict(failed, watcher.reason, dict(watcher.seconds)))


class Watcher:
    """Puts the tests of a trial in order, and notes which fails and how long each file takes."""

    def __init__(self, order: Mapping[str, float], subject: str) -> None:
        self.order, self.subject = order, subject
        self.failed = self.reason = ""
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        naming = {item.path for item in items if self.subject and self.subject in item.path.read_text("utf-8")}
        items.sort(key=lambda item: (item.path not in naming, self.order.get(_file(item.nodeid), 0.0)))

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.seconds[_file(report.nodeid)] += report.duration
        if report.failed and not self.failed:
            self.failed, self.reason = report.nodeid, report.longreprtext[-500:]


def _file(nodeid: str) -> str:
    return nodeid.split("::")[0]
