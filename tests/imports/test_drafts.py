"""A draft reads files as the command line does, and keeps what is said of them."""

import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from sources.imports import drafts, kept
from sources.imports.draft import drafted
from sources.imports.reading import reading
from sources.imports.recipe import Recipe, written
from tests.imports.shapes.written import WRITTEN


@pytest.fixture(autouse=True)
def data_directory(tmp_path: Path, setting: Callable[[str, str], None]) -> Path:
    setting("ATALAYA_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def with_files(name: str) -> drafts.Draft:
    draft = drafts.begin()
    for file, content in WRITTEN[name](Random(7)).items():
        draft.add(file, io.BytesIO(content))
    return draft


def as_written(recipe: Recipe | None) -> str:
    assert recipe is not None
    return written(recipe)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_draft_reads_files_as_the_command_line_does(name: str) -> None:
    draft = with_files(name)
    found = reading(draft)
    assert (found.refused, found.missing) == ("", ())
    by_command = drafted([path.name for path in draft.files], draft.base, found.recipe.name if found.recipe else "")
    assert as_written(found.recipe) == written(by_command).replace(f"{draft.base.resolve()}/", "")
    # Whoever names the shape that was recognised says nothing new.
    drafts.chosen(draft, shape=found.shape)
    assert as_written(reading(draft).recipe) == as_written(found.recipe)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_each_column_tells_can_be_said_again(name: str) -> None:
    draft = with_files(name)
    found = reading(draft)
    said = {
        asked.role: asked.headers[0]
        for asked in found.columns
        if asked.headers and not asked.is_fixed and not asked.is_of_several
    }
    drafts.chosen(draft, shape=found.shape, columns=said)
    assert as_written(reading(draft).recipe) == as_written(found.recipe)


def test_a_column_that_is_taken_away_leaves_the_recipe() -> None:
    draft = with_files("check_ins")
    before = reading(draft)
    [level] = [asked.role for asked in before.columns if asked.role == "level"]
    drafts.chosen(draft, shape=before.shape, columns={level: None})
    after = reading(draft).recipe
    assert before.recipe and after
    taken = {column for section in before.recipe.sections for column in section.columns}
    assert {"level"} >= taken - {column for section in after.sections for column in section.columns}


def test_a_shape_that_the_files_have_not_asks_for_its_columns() -> None:
    draft = with_files("zoom_participants")
    drafts.chosen(draft, shape="moodle_log")
    found = reading(draft)
    assert found.recipe is None
    assert found.missing or found.refused


def test_a_draft_is_found_by_its_id_alone_and_by_nobody_else() -> None:
    draft = drafts.begin()
    assert drafts.draft_of(draft.id) == draft
    assert draft.folder.stat().st_mode & 0o077 == 0
    for other in ("", "..", "a/b", draft.id[:-1], draft.id + "a"):
        with pytest.raises(drafts.NoSuchDraft):
            drafts.draft_of(other)
    draft.delete()
    with pytest.raises(drafts.NoSuchDraft):
        drafts.draft_of(draft.id)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Año Nuevo 2026", "ano-nuevo-2026"),
        ("  ", "import"),
        ("登录", "import"),
        ("x" * 60, "x" * 40),
        ("a/../b", "a-b"),
    ],
)
def test_a_name_is_made_of_any_text(text: str, name: str) -> None:
    assert kept.name_from(text) == name
