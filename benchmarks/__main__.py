"""`python -m benchmarks [NAME …]`: runs the named benchmarks, or all."""

import sys
from collections.abc import Callable

from benchmarks import advisors, curriculum, engagement, timeline
from benchmarks.classroom.__main__ import main as classroom_main
from benchmarks.sync.__main__ import main as sync_main

BENCHMARKS: dict[str, Callable[[], None]] = {
    "advisors": advisors.main,
    "classroom": lambda: classroom_main([]),
    "curriculum": curriculum.main,
    "engagement": engagement.main,
    "sync": lambda: sync_main([]),
    "timeline": timeline.main,
}


def main(names: list[str]) -> None:
    """Runs them one after the other; an unknown name is an error."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"No benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()


main(sys.argv[1:])
