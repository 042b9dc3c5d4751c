"""`make mutants`: how many of the faults that somebody could write into sql/ the domain's own tests notice.

A sample of mutants is drawn at random. Each is planted into a warehouse of its own and tried with the tests of its
object's domain until one fails.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.util import Finalize

import psycopg

from db.derived import derived_objects
from db.sql_file import DerivedObject
from tests import postgres_servers
from tests.conftest import Server
from tests.mutants import equivalents, trial, warehouse
from tests.mutants.fragments import fragments
from tests.mutants.mutations import Mutation, shuffled

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
    killed_by: str = ""
    refused: str = ""
    """Why PostgreSQL would not take it."""
    seconds: float = 0.0


def main() -> int:
    options = _options()
    began = time.monotonic()
    objects = derived_objects()
    known = equivalents.equivalents()
    equivalents.refuse_stale(known, objects)
    print(f"seed {options.seed}: {options.count} mutants; {_coverage(objects)}", flush=True)
    outcomes = []
    for outcome in _outcomes(shuffled(objects, options.seed), options.count, options.workers):
        print(_line(outcome, known), flush=True)
        outcomes.append(outcome)
    return _summary([one for one in outcomes if not one.refused], known, time.monotonic() - began)


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


def _outcomes(mutants: Iterator[Mutation], count: int, workers: int) -> Iterator[Outcome]:
    """As they come; a mutant that PostgreSQL refuses is reported, and another drawn for it."""
    numbered = enumerate(mutants, 1)
    sample = list(islice(numbered, count))
    schemas = sorted({mutation.schema for _, mutation in sample})
    trial.warm_up(schemas)
    with ProcessPoolExecutor(workers, get_context("fork"), initializer=_start_server) as pool:
        orders = dict(zip(schemas, pool.map(_without_fault, schemas), strict=True))

        def submit(tasks: Iterable[tuple[int, Mutation]]) -> set[Future[Outcome]]:
            return {pool.submit(_try, number, mutation, orders[mutation.schema]) for number, mutation in tasks}

        running = submit(sample)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for outcome in (future.result() for future in done):
                running |= submit(islice(numbered, 1)) if outcome.refused else set()
                yield outcome


def _start_server() -> None:
    """A server for each process of the pool, which dies with it."""
    global _server
    _server = warehouse.found(_open.enter_context(postgres_servers.embedded()))
    Finalize(None, _open.close, exitpriority=0)


def _without_fault(schema: str) -> Mapping[str, float]:
    """How long each file takes. Tests that fail without any fault would kill every mutant."""
    warehouse.plant(_server, None)
    verdict = trial.hold(_server, schema, {})
    if verdict.killed_by:
        said = f"{verdict.killed_by}\n{verdict.reason}"
        raise RuntimeError(f"The tests of {schema} fail without any fault, mend them first: {said}")
    return verdict.seconds


def _try(number: int, mutation: Mutation, order: Mapping[str, float]) -> Outcome:
    began = time.monotonic()
    try:
        warehouse.plant(_server, mutation)
    except psycopg.Error as error:
        return Outcome(number, mutation, refused=str(error).splitlines()[0])
    name = mutation.object.identity.split(".", 1)[1]
    verdict = trial.hold(_server, mutation.schema, order, subject=name)
    return Outcome(number, mutation, verdict.killed_by, seconds=time.monotonic() - began)


def _line(outcome: Outcome, known: list[equivalents.Equivalent]) -> str:
    if outcome.refused:
        fate = f"refused by PostgreSQL, another is drawn: {outcome.refused}"
    elif outcome.killed_by:
        fate = f"killed by {outcome.killed_by}"
    else:
        reason = equivalents.reason_for(outcome.mutation, known)
        fate = f"equivalent: {reason}" if reason else "SURVIVED"
    return f"{outcome.number:4} {outcome.seconds:5.1f} s  {outcome.mutation}\n     {fate}"


def _summary(tried: list[Outcome], known: list[equivalents.Equivalent], seconds: float) -> int:
    """Prints the score; not 0 when it is too low, or when what is listed as equivalent is too much or wrong."""
    listed = [one for one in tried if equivalents.reason_for(one.mutation, known)]
    killed = [one for one in tried if one.killed_by and one not in listed]
    survived = [one for one in tried if not one.killed_by and one not in listed]
    wrong = [one for one in listed if one.killed_by]
    counted = len(tried) - len(listed)
    score = 100 * len(killed) / counted if counted else 100.0
    for title, some in (("SURVIVED", survived), ("LISTED AS EQUIVALENT, BUT KILLED", wrong)):
        for one in some:
            print(f"{title} {one.mutation}")
    print(
        f"killed {len(killed)} of {counted} = {score:.1f} % (wanted: {WANTED_SCORE:.0f} %); "
        f"equivalent {len(listed)} of {len(tried)}; {seconds / 60:.1f} minutes"
    )
    passes = score >= WANTED_SCORE and not wrong and len(listed) <= MOST_EQUIVALENTS * len(tried)
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main())
