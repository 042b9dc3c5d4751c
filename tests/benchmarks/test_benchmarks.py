"""Whatever has a folder under benchmarks/ is run by its name, and by `make bench`."""

import inspect

import pytest

from benchmarks import __main__ as benchmarks
from db.settings import PROJECT


def test_every_folder_with_sql_is_a_benchmark() -> None:
    folders = {path.parent.name for path in (PROJECT / "benchmarks").glob("*/*.sql")}
    assert folders <= set(benchmarks.BENCHMARKS)


@pytest.mark.parametrize("name", benchmarks.BENCHMARKS)
def test_a_benchmark_runs_without_being_told_sizes(name: str) -> None:
    inspect.signature(benchmarks.benchmark(name)).bind()


def test_an_unknown_one_names_those_that_there_are() -> None:
    with pytest.raises(SystemExit, match=r"No benchmark library; there are: .*curriculum"):
        benchmarks.main(["library"])
