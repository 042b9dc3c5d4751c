"""Mutants: a derived object's file with one fault in it, and a random sample of all of them.

sqlglot says nothing about where most nodes stand in the text, so the fault is an edit of the text, and the tree decides
whether it is one: edited and original must differ in exactly one node, in the way the operator means. The rest of the
file stays to the letter, comments and column descriptions included.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from sqlglot import exp

from db.sql_file import DerivedObject
from tests.mutants.fragments import DIALECT, Fragment, fragments, tree_of
from tests.mutants.operators import JUDGES, Edit, proposals


@dataclass(frozen=True)
class Mutation:
    """One edit of one object's file."""

    object: DerivedObject = field(hash=False)
    operator: str
    start: int
    end: int
    replacement: str

    @property
    def before(self) -> str:
        return self.object.statement[self.start : self.end]

    @property
    def statement(self) -> str:
        """The file with the fault."""
        text = self.object.statement
        return text[: self.start] + self.replacement + text[self.end :]

    @property
    def line(self) -> int:
        return self.object.statement.count("\n", 0, self.start) + 1

    @property
    def schema(self) -> str:
        return self.object.identity.split(".")[0]

    @property
    def context(self) -> str:
        """The line, or lines, that the edit stands in, on one line."""
        text = self.object.statement
        before, after = text[: self.start].rpartition("\n")[2], text[self.end :].partition("\n")[0]
        return " ".join((before + self.before + after).split())

    def __str__(self) -> str:
        schema, name = self.object.identity.split(".", 1)
        before = " ".join(self.before.split())
        return f"sql/{schema}/{name}.sql:{self.line} {self.operator}: {before} → {self.replacement}  in  {self.context}"


def mutations(one: DerivedObject) -> list[Mutation]:
    """Every mutant of an object, in the order of its text."""
    found = (_confirmed(one, fragment, edit) for fragment, edit in _proposed(one))
    return sorted({mutation for mutation in found if mutation}, key=lambda mutation: (mutation.start, str(mutation)))


def shuffled(objects: Sequence[DerivedObject], seed: int) -> Iterator[Mutation]:
    """All mutants of all objects, each once, in an order that the seed decides; a sample is its beginning."""
    ordered = sorted(objects, key=lambda one: one.identity)
    proposed = [(one, fragment, edit) for one in ordered for fragment, edit in _proposed(one)]
    Random(seed).shuffle(proposed)
    drawn: set[Mutation] = set()
    # Asking the tree takes most of the time, so it is asked only about what is drawn.
    for one, fragment, edit in proposed:
        mutation = _confirmed(one, fragment, edit)
        if mutation and mutation not in drawn:
            drawn.add(mutation)
            yield mutation


def _proposed(one: DerivedObject) -> Iterator[tuple[Fragment, Edit]]:
    for fragment in fragments(one.statement):
        if fragment.tree is not None:
            yield from ((fragment, edit) for edit in proposals(DIALECT.tokenize(fragment.readable)))


def _confirmed(one: DerivedObject, fragment: Fragment, edit: Edit) -> Mutation | None:
    """The proposal at its place in the file, if the tree says that it is what the operator means."""
    # What stands in front of the fragment is not in the file.
    if fragment.tree is None or edit.start < len(fragment.prefix):
        return None
    text = fragment.readable
    mutated = tree_of(text[: edit.start] + edit.replacement + text[edit.end :])
    if mutated is None or not _is_meant(edit.operator, fragment.tree, mutated):
        return None
    start, end = (fragment.place_in_file(position) for position in (edit.start, edit.end))
    return Mutation(one, edit.operator, start, end, edit.replacement)


def _is_meant(operator: str, tree: exp.Expression, mutated: exp.Expression) -> bool:
    differing = list(differences(tree, mutated))
    return len(differing) == 1 and JUDGES[operator](*differing[0])


def differing_nodes(mutation: Mutation) -> Iterator[tuple[exp.Expression, exp.Expression]]:
    """What the edit changes in the tree of each fragment that it stands in."""
    for fragment in fragments(mutation.object.statement):
        place = mutation.start - fragment.start
        if fragment.tree is None or not 0 <= place < len(fragment.text):
            continue
        text, place = fragment.readable, place + len(fragment.prefix)
        mutated = tree_of(text[:place] + mutation.replacement + text[place + mutation.end - mutation.start :])
        if mutated is not None:
            yield from differences(fragment.tree, mutated)


def differences(before: exp.Expression, after: exp.Expression) -> Iterator[tuple[exp.Expression, exp.Expression]]:
    """The smallest nodes in which two trees differ."""
    if type(before) is not type(after) or _own_values(before) != _own_values(after):
        yield before, after
        return
    for one, other in zip(before.iter_expressions(), after.iter_expressions(), strict=True):
        if one != other:
            yield from differences(one, other)


def _own_values(node: exp.Expression) -> dict[str, object]:
    """What a node says itself: its plain arguments, and how many nodes stand under each of the others."""
    return {
        key: len(value) if isinstance(value, list) else value
        for key, value in node.args.items()
        if value not in (None, False, []) and not isinstance(value, exp.Expression)
    } | {key: "node" for key, value in node.args.items() if isinstance(value, exp.Expression)}
