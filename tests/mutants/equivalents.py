"""Mutants that no test can kill, because they always give the same rows: listed by hand, each with its proof."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from db.sql_file import DerivedObject
from tests.mutants.mutations import Mutation, mutations

FILE = Path(__file__).with_name("equivalents.toml")


class StaleEquivalent(Exception):
    """An entry names no mutant: the SQL has changed, so its proof has to be made again or struck out."""


@dataclass(frozen=True)
class Equivalent:
    """One entry; the line's text tells apart what an operator changes in several places, and moves with the line."""

    object: str
    operator: str
    before: str
    after: str
    context: str
    reason: str

    def names(self, mutation: Mutation) -> bool:
        return (self.object, self.operator, self.before, self.after, self.context) == (
            mutation.object.identity,
            mutation.operator,
            " ".join(mutation.before.split()),
            mutation.replacement,
            mutation.context,
        )


def equivalents(file: Path = FILE) -> list[Equivalent]:
    return [Equivalent(**entry) for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", [])]


def refuse_stale(known: list[Equivalent], objects: list[DerivedObject]) -> None:
    """Raises StaleEquivalent for an entry that names no mutant any more."""
    listed = {entry.object for entry in known}
    mutants = {one.identity: list(mutations(one)) for one in objects if one.identity in listed}
    for entry in known:
        if not any(map(entry.names, mutants.get(entry.object, ()))):
            raise StaleEquivalent(
                f"{FILE.name}: nothing is like this any more, prove it again or strike it out: {entry}"
            )


def reason_for(mutation: Mutation, known: list[Equivalent]) -> str:
    """Why no test can kill it; empty when nobody has proved that."""
    return next((entry.reason for entry in known if entry.names(mutation)), "")
