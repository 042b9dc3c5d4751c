"""`make mutants`: how many of the faults that somebody could write into sql/ the domain's own tests notice.

A sample of mutants is drawn at random. Each is planted into a warehouse of its own and tried with the tests of its
object's domain until one fails. Only that counts as killed: what does not build, what fails while tests are set up,
and what does not end are told apart.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path

import psycopg

from db.derived import derived_objects
from db.sql_file import DerivedObject
from tests import postgres_servers
from tests.conftest import Server
from tests.mutants import equivalents, trial, warehouse
from tests.mutants.fragments import fragments
from tests.mutants.mutations import Mutation, shuffled
from tests.mutants.suites import Suite, suites
from tests.mutants.trial import Fate

WANTED_SCORE = 95.0
MOST_EQUIVALENTS = 0.1

_server: Server
_open = ExitStack()
"""Stands here, where trials that are forked away do not let go of it: that would stop the server."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant, the number-th of the sample."""

    number: int
    mutation: Mutation
    fate: Fate
    decided_by: str = ""
    """The test that failed, or why there is no such test."""
    seconds: float = 0.0


def main() -> int:
    options = _options()
    began = time.monotonic()
    objects = derived_objects()
    known = equivalents.equivalents()
    equivalents.refuse_stale(known, objects)
    print(f"seed {options.seed}: {options.count} mutants; {_coverage(objects)}", flush=True)
    outcomes = []
    for outcome in _outcomes(shuffled(objects, options.seed), options.count, options.workers, suites(objects)):
        print(_line(outcome, known), flush=True)
        outcomes.append(outcome)
    return _summary(outcomes, known, time.monotonic() - began)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _coverage(objects: Sequence[DerivedObject]) -> str:
    pieces = [piece for one in objects for piece in fragments(one.statement)]
    read = sum(piece.tree is not None for piece in pieces)
    return f"{read} of {len(pieces)} statements of {len(objects)} objects can be read, the others are made at run time"


def _outcomes(mutants: Iterator[Mutation], count: int, workers: int, tests: Mapping[str, Suite]) -> Iterator[Outcome]:
    """As they come; a mutant that PostgreSQL refuses is reported, and another drawn for it."""
    numbered = enumerate(mutants, 1)
    sample = list(islice(numbered, count))
    files = frozenset[Path]().union(*(tests[mutation.object.identity] for _, mutation in sample))
    trial.warm_up(files)
    with ProcessPoolExecutor(workers, get_context("fork"), initializer=_start_server) as pool:
        times = {test: seconds for some in pool.map(_without_fault, _shares(files)) for test, seconds in some.items()}

        def submit(tasks: Iterable[tuple[int, Mutation]]) -> set[Future[Outcome]]:
            return {pool.submit(_try, number, one, tests[one.object.identity], times) for number, one in tasks}

        running = submit(sample)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for outcome in (future.result() for future in done):
                running |= submit(islice(numbered, 1)) if outcome.fate == Fate.REFUSED else set()
                yield outcome


def _shares(files: Iterable[Path]) -> list[list[Path]]:
    """Directory by directory, so that processes can share them out."""
    by_directory: dict[Path, list[Path]] = {}
    for path in sorted(files):
        by_directory.setdefault(path.parent, []).append(path)
    return list(by_directory.values())


def _start_server() -> None:
    """A server for each process of the pool, which dies with it."""
    global _server
    _server = warehouse.found(_open.enter_context(postgres_servers.embedded()))
    Finalize(None, _open.close, exitpriority=0)


def _without_fault(files: Sequence[Path]) -> Mapping[str, float]:
    """How long each test takes. Tests that fail without any fault would kill every mutant."""
    warehouse.plant(_server, None)
    verdict = trial.hold(_server, dict.fromkeys(files, 0), {})
    if verdict.fate != Fate.SURVIVED:
        said = f"{verdict.decided_by} {verdict.fate}\n{verdict.reason}"
        raise RuntimeError(f"Tests fail without any fault, mend them first: {said}")
    return verdict.seconds


def _try(number: int, mutation: Mutation, tests: Suite, times: Mapping[str, float]) -> Outcome:
    began = time.monotonic()
    try:
        warehouse.plant(_server, mutation)
    except psycopg.Error as error:
        return Outcome(number, mutation, Fate.REFUSED, str(error).splitlines()[0])
    if reason := warehouse.proved(_server, mutation):
        return Outcome(number, mutation, Fate.PROVED, reason, time.monotonic() - began)
    verdict = trial.hold(_server, tests, times)
    return Outcome(number, mutation, verdict.fate, verdict.decided_by, time.monotonic() - began)


def _line(outcome: Outcome, known: list[equivalents.Equivalent]) -> str:
    reason = equivalents.reason_for(outcome.mutation, known)
    fate = f"equivalent: {reason}" if reason and outcome.fate == Fate.SURVIVED else outcome.fate
    by = f": {outcome.decided_by}" if outcome.decided_by else ""
    return f"{outcome.number:4} {outcome.seconds:5.1f} s  {outcome.mutation}\n     {fate}{by}"


def _summary(outcomes: list[Outcome], known: list[equivalents.Equivalent], seconds: float) -> int:
    """Prints the score; not 0 when it is too low, or when what is listed as equivalent is too much or wrong."""
    tried = [one for one in outcomes if one.fate != Fate.REFUSED]
    listed = [one for one in tried if equivalents.reason_for(one.mutation, known)]
    proved = [one for one in tried if one.fate == Fate.PROVED]
    equivalent = [one for one in tried if one in listed or one in proved]
    counted = [one for one in tried if one not in equivalent]
    wrong = [one for one in listed if one.fate == Fate.KILLED]
    for one in counted:
        if one.fate != Fate.KILLED:
            print(f"{one.fate}: {one.mutation}")
    for one in wrong:
        print(f"LISTED AS EQUIVALENT, BUT KILLED: {one.mutation}")
    fates = Counter(one.fate for one in counted)
    score = 100 * fates[Fate.KILLED] / len(counted) if counted else 100.0
    print(
        f"killed {fates[Fate.KILLED]} of {len(counted)} = {score:.1f} % (wanted: {WANTED_SCORE:.0f} %); "
        f"equivalent {len(equivalent)} of {len(tried)}, {len(proved)} of them by a join; {seconds / 60:.1f} minutes"
    )
    print(
        "not killed: "
        + "; ".join(f"{fate}: {fates[fate]}" for fate in Fate if fate not in {Fate.KILLED, Fate.REFUSED, Fate.PROVED})
    )
    print(f"not counted, others were drawn for them: {Fate.REFUSED}: {len(outcomes) - len(tried)}")
    passes = score >= WANTED_SCORE and not wrong and len(equivalent) <= MOST_EQUIVALENTS * len(tried)
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main())
