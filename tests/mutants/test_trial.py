"""A mutant is planted beside everything that reads it, and the domain's tests kill it or let it live."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from db.derived import derived_objects
from tests import postgres_servers
from tests.conftest import TEMPLATE, Server
from tests.mutants import trial, warehouse
from tests.mutants.mutations import Mutation, mutations
from tests.mutants.suites import TESTS
from tests.mutants.trial import Fate, Verdict

# It runs tests of the suite, as `make mutants` does.
pytestmark = pytest.mark.check

SET_UP_FAILS = "@pytest.fixture\ndef broken(): raise ValueError\ndef test_it(broken): pass"

OPS = dict.fromkeys((TESTS / "ops").glob("test_*.py"), 0)


@pytest.fixture(scope="module")
def bench() -> Iterator[Server]:
    """A server of its own: a trial removes every database but its own."""
    with postgres_servers.embedded() as url:
        yield warehouse.found(url)


def mutant(identity: str, before: str, replacement: str) -> Mutation:
    """The first of an object that makes this edit."""
    [one] = [found for found in derived_objects() if found.identity == identity]
    return next(found for found in mutations(one) if (found.before, found.replacement) == (before, replacement))


def asked(server: Server, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.database_url(TEMPLATE)) as connection:
        return connection.execute(question.encode()).fetchall()


def test_a_mutant_stands_where_the_object_stood_and_its_readers_still_do(bench: Server) -> None:
    warehouse.plant(bench, mutant("ngeshare.percent", "100", "101"))
    assert asked(bench, "select ngeshare.percent(1, 2)") == [(Decimal("50.50"),)]
    assert asked(bench, "select count(*) from ngeshare.v_rescue_list") == [(0,)]
    warehouse.plant(bench, None)
    assert asked(bench, "select ngeshare.percent(1, 2)") == [(Decimal("50.00"),)]


def test_what_is_made_again_can_be_read_as_before(bench: Server) -> None:
    warehouse.plant(bench, mutant("kpi.wilson_low", ">", ">="))
    with psycopg.connect(bench.database_url(TEMPLATE)) as connection:
        connection.execute("set role atalaya_reader")
        assert connection.execute("select count(*) from kpi.mv_metricas_mensuales").fetchone()


def test_what_triggers_hold_is_replaced(bench: Server) -> None:
    firsts = [next(iter(mutations(one)), None) for one in derived_objects() if one.kind == "trigger function"]
    assert any(firsts)
    for mutation in filter(None, firsts):
        warehouse.plant(bench, mutation)


def test_a_trial_names_the_test_that_kills(bench: Server) -> None:
    warehouse.plant(bench, mutant("ops.source_freshness", ">", "<"))
    verdict = trial.hold(bench, OPS, {})
    assert verdict.fate == Fate.KILLED
    assert verdict.decided_by.startswith("tests/ops/test_")


def test_a_trial_without_a_fault_kills_nothing_and_takes_times(bench: Server) -> None:
    warehouse.plant(bench, None)
    verdict = trial.hold(bench, OPS, {})
    assert verdict.fate == Fate.SURVIVED
    assert all(seconds > 0 for seconds in verdict.seconds.values())


def held(bench: Server, tmp_path: Path, test: str) -> Verdict:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_addoption\n")
    path = tmp_path / f"test_{tmp_path.name}.py"
    path.write_text(f"import os\nimport pytest\n{test}\n")
    return trial.hold(bench, {path: 0}, {})


@pytest.mark.parametrize(
    ("test", "fate"),
    [
        ("def test_it(): pass", Fate.SURVIVED),
        ("def test_it(): assert False", Fate.KILLED),
        (SET_UP_FAILS, Fate.FAILED_IN_SET_UP),
        (f"{SET_UP_FAILS}\ndef test_other(): assert False", Fate.KILLED),
        ("@pytest.mark.timeout(0.1)\ndef test_it():\n    while True: pass", Fate.TIMED_OUT),
        ("raise ValueError", Fate.BROKEN),
        ("", Fate.BROKEN),
        ("def test_it(): os._exit(1)", Fate.BROKEN),
    ],
)
def test_only_a_test_that_ran_and_failed_kills(bench: Server, tmp_path: Path, test: str, fate: Fate) -> None:
    assert held(bench, tmp_path, test).fate == fate


def test_a_trial_that_never_ends_is_no_kill(bench: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "SECONDS", 1)
    assert held(bench, tmp_path, "import time\ndef test_it(): time.sleep(60)").fate == Fate.TIMED_OUT
