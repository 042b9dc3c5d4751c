"""What the import contracts forbid is really seen, whichever module does it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.ui.i18n import LOCALE_DIRECTORY

PROJECT = LOCALE_DIRECTORY.parent
QUERY_LAYER = sorted(path.relative_to(PROJECT) for path in PROJECT.glob("analytics/*.py"))
ROOTS = ("analytics", "db", "pages", "sources", "sync")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The project's code, to be spoilt."""
    for name in ROOTS:
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=lambda folder, names: [*_data(folder, names)])
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def _data(folder: str, names: list[str]) -> list[str]:
    return [
        name for name in names if not (name.endswith(".py") or (Path(folder) / name).is_dir()) or name == "__pycache__"
    ]


def lint(project: Path) -> tuple[int, str]:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=project, env={"PYTHONPATH": str(project), "COLUMNS": "300"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def imports(said: str, forbidden: str) -> set[str]:
    """Modules that the linter names for importing what they must not, each by its own line."""
    return set(re.findall(rf"-\s+([\w.]+) -> {forbidden} \(l\.\d+\)", said))


def test_the_contracts_are_kept_as_long_as_nobody_breaks_them(copied: Path) -> None:
    code, said = lint(copied)
    assert (code, "0 broken" in said) == (0, True), said


@pytest.mark.parametrize("forbidden", ["streamlit", "sync.verify"])
def test_an_import_in_any_module_of_the_query_layer_fails_the_lint(forbidden: str, copied: Path) -> None:
    for path in QUERY_LAYER:
        with (copied / path).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {forbidden}\n")
    code, said = lint(copied)
    modules = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in QUERY_LAYER}
    assert code != 0
    assert imports(said, re.escape(forbidden)) >= modules, said


@pytest.mark.parametrize("above", ["analytics.ui.numbers", "analytics.api.models"])
def test_a_question_that_looks_up_fails_the_lint(above: str, copied: Path) -> None:
    with (copied / "analytics/engagement.py").open("a", encoding="utf-8") as file:
        file.write(f"\nimport {above}\n")
    code, said = lint(copied)
    assert code != 0
    assert imports(said, re.escape(above)) == {"analytics.engagement"}


@pytest.mark.parametrize("room", ["run.plan", "merge.load", "log.quality", "compare.facts", "verify", "restore"])
def test_whatever_starts_a_sync_by_another_door_fails_the_lint(room: str, copied: Path) -> None:
    for path in ("pages/home.py", "analytics/ui/cards.py"):
        with (copied / path).open("a", encoding="utf-8") as file:
            file.write(f"\nimport sync.{room}\n")
    code, said = lint(copied)
    assert code != 0
    assert imports(said, re.escape(f"sync.{room}")) == {"pages.home", "analytics.ui.cards"}
