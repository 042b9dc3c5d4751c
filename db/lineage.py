"""Where a number comes from: upstream from a view through facts to production, read from the SQL files alone.

A fact follows what its writers read: `Writes:` names it, `Triggers:` names the raw tables whose changes call a writer.
Functions that reach no table (a zone, a percent) only compute, and are left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

from db.derived import derived_objects
from db.domains import DOMAINS
from db.rules.words import named
from db.settings import PROJECT
from db.sql_file import DerivedObject

RAW = "raw table"

_NAME = r'(?:\w+|"\w+")\.(?:\w+|"\w+")'
_WRITE = r"\b(?:insert into|update|delete from|truncate(?: table)?|refresh materialized view(?: concurrently)?)\s+"
_WRITTEN = re.compile(rf"{_WRITE}({_NAME})", re.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """One stop on the way: an object of ours, or a table of production and its copy."""

    name: str
    kind: str
    file: str
    """From the project's root; of a raw table the specification by which it is copied."""
    question: str
    upstream: tuple[str, ...]
    """The steps right before it."""
    written_by: tuple[str, ...] = ()
    """Functions, trigger functions and modules whose statements change it, where it is a table."""


@dataclass
class Lineage:
    """All objects of ours, and what stands upstream of each."""

    objects: Mapping[str, DerivedObject]
    _steps: dict[str, Step] = field(default_factory=dict)
    _effective: dict[str, frozenset[str]] = field(default_factory=dict)
    _reaching: dict[str, bool] = field(default_factory=dict)

    def step(self, name: str) -> Step:
        """One step; a name outside our files is a raw table.

        Raises KeyError when it is neither.
        """
        if name not in self._steps:
            self._steps[name] = self._found_step(name)
        return self._steps[name]

    def _found_step(self, name: str) -> Step:
        found = self.objects.get(name)
        if found is None:
            return _raw_step(name)
        # A view without a table behind it holds what somebody wrote into it, or set.
        is_catalogue = found.kind == "view" and not any(map(self.reaches_a_table, found.reads))
        kind = "catalogue" if is_catalogue else found.kind
        question = named(found.fields.get("Question", ""))
        return Step(name, kind, found.file, question, self.upstream(name), self.written_by(name))

    def chain(self, name: str) -> list[Step]:
        """The step and all those upstream, each once and before those that it comes from.

        Raises graphlib.CycleError when a step comes from itself.
        """
        steps: dict[str, Step] = {}
        pending = [name]
        while pending:
            current = pending.pop()
            if current not in steps:
                steps[current] = self.step(current)
                pending += reversed(steps[current].upstream)
        order = TopologicalSorter({step.name: step.upstream for step in steps.values()}).static_order()
        return [steps[found] for found in reversed(list(order))]

    def upstream(self, name: str) -> tuple[str, ...]:
        """What stands right before it. Catalogues and records of operations are beginnings, as raw tables are."""
        found = self.objects.get(name)
        if found is None or (found.is_table and found.kind != "fact"):
            return ()
        if found.kind == "fact":
            return _once(read for writer in self.writers(name) for read in self._inputs(writer, name))
        own = self.all_writes(name)
        return _once(read for read in (*found.reads, *found.triggers) if read not in own and self.reaches_a_table(read))

    def writers(self, table: str) -> tuple[str, ...]:
        """Functions that change the table by statements of their own."""
        return tuple(found.identity for found in self.objects.values() if table in found.writes)

    def written_by(self, table: str) -> tuple[str, ...]:
        """Who changes the table: its writers, the triggers that end in one of them, and modules outside sql/."""
        if not self.objects[table].is_table:
            return ()
        triggers = (
            found.identity
            for found in self.objects.values()
            if found.triggers and table in self.all_writes(found.identity)
        )
        return _once([*sorted(self.writers(table)), *sorted(triggers), *written_in_code().get(table, ())])

    def read_by(self, table: str) -> tuple[str, ...]:
        """Views and functions that read the table itself, but for those that write it."""
        return tuple(
            found.identity
            for found in sorted(self.objects.values(), key=lambda one: one.identity)
            if table in found.reads and table not in self.all_writes(found.identity)
        )

    def all_writes(self, name: str) -> frozenset[str]:
        """What a function changes, itself and through the functions that it calls."""
        if name not in self._effective:
            found = self.objects.get(name)
            called = (self.all_writes(read) for read in found.reads if self._is_function(read)) if found else ()
            self._effective[name] = frozenset(found.writes if found else ()).union(*called)
        return self._effective[name]

    def reaches_a_table(self, name: str) -> bool:
        """Whether any table stands behind it; a function without one only computes."""
        if name not in self._reaching:
            found = self.objects.get(name)
            self._reaching[name] = (
                found is None or not self._is_function(name) or any(map(self.reaches_a_table, found.reads))
            )
        return self._reaching[name]

    def _inputs(self, writer: str, fact: str) -> Iterator[str]:
        found = self.objects[writer]
        for read in (*found.reads, *found.triggers):
            if not self._is_function(read):
                if read not in self.all_writes(writer) and not self._shows(read, fact):
                    yield read
            # A function that changes only other tables is called for their sake.
            elif fact in self.all_writes(read) or not self.all_writes(read):
                yield from self._inputs(read, fact)

    def _shows(self, name: str, fact: str) -> bool:
        found = self.objects.get(name)
        return name == fact or (found is not None and any(self._shows(read, fact) for read in found.reads))

    def _is_function(self, name: str) -> bool:
        return name in self.objects and "function" in self.objects[name].kind


@lru_cache(maxsize=1)
def lineage() -> Lineage:
    """The lineage of this installation's files."""
    return Lineage({found.identity: found for found in derived_objects()})


def written_relations(text: str) -> set[str]:
    """Tables and materialized views, named with their schema, that statements in this text change.

    Texts inside it count too: a statement that is put together at run time stands in one.
    """
    return set(_WRITTEN.findall("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))))


@lru_cache(maxsize=1)
def written_in_code() -> dict[str, tuple[str, ...]]:
    """Of each table that modules outside sql/ change: these modules, from the project's root."""
    found: dict[str, list[str]] = {}
    for path in sorted(path for room in ("analytics", "db", "sync") for path in _modules(PROJECT / room)):
        for table in written_relations(path.read_text(encoding="utf-8")):
            found.setdefault(table, []).append(path.relative_to(PROJECT).as_posix())
    return {table: tuple(modules) for table, modules in found.items()}


def _modules(room: Path) -> Iterator[Path]:
    return (path for path in room.rglob("*") if path.suffix in {".py", ".sql"})


def _raw_step(name: str) -> Step:
    schema, table = name.split(".", 1)
    domain = {domain.raw_schema: domain for domain in DOMAINS}[schema]
    question = f"copied from production {domain.source}, table {table.strip(chr(34))}"
    return Step(name, RAW, f"sync/specifications/{domain.name}.py", question, ())


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
