"""Explains where a number comes from: its view, what the view reads, down to production, and who asks for it.

Everything is read from the files, so that it is answered without a warehouse.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from db.errors import AtalayaError
from db.lineage import RAW, Step, lineage
from db.settings import PROJECT

_QUESTION = re.compile(r"@question\((?P<about>[^)]*)\)\s*\ndef (?P<name>\w+)")
_RELATION = re.compile(r'"([\w.]+)"')


class UnknownView(AtalayaError):
    """No file under sql/ describes a view, function or table of that name."""


@dataclass(frozen=True)
class Explanation:
    """A number's relation with all that stands upstream of it."""

    steps: Mapping[str, Step]
    """By name; the relation itself first, everything before what it comes from."""
    questions: tuple[str, ...]
    """Functions of the query layer that read the relation, as `file: function`."""

    @property
    def name(self) -> str:
        """The relation."""
        return next(iter(self.steps))

    @property
    def productions(self) -> tuple[str, ...]:
        """The production tables at which the way ends."""
        return tuple(step.name for step in self.steps.values() if step.kind == RAW)


def explain(view: str) -> Explanation:
    """What stands upstream of a view, function or table of ours: `schema.name`, or the name where only one bears it.

    Raises UnknownView, naming what is called alike.
    """
    name = _whole_name(view)
    chain = lineage().chain(name)
    return Explanation({step.name: step for step in chain}, asked_by().get(name, ()))


@lru_cache(maxsize=1)
def asked_by() -> Mapping[str, tuple[str, ...]]:
    """Of each relation: the questions of the query layer that read it, or that it explains."""
    found: dict[str, list[str]] = {}
    for path in sorted((PROJECT / "analytics").glob("*.py")):
        for match in _QUESTION.finditer(path.read_text(encoding="utf-8")):
            asking = f"{path.relative_to(PROJECT).as_posix()}: {match['name']}"
            for relation in _RELATION.findall(match["about"]):
                found.setdefault(relation, []).append(asking)
    return {relation: tuple(questions) for relation, questions in found.items()}


def _whole_name(view: str) -> str:
    known = lineage().objects
    alike = [name for name in known if view in {name, name.split(".", 1)[1]}]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise UnknownView(f"Several are called {view}: {', '.join(sorted(alike))}. Name one with its schema.")
    bare = {name.split(".", 1)[1]: name for name in known}
    near = difflib.get_close_matches(view.rsplit(".", 1)[-1], bare, n=3)
    hint = f"Did you mean {' or '.join(bare[name] for name in near)}?" if near else "docs/ lists them all."
    raise UnknownView(f"There is no view, function or table {view}. {hint}")
