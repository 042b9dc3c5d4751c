"""The server as whoever runs it runs it: from any directory, ended by a signal, with a database that is killed."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import postmaster
from db.settings import PROJECT
from tests.db import embedded_servers
from tests.db.embedded_servers import kill
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.ports import free_port

ELSEWHERE = "postgresql:///nowhere?host=/nowhere"
"""A source that fails at once, so that the server's first sync is over soon."""

MOST_ANSWERS = 50


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`atalaya serve` with its own database, started from the root directory."""
    port = free_port()
    environment = os.environ | {
        "ATALAYA_DATA_DIR": str(data),
        "ATALAYA_WAREHOUSE_URL": "",
        "ATALAYA_SOURCE_NGESHARE_URL": ELSEWHERE,
        "ATALAYA_BASIC_AUTH": "",
    }
    command = [sys.executable, str(PROJECT / "cli.py"), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd="/", env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()


def answer(url: str) -> int:
    """What a reader gets; 0 where nobody listens."""
    try:
        with urllib.request.urlopen(url, timeout=LONG_ENOUGH_SECONDS) as response:  # noqa: S310
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for_answer(url: str) -> list[int]:
    """All answers until a good one."""
    found = [answer(url)]

    def is_good() -> bool:
        if found[-1] != 200:
            found.append(answer(url))
        return found[-1] == 200

    wait_for(is_good, found)
    return found


def wait_for_server(directory: Path) -> None:
    wait_for(lambda: postmaster.find(directory) is not None, "nobody brought the database back")


def test_it_serves_from_anywhere_brings_a_killed_database_back_and_takes_it_along() -> None:
    with embedded_servers.data_directory() as directory, serving(directory.parent) as (url, process):
        wait_for_answer(f"{url}/health")
        assert (answer(f"{url}/"), answer(f"{url}/_stcore/health")) == (200, 200)
        kill(directory)
        # One reader may be told; the next has the figures again. A back end may outlive its killed server by an answer.
        answers = wait_for_answer(f"{url}/health")
        while postmaster.find(directory) is None and len(answers) < MOST_ANSWERS:
            time.sleep(0.1)
            answers += wait_for_answer(f"{url}/health")
        assert len([code for code in answers if code != 200]) <= 1
        kill(directory)
        # Nobody asks: the clock notices.
        wait_for_server(directory)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG_ENOUGH_SECONDS) == 0
        # With the process, not a moment after it: a container ends with its first process.
        assert postmaster.find(directory) is None
        assert process.stderr
        assert "Traceback" not in process.stderr.read()
