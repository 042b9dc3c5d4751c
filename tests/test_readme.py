"""README's *Add a view* and *Add a page*, done as they are written, in a copy of the project."""

import importlib.util
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from db.settings import PROJECT
from tests.conftest import Server

COPIED = (
    "analytics",
    "db",
    "locale",
    "pages",
    "sources",
    "sql",
    "sync",
    "Home.py",
    "cli.py",
    "terminal.py",
    "pyproject.toml",
)

OPENED = """
import runpy, sys
from streamlit.testing.v1 import AppTest
import streamlit.runtime.scriptrunner.script_runner as runner

runner._mpa_v1 = lambda path: runpy.run_path(path, run_name="__main__")
app = AppTest.from_file("Home.py", default_timeout=120)
app.query_params["language"] = "en"
app.run()
app.switch_page("pages/cities.py").run()
assert not app.exception and not app.error, (app.exception, app.error)
print([app.title[0].value, app.subheader[0].value, app.dataframe[0].value.values.tolist()])
print([caption.value for caption in app.main.caption])
app.button(key="definition_groups_by_city").click().run()
assert not app.exception, app.exception
print([text.value for text in app.markdown])
"""


@dataclass(frozen=True)
class Step:
    """What the README puts into a file: a text that is added to it, or a change."""

    path: str
    language: str
    text: str

    def take(self, project: Path) -> None:
        file = project / self.path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self._changed(before) if self.language == "diff" else self._added(before), encoding="utf-8")

    def _added(self, before: str) -> str:
        return f"{before.rstrip()}\n\n\n{self.text}" if before else self.text

    def _changed(self, before: str) -> str:
        lines = self.text.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] != "+")
        new = "".join(line[1:] for line in lines if line[0] != "-")
        assert before.count(old) == 1, f"README changes lines that {self.path} does not have:\n{old}"
        return before.replace(old, new)


def steps(heading: str) -> list[Step]:
    """The code blocks below a heading, each for the file that was named last."""
    [part] = re.findall(
        rf"^### {heading}\n(.*?)(?=^##)", (PROJECT / "README.md").read_text(encoding="utf-8"), re.M | re.S
    )
    found = re.findall(
        r"`([\w/.]+\.(?:py|sql))`[^`]*?(?:`[^`\n]*`[^`]*?)*?^   ```(\w+)\n(.*?)^   ```$", part, re.M | re.S
    )
    return [Step(path, language, textwrap.dedent(text)) for path, language, text in found]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which every step is taken."""
    copy = tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, copy)
    for step in [*steps("Add a view"), *steps("Add a page")]:
        step.take(copy)
    return copy


@pytest.fixture(scope="module")
def migrated(project: Path, postgres_18: Server) -> Iterator[str]:
    """The URL of a warehouse that the changed project has migrated."""
    name = postgres_18.create("atalaya_template")
    url = postgres_18.database_url(name)
    run(project, url, "-m", "cli", "migrate")
    yield url
    postgres_18.drop(name)


def run(project: Path, url: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={"PYTHONPATH": str(project), "ATALAYA_WAREHOUSE_URL": url, "ATALAYA_DATA_DIR": str(project / ".data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_readme_names_a_file_for_each_of_its_steps() -> None:
    assert [step.path for step in steps("Add a view")] == [
        "sql/ngeshare/v_groups_by_city.sql",
        "tests/curriculum/test_groups_by_city.py",
    ]
    assert [step.path for step in steps("Add a page")] == [
        "analytics/curriculum.py",
        "analytics/ui/curriculum/columns.py",
        "pages/cities.py",
        "db/domains.py",
        "Home.py",
    ]


def test_what_the_readme_adds_is_in_style(project: Path) -> None:
    ruff = Path(sys.executable).with_name("ruff")
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run([ruff, *command, "."], cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_the_view_counts_and_the_page_shows_it(project: Path, migrated: str) -> None:
    spec = importlib.util.spec_from_file_location("added", project / "tests/curriculum/test_groups_by_city.py")
    assert spec is not None and spec.loader is not None
    added = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(added)
    with psycopg.connect(migrated, autocommit=True) as connection:
        added.test_a_city_counts_its_groups(connection)
    page, captions, drawer = run(project, migrated, "-c", OPENED).splitlines()
    assert page == "['Cities', 'Groups per city', [['Bandung', 2]]]"
    assert "ngeShare was never synced completely" in captions
    assert "How many groups of the curriculum meet in each city?" in drawer
