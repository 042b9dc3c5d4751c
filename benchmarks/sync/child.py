"""One measured run of Atalaya in a process of its own, so that its memory is its own too.

`python -m benchmarks.sync.child sync|verify WAREHOUSE SOURCES`, SOURCES being URLs by name as JSON; prints JSON.
"""

import functools
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import sync.first_load.parallel_copy
import sync.log.changes
import sync.log.quality
import sync.log.run_log
import sync.run.judge
from benchmarks.sync.production import connected
from db.warehouse import Warehouse
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.verify import run_verify

PARTS: tuple[tuple[str, Any, str], ...] = (
    ("first load", sync.first_load.parallel_copy.FirstLoad, "copy_and_index"),
    ("index", sync.first_load.parallel_copy.FirstLoad, "_index"),
    ("publish and facts", sync.run.judge, "publish"),
    ("facts", sync.log.changes, "refresh_facts"),
    ("quality", sync.log.quality, "record"),
)
"""What is timed apart: a name, and the function that does it."""


def main(action: str, url: str, sources: dict[str, str]) -> dict[str, Any]:
    """Runs it once."""
    parts: dict[str, float] = {}
    for part, owner, function in PARTS:
        setattr(owner, function, _timed(getattr(owner, function), parts, part))
    request = Request(connected(sources), "benchmark")
    ended: list[float] = []
    close = sync.log.run_log.RunLog.close

    def close_and_note(*arguments: Any, **named: Any) -> None:
        close(*arguments, **named)
        ended.append(time.monotonic())

    sync.log.run_log.RunLog.close = close_and_note  # type: ignore[method-assign]
    began = time.monotonic()
    told: dict[str, Any]
    if action == "verify":
        found = run_verify(Warehouse(url), request)
        told = {"status": found.status, "message": found.message}
    else:
        outcome = run_sync(Warehouse(url), request)
        counts = [table.counts for table in outcome.tables]
        told = {
            "status": outcome.status,
            "message": outcome.message,
            "read": sum(count.read for count in counts),
            "changed": sum(count.changed for count in counts),
        }
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": time.monotonic() - began,
        "until_ended": ended[-1] - began if ended else None,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "parts": parts,
        "peak_mb": _peak_mb(),
        **told,
    }


def _timed(function: Any, parts: dict[str, float], part: str) -> Any:
    @functools.wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        began = time.monotonic()
        try:
            return function(*arguments, **named)
        finally:
            parts[part] = parts.get(part, 0.0) + time.monotonic() - began

    return run


def _peak_mb() -> float:
    """Most memory that was ever resident; the kernel's count for this program, not for the one that started it."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))))
