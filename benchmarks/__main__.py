"""`python -m benchmarks [NAME …]`: runs the named benchmarks, or all."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent
BENCHMARKS = sorted(found.parent.name for found in FOLDER.glob("*/__init__.py"))
"""Each folder is one."""


def benchmark(name: str) -> Callable[[], None]:
    """What runs it with its usual sizes: `main` of the package, or of its own command where it has one."""
    module = f"benchmarks.{name}.__main__" if (FOLDER / name / "__main__.py").exists() else f"benchmarks.{name}"
    run: Callable[[], None] = import_module(module).main
    return run


def main(names: list[str]) -> None:
    """Runs them one after the other; an unknown name is an error."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"No benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
    for name in names or BENCHMARKS:
        benchmark(name)()


if __name__ == "__main__":
    main(sys.argv[1:])
