"""A shape: how files of one kind are recognised, and the recipe that follows. Each is one TOML file beside this one."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_HERE = Path(__file__).parent

PLACE = re.compile(r"\{([a-z_]+)\}")
"""Where a recipe names a role: its column stands there."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Role(_Table):
    """What a column may tell, and by what it is known."""

    headers: tuple[str, ...] = ()
    """Patterns, the best first; `*` is any text."""
    not_headers: tuple[str, ...] = ()
    """Patterns of headers that are not meant."""
    entered: tuple[str, ...] = ()
    """Patterns of headers that are not meant where nobody stands in two rows: when people were entered into a list."""
    values: (
        tuple[str, ...]
        | Literal["moments", "clocks", "hours", "marks", "numbers", "episodes", "attendance", "directions"]
    ) = ()
    """What most values look like; or patterns, of which one value must fit one."""
    any_header: bool = False
    """Where no header fits, the only column with such values is it."""
    every: bool = False
    """All columns that fit, instead of the first: of each row the first that is not empty counts."""
    shared: bool = False
    """The column may have another role, too."""
    beside: str = ""
    """It is looked for only where this other role, which stands before it, is found."""
    repeats: bool = False
    """Some value stands in several rows."""
    differs: bool = False
    """Hardly any value stands in several rows."""
    dated_headers: bool = False
    """All columns whose header holds a date, at least two: their cells are marks."""
    numbered_headers: bool = False
    """All columns whose header fits and holds a number, at least two of them."""
    marked: bool = False
    """All columns that look so and have no other role, at least three: each header names one person."""
    file_name: str = ""
    """A regular expression: each file is one person's, and is named so."""
    tells: str = ""
    """What it tells, in a word, for messages."""

    @property
    def in_headers(self) -> bool:
        """Whether the headers tell it, and cells are marks beside it."""
        return self.dated_headers or self.numbered_headers or self.marked


Alternatives = Annotated[tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]
"""The first whose roles are all found counts."""


class Shape(_Table):
    """One kind of files."""

    key: str
    """Its name on the command line: that of its file."""
    title: str
    source: str
    """Which of the sources it fills; empty for a roster, which joins any."""
    needs: tuple[str, ...] = ()
    """Roles without which it is not this shape: "who or first and last"."""
    general: bool = False
    """It counts only where no other shape is recognised."""
    preferred_to: tuple[str, ...] = ()
    """Shapes that need as many columns, and give way to it where files have both."""
    takes: tuple[str, ...] = ()
    """Files under common/ whose roles it has, too."""
    offered: bool = True
    """Whether it is recognised by itself; else only by its name."""
    roles: Mapping[str, Role] = Field(default_factory=dict)
    recipe: Mapping[str, Mapping[str, Alternatives]]
    """By table what a recipe says of it, with roles in braces; `needs` are roles without which it is not filled.

    Of several `left_out`, the one at the place of the `where` that counts is taken.
    """
    joined_by: tuple[str, ...] = ()
    """Roles whose columns tell that files of other headers say more of the same."""
    joined: Mapping[str, Mapping[str, Alternatives]] = Field(default_factory=dict)
    """What the recipe says of tables instead, where there are such files."""

    def choices(self) -> Iterator[Sequence[Sequence[str]]]:
        """Of each need: the sets of roles of which one must be found."""
        return choices_of(self.needs)


def choices_of(needs: Sequence[str]) -> Iterator[Sequence[Sequence[str]]]:
    """Of each need, written as "who or first and last": the sets of roles of which one must be found."""
    for need in needs:
        yield [choice.split(" and ") for choice in need.split(" or ")]


@lru_cache
def shapes() -> Mapping[str, Shape]:
    """Every shape by its key."""
    return {shape.key: shape for shape in (_read(path) for path in sorted(_HERE.glob("*.toml")))}


def _read(path: Path) -> Shape:
    tree = _tree(path)
    common: dict[str, object] = {}
    for name in tree.get("takes", ()):
        common |= _tree(_HERE / "common" / f"{name}.toml")["roles"]
    return Shape.model_validate({**tree, "key": path.stem, "roles": common | tree.get("roles", {})})


def _tree(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
