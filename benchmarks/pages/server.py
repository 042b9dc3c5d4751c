"""Atalaya's server, which tells what each run of a page took: `python -m benchmarks.pages.server PORT`.

Every line of its standard input is answered by a line of JSON: `modules` by the names of those that are loaded,
`import` with such names once they are, so that a first run is not the time of imports; `profile` lets the next run be
profiled, and an empty line asks what the runs since the last one took, in seconds.
"""

import cProfile
import io
import json
import logging
import pstats
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import uvicorn
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from db.settings import PROJECT

FUNCTIONS = 45
"""So many lines of a profile are told."""


class Runs:
    """What the runs of pages took."""

    def __init__(self) -> None:
        self.seconds: list[dict[str, float]] = []
        self.profile: cProfile.Profile | None = None
        self._run = ScriptRunner._run_script

    def note(self) -> None:
        """From now on every run is noted, and profiled where somebody wants that."""

        def noted(runner: ScriptRunner, asked: Any) -> None:
            profile = self.profile
            began, worked = time.perf_counter(), time.thread_time()
            if profile is None:
                self._run(runner, asked)
            else:
                profile.runcall(self._run, runner, asked)
            self.seconds.append({"whole": time.perf_counter() - began, "worked": time.thread_time() - worked})

        ScriptRunner._run_script = noted  # type: ignore[method-assign, assignment]

    def answer(self, asked: str) -> Any:
        """What a line of the standard input is answered with."""
        match asked.split():
            case ["modules"]:
                return [name for name in sys.modules if name != "__main__"]
            case ["import", *names]:
                return load(names)
            case ["profile"]:
                self.profile = cProfile.Profile()
                return None
            case _:
                return self.since()

    def since(self) -> dict[str, Any]:
        """What runs took since this was last asked, and the profile of the last of them where one was wanted."""
        seconds, self.seconds = self.seconds, []
        profile = self.profile if seconds else None
        if seconds:
            self.profile = None
        return {"runs": seconds, "profile": profile and told(profile)}


def load(names: list[str]) -> int:
    """How many of these modules are loaded from now on; what a page imports while it runs is among them."""
    # The pages' package first: the server imports it too, and of a module and its package two threads get halves.
    for name in ("analytics.ui", *names) if names else ():
        # Some exist only inside of another.
        with suppress(Exception):
            import_module(name)
    return len(names)


def told(profile: cProfile.Profile) -> str:
    """The functions that took longest, with what they called and then alone; files as the project names them."""
    written = io.StringIO()
    statistics = pstats.Stats(profile, stream=written)
    for order in ("cumulative", "tottime"):
        statistics.sort_stats(order).print_stats(FUNCTIONS)
    site = str(Path(uvicorn.__file__).parent.parent)
    return written.getvalue().replace(f"{PROJECT}/", "").replace(f"{site}/", "")


def answering(runs: Runs) -> None:
    """Answers as long as somebody asks."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(runs.answer(line.strip())) + "\n")
        sys.stdout.flush()


def main(port: str) -> None:
    """Serves until it is ended."""
    runs = Runs()
    runs.note()
    # What is told is what it is asked, not who came.
    logging.disable(logging.INFO)
    threading.Thread(target=answering, args=[runs], daemon=True).start()
    uvicorn.run("app:app", host="127.0.0.1", port=int(port), log_config=None, log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
