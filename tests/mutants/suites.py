"""Which tests try a mutant: those of its object's domain; where none of them names it, those elsewhere that do.

Objects that no test at all names are reached through what reads or calls them, the nearest first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from db.domains import DOMAINS
from db.settings import PROJECT
from db.sql_file import DerivedObject

TESTS = PROJECT / "tests"

_WORDS = re.compile(r"\w+(?:\.\w+)?")
_NEEDS_BROWSER = "pytest.mark.browser"


Suite = Mapping[Path, int]
"""Test files, each with how far it is from the object: 0 names it, 1 names what reads it, and so on."""

FARTHEST = 5
"""How far the files are that name nothing near the object."""


def suites(objects: Sequence[DerivedObject]) -> dict[str, Suite]:
    """The tests of each object."""
    naming = _naming(objects)
    readers = _readers(objects)
    return {one.identity: _suite(one, naming, readers) for one in objects}


def _suite(one: DerivedObject, naming: Mapping[str, set[Path]], readers: Mapping[str, set[str]]) -> Suite:
    near = _distances(one, naming, readers)
    return {path: min(near.get(path, FARTHEST), FARTHEST) for path in _of_domain(one.schema) | _elsewhere(one, near)}


def _distances(one: DerivedObject, naming: Mapping[str, set[Path]], readers: Mapping[str, set[str]]) -> Suite:
    """Files that name the object, then those that name what reads it, and so on."""
    level, seen = {one.identity}, {one.identity}
    found: dict[Path, int] = {}
    distance = 0
    while level:
        for path in (path for name in level for path in naming.get(name, ())):
            found.setdefault(path, distance)
        distance += 1
        level = {reader for name in level for reader in readers.get(name, ())} - seen
        seen |= level
    return found


def _of_domain(schema: str) -> frozenset[Path]:
    return frozenset(path for room in _rooms(schema) for path in room.rglob("test_*.py"))


@cache
def _rooms(schema: str) -> tuple[Path, ...]:
    name = next((domain.name for domain in DOMAINS if domain.derived_schema == schema), schema)
    return (TESTS / name, TESTS / "oracle" / name)


def _elsewhere(one: DerivedObject, near: Suite) -> frozenset[Path]:
    """The nearest tests of all; none where a file of the domain is as near."""
    for distance in sorted(set(near.values())):
        level = {path for path in near if near[path] == distance}
        if any(room in path.parents for path in level for room in _rooms(one.schema)):
            return frozenset()
        if tests := frozenset(path for path in level if path.name.startswith("test_")):
            return tests
    return frozenset()


def _naming(objects: Sequence[DerivedObject]) -> dict[str, set[Path]]:
    """Files that name each object in full, or by its own name where that is no ordinary word and no other object's."""
    identities = {one.identity for one in objects}
    bearers = Counter(map(_own_name, identities))
    telling = {_own_name(name): name for name in identities if "_" in _own_name(name) and bearers[_own_name(name)] == 1}
    found: defaultdict[str, set[Path]] = defaultdict(set)
    for path in _files():
        for word in set(_WORDS.findall(path.read_text("utf-8"))):
            identity = word if word in identities else telling.get(_own_name(word))
            if identity:
                found[identity].add(path)
    return found


def _files() -> Iterable[Path]:
    """Tests and what they share, but for the tests of mutants and those that look at SQL through a browser."""
    here = Path(__file__).parent
    return [
        path
        for path in TESTS.rglob("*.py")
        if here not in path.parents and _NEEDS_BROWSER not in path.read_text("utf-8")
    ]


def _readers(objects: Sequence[DerivedObject]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in objects:
        for name in one.reads:
            found[name].add(one.identity)
    return found


def _own_name(identity: str) -> str:
    return identity.rpartition(".")[2]
