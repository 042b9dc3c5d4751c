"""docs/imports.md names every shape and every word, and its recipe is one."""

import re
import tomllib

import pytest

from db.settings import PROJECT
from sources.imports import recipe
from sources.imports.shapes import shapes
from sources.imports.shapes.kinds import KINDS
from sources.imports.shapes.shape import Role, Shape

MANUAL = (PROJECT / "docs" / "imports.md").read_text(encoding="utf-8")

EXAMPLES = re.findall(r"^```toml\n(.*?)^```", MANUAL, re.M | re.S)


def test_each_shape_has_its_line() -> None:
    told = re.findall(r"^\| `(\w+)` \| (.*?) \| (\w+) \| .+ \|$", MANUAL, re.M)
    assert told == [(name, shape.title, shape.source or "any") for name, shape in shapes().items()]


@pytest.mark.parametrize(
    "word",
    [
        *KINDS,
        *(name for name in Role.model_fields),
        *(name for name in Shape.model_fields if name != "key"),
        *recipe._WORDS,
        *recipe._HEADS,
        "_line",
        "_file",
    ],
)
def test_no_word_is_forgotten(word: str) -> None:
    assert re.search(rf"`{word}`|^{word} = |^\[{word}[].]", MANUAL, re.M)


def test_the_recipe_of_the_manual_is_one() -> None:
    found = recipe.read(EXAMPLES[0], "manual")
    assert [section.table for section in found.sections] == ["check_ins", "students"]
    assert recipe.read(recipe.written(found), "manual") == found


def test_the_shape_of_the_manual_is_one() -> None:
    found = Shape.model_validate({**tomllib.loads(EXAMPLES[1]), "key": "manual"})
    assert found.needs[0] == "who or first and last"
