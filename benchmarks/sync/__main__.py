"""`python -m benchmarks.sync`: measures, prints and, asked to, writes docs/benchmarks.md."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.sync.measure import measure
from benchmarks.sync.production import Production
from benchmarks.sync.report import print_figures, write_figures
from benchmarks.sync.servers import server


def main(arguments: Sequence[str] = ()) -> None:
    """Everything; takes a quarter of an hour, with the other tools an hour."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="repetitions of every measurement (3)")
    parser.add_argument("--with-others", type=Path, metavar="PYTHON", help="an interpreter that has dlt and sling")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    chosen = parser.parse_args(arguments)
    with server() as source, server() as warehouse:
        production = Production(source)
        with Console(stderr=True).status("Filling the productions …"):
            production.fill()
        with Console(stderr=True).status("Measuring …"):
            figures = measure(production, warehouse, chosen.repeats, chosen.with_others)
    print_figures(figures)
    if chosen.write:
        write_figures(figures)


if __name__ == "__main__":
    main(sys.argv[1:])
