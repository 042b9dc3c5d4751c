"""What depends on a rule, read from the headers of the SQL files: views, facts, and what rebuilds these."""

from collections.abc import Iterator
from functools import lru_cache
from graphlib import TopologicalSorter

from db.domains import Domain
from db.lineage import lineage
from db.rules.model import RULES

MADE_OF = ("fact", "materialized view")
"""Kinds that hold what a rule made of raw rows, and have to be made anew where the rule changes."""


def facts_of(rule: str) -> tuple[str, ...]:
    """Facts and materialized views whose rows depend on a rule, given as `source.key`."""
    return tuple(name for name, found in lineage().objects.items() if found.kind in MADE_OF and rule in rules_of(name))


def views_of(rule: str) -> tuple[str, ...]:
    """Views that depend on it, themselves or through facts."""
    return tuple(
        name
        for name, found in lineage().objects.items()
        if found.kind == "view" and rule in rules_of(name) and found.module == ""
    )


def rebuilds(domain: Domain, facts: frozenset[str]) -> list[str]:
    """The functions that make these facts of a domain anew, each after those whose facts it reads.

    The parts of the domain's rebuild that take no argument; where it has none, the whole.
    """
    known = lineage().objects
    parts = [
        name
        for name in known[domain.rebuild].reads
        if name in known and known[name].kind == "function" and lineage().all_writes(name) and _takes_nothing(name)
    ]
    wanted = [name for name in parts or [domain.rebuild] if facts & lineage().all_writes(name)]
    before = {name: [other for other in wanted if other != name and _follows(name, other)] for name in wanted}
    return list(TopologicalSorter(before).static_order())


def rules_of(name: str) -> frozenset[str]:
    """The rules that a function, view or fact depends on."""
    return _closed().get(name, frozenset())


def _follows(part: str, other: str) -> bool:
    """Whether a part reads what only another one writes."""
    return bool((lineage().all_writes(other) - lineage().all_writes(part)) & _read_tables(part))


def _read_tables(name: str) -> frozenset[str]:
    """The tables behind a function, through the functions and views that it reads."""
    found: set[str] = set()
    pending, seen = [name], {name}
    while pending:
        for read in lineage().objects[pending.pop()].reads:
            if read in lineage().objects and read not in seen:
                seen.add(read)
                if lineage().objects[read].is_table:
                    found.add(read)
                else:
                    pending.append(read)
    return frozenset(found)


def _takes_nothing(name: str) -> bool:
    return f"{name}()" in lineage().objects[name].statement


@lru_cache(maxsize=1)
def _closed() -> dict[str, frozenset[str]]:
    """The rules of every object: found by going round until nothing is added, for facts read each other."""
    stated = {rule.function: frozenset({name}) for name, rule in RULES.items()}
    # The one rule that is a table too.
    stated["ngeshare.course_config"] = frozenset({"ngeshare.courses"})
    found = {name: stated.get(name, frozenset()) for name in lineage().objects}
    reads = {name: tuple(_reads(name)) for name in found}
    grows = True
    while grows:
        grows = False
        for name, before in found.items():
            after = before.union(*(found.get(read, frozenset()) for read in reads[name]))
            if after != before:
                found[name], grows = after, True
    return found


def _reads(name: str) -> Iterator[str]:
    one = lineage().objects[name]
    if one.kind != "fact":
        yield from one.reads
        return
    pending, seen = list(lineage().writers(name)), set(lineage().writers(name))
    while pending:
        for read in lineage().objects[pending.pop()].reads:
            written = lineage().all_writes(read) if read in lineage().objects else frozenset()
            if not written:
                yield read
            # Of a function that changes several facts only what serves this one.
            elif name in written and read not in seen:
                seen.add(read)
                pending.append(read)
