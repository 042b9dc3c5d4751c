"""A document whose code blocks are steps: they are taken, as they are written, in a copy of the project."""

import json
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import migrations
from db.settings import PROJECT

COPIED = (
    "analytics",
    "commands",
    "db",
    "locale",
    "pages",
    "sources",
    "sql",
    "sync",
    "Home.py",
    "cli.py",
    "processes.py",
    "pyproject.toml",
)

NEXT_NUMBER = "NNNN"
"""What a document writes for the number of the next migration."""

_FILE = re.compile(r"`([\w/.]+\.(?:py|sql|po))`")
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)

_OPENED = """
import json, runpy
from streamlit.testing.v1 import AppTest
import streamlit.runtime.scriptrunner.script_runner as runner

runner._mpa_v1 = lambda path: runpy.run_path(path, run_name="__main__")
app = AppTest.from_file("Home.py", default_timeout=120)
app.query_params["language"] = "{language}"
app.run()
app.switch_page("pages/{page}.py").run()
assert not app.exception and not app.error, (app.exception, app.error)
shown = {{
    "title": app.title[0].value,
    "section": app.header[0].value,
    "table": app.dataframe[0].value.values.tolist(),
    "captions": [caption.value for caption in app.main.caption],
}}
app.button(key="definition_{question}").click().run()
assert not app.exception, app.exception
shown["definition"] = [text.value for text in app.markdown]
print(json.dumps(shown, default=str))
"""


@dataclass(frozen=True)
class Step:
    """What a document puts into a file: a text that is added to it, or a change."""

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
        assert before.count(old) == 1, f"The document changes lines that {self.path} does not have:\n{old}"
        return before.replace(old, new)


def steps(document: str) -> list[Step]:
    """The code blocks of a text, each for the file that was named last before it."""
    number = f"{migrations.known()[-1].number + 1:04}"
    found = []
    for block in _FENCE.finditer(document):
        if block["language"] in {"python", "sql", "diff", "po"}:
            path = _FILE.findall(document, 0, block.start())[-1]
            text = textwrap.dedent(block["text"])
            found.append(Step(path.replace(NEXT_NUMBER, number), block["language"], text.replace(NEXT_NUMBER, number)))
    return found


def take(taken: list[Step], copy: Path) -> None:
    """Copies the project and takes the steps in the copy."""
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, copy)
    # Without them ruff takes `from tests.factories` for somebody else's package.
    (copy / "tests").mkdir()
    for name in ("__init__.py", "factories.py"):
        shutil.copy(PROJECT / "tests" / name, copy / "tests")
    for step in taken:
        step.take(copy)


def run(project: Path, url: str, *arguments: str, **settings: str) -> str:
    """What a Python command of the copy prints; it must succeed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={
            "PYTHONPATH": str(project),
            "ATALAYA_WAREHOUSE_URL": url,
            "ATALAYA_DATA_DIR": str(project / ".data"),
            **settings,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def open_page(
    project: Path, url: str, page: str, question: str, language: str = "en", **settings: str
) -> dict[str, Any]:
    """A page of the copy: title, first section with its table, captions, and what the section's definition says."""
    script = _OPENED.format(page=page, question=question, language=language)
    return dict(json.loads(run(project, url, "-c", script, **settings)))


def faults_of_style(project: Path) -> str:
    """What ruff says about the copy."""
    ruff = Path(sys.executable).with_name("ruff")
    said = ""
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run([ruff, *command, "."], cwd=project, capture_output=True, text=True, check=False)
        said += done.stdout if done.returncode else ""
    return said
