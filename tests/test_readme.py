"""README's *Add a view* and *Add a page*, done as they are written, in a copy of the project."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db.settings import PROJECT
from tests import walkthrough
from tests.conftest import Server
from tests.walkthrough import Step


def steps(heading: str) -> list[Step]:
    """The code blocks below a heading."""
    [part] = re.findall(
        rf"^### {heading}\n(.*?)(?=^##)", (PROJECT / "README.md").read_text(encoding="utf-8"), re.M | re.S
    )
    return walkthrough.steps(part)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which every step is taken."""
    copy = tmp_path_factory.mktemp("project")
    walkthrough.take([*steps("Add a view"), *steps("Add a page")], copy)
    return copy


@pytest.fixture(scope="module")
def migrated(project: Path, postgres_18: Server) -> Iterator[str]:
    """The URL of a warehouse that the changed project has migrated."""
    name = postgres_18.create("atalaya_template")
    url = postgres_18.database_url(name)
    walkthrough.run(project, url, "-m", "cli", "migrate")
    yield url
    postgres_18.drop(name)


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
    assert walkthrough.faults_of_style(project) == ""


def test_the_view_counts_and_the_page_shows_it(project: Path, migrated: str) -> None:
    spec = importlib.util.spec_from_file_location("added", project / "tests/curriculum/test_groups_by_city.py")
    assert spec is not None and spec.loader is not None
    added = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(added)
    with psycopg.connect(migrated, autocommit=True) as connection:
        added.test_a_city_counts_its_groups(connection)
    shown = walkthrough.open_page(project, migrated, "cities", "groups_by_city")
    assert (shown["title"], shown["section"], shown["table"]) == ("Cities", "Groups per city", [["Bandung", 2]])
    assert "ngeShare was never synced completely" in shown["captions"]
    assert "How many groups of the curriculum meet in each city?" in " ".join(shown["definition"])
