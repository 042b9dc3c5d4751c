"""A server takes as many open files as it may have, and says where those are few."""

import subprocess
import sys

import pytest

from db import open_files
from db.settings import PROJECT

SCRIPT = """
import resource
from db import open_files
print(open_files.raise_limit())
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def raised(soft: int, hard: int) -> list[str]:
    """What a process with these limits is told, and the limit that it has then."""
    command = ["/bin/sh", "-c", f'ulimit -Sn {soft}; ulimit -Hn {hard}; exec "$@"', "sh", sys.executable, "-c", SCRIPT]
    return subprocess.check_output(command, cwd=PROJECT, text=True).splitlines()


def test_the_limit_is_raised_as_far_as_the_system_allows() -> None:
    assert raised(256, 512)[1] == "512"


def test_a_low_limit_is_said_with_what_it_is_enough_for_and_what_to_do() -> None:
    [said, limit] = raised(1024, 1024)
    assert limit == "1024"
    assert said.startswith("At most 1,024 files and connections")
    assert "enough for about 226 tabs" in said
    assert "`ulimit -n 4096`" in said


def test_a_limit_that_is_enough_is_not_worth_a_word() -> None:
    assert raised(256, open_files.ENOUGH) == ["", str(open_files.ENOUGH)]


@pytest.mark.parametrize(("limit", "tabs"), [(1024, 226), (64, 0)])
def test_how_many_tabs_a_limit_is_enough_for(limit: int, tabs: int) -> None:
    assert open_files.readers(limit) == tabs
