"""Ways from production to a number, in four kinds: the widest, the smallest, in many layers, and with long names."""

from analytics.ui.lineage_diagram import narrow_enough
from db.derived import derived_objects
from db.diagram import Box, Diagram
from db.lineage import lineage

WIDTHS = {"desk": 640, "phone": 330}
"""Pixels of the drawer's inside."""

LONGEST_NAME = 63
"""Letters of a name in PostgreSQL, at most."""


def _drawings() -> list[Diagram]:
    """Every way that a drawer may show."""
    chains = (lineage().chain(found.identity) for found in derived_objects())
    return [narrow_enough(chain) for chain in chains if len(chain) > 1]


def _letters(found: Diagram) -> int:
    """Of boxes that stand for one step each: how much there is to write."""
    return sum(len(box.names[0]) for box in found.boxes) if all(box.file for box in found.boxes) else 0


def _gathered(found: Diagram) -> int:
    return sum(len(box.names) for box in found.boxes if box.file is None)


def _long_names() -> Diagram:
    words = ("communities_", "warehouse_", "programme_mm_", "MAXIMUM_", "still_ill_", "0123456789")
    names = tuple(f"{(word * LONGEST_NAME)[:LONGEST_NAME]}.{word}" for word in words)
    number, tables = Box("n0", 0, "view", names[:1], "sql/a.sql"), Box("n1", 4, "raw tables", names, None)
    return Diagram((number, tables), ((tables, number),))


DIAGRAMS = {
    "full": max(_drawings(), key=_letters),
    "two boxes": min(_drawings(), key=lambda found: len(found.boxes)),
    "layers": max(_drawings(), key=_gathered),
    "long names": _long_names(),
}
