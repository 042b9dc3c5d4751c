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


def suites(objects: Sequence[DerivedObject]) -> dict[str, frozenset[Path]]:
    """The test files of each object."""
    naming = _naming(objects)
    readers = _readers(objects)
    return {one.identity: _of_domain(one.schema) | _elsewhere(one, naming, readers) for one in objects}


def _of_domain(schema: str) -> frozenset[Path]:
    return frozenset(path for room in _rooms(schema) for path in room.rglob("test_*.py"))


@cache
def _rooms(schema: str) -> tuple[Path, ...]:
    name = next((domain.name for domain in DOMAINS if domain.derived_schema == schema), schema)
    return (TESTS / name, TESTS / "oracle" / name)


def _elsewhere(one: DerivedObject, naming: Mapping[str, set[Path]], readers: Mapping[str, set[str]]) -> frozenset[Path]:
    """Tests that name the object, or else what reads it, and so on; none once the domain's own files do."""
    level, seen = {one.identity}, {one.identity}
    while level:
        found = {path for name in level for path in naming.get(name, ())}
        if any(room in path.parents for path in found for room in _rooms(one.schema)):
            return frozenset()
        if tests := frozenset(path for path in found if path.name.startswith("test_")):
            return tests
        level = {reader for name in level for reader in readers.get(name, ())} - seen
        seen |= level
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
