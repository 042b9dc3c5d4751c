"""Every proof that a fault changes no row is of a line that is still there."""

from dataclasses import replace

import pytest

from db.derived import derived_objects
from tests.mutants.equivalents import StaleEquivalent, equivalents, refuse_stale

OBJECTS = {found.identity: found for found in derived_objects()}


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_proof_is_of_a_line_that_is_there() -> None:
    """Whoever changes a line of SQL proves it anew, or strikes the proof out."""
    gone = [
        entry
        for entry in equivalents()
        if entry.object not in OBJECTS or squeezed(entry.context) not in squeezed(OBJECTS[entry.object].statement)
    ]
    assert gone == []


@pytest.mark.check
def test_every_proof_is_of_a_fault_that_can_be_planted() -> None:
    refuse_stale(equivalents(), list(OBJECTS.values()))


@pytest.mark.parametrize("other", [{"object": "mgmt.nothing"}, {"context": "where true"}, {"after": "sum"}])
def test_a_proof_of_nothing_stops_the_run(other: dict[str, str]) -> None:
    entry = next(entry for entry in equivalents() if entry.operator == "aggregate")
    refuse_stale([entry], list(OBJECTS.values()))
    with pytest.raises(StaleEquivalent, match="strike it out"):
        refuse_stale([replace(entry, **other)], list(OBJECTS.values()))
