"""docs/a-new-source.md, done as it is written: a sixth domain is built in a copy of the project, synced and shown.

And every domain that there is stands in the places that the document names, and in no other by its name.
"""

import ast
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import psycopg
import pytest

from analytics.question import Question
from db.domains import DOMAINS, Domain
from db.settings import PROJECT
from sources import demo
from sync.specifications import source_named
from tests import walkthrough
from tests.conftest import Server

DOCUMENT = (PROJECT / "docs" / "a-new-source.md").read_text(encoding="utf-8")
PLACES = re.findall(r"^\| (\d+)\. `(.+?)` \|", DOCUMENT, re.MULTILINE)
MOST_PLACES = 10
STEPS = walkthrough.steps(DOCUMENT)
SIXTH = {"domain": "library", "schema": "lending"}
WEEKS = "select week::text, loans from lending.loans_by_week order by week desc"
WRITTEN = """
    select count(*), sum(rows_inserted + rows_updated + rows_deleted)
    from ops.sync_log
    where run = (select max(run) from ops.sync_run)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which every step is taken."""
    copy = tmp_path_factory.mktemp("project")
    walkthrough.take(STEPS, copy)
    return copy


@pytest.fixture(scope="module")
def synced(project: Path, postgres_18: Server) -> Iterator[tuple[str, str]]:
    """The URLs of a warehouse of before that the copy has migrated, and of a simulated library that it has synced."""
    warehouse, production = postgres_18.create("atalaya_template"), postgres_18.create("template1")
    urls = postgres_18.database_url(warehouse), postgres_18.database_url(production)
    fill = f"from sources import demo; demo.fill({urls[1]!r}, scale=0.5, sources=['biblio'])"
    walkthrough.run(project, urls[0], "-c", fill)
    walkthrough.run(project, urls[0], "-m", "cli", "sync", "biblio", ATALAYA_SOURCE_BIBLIO_URL=urls[1])
    yield urls
    for name in (warehouse, production):
        postgres_18.drop(name)


def test_a_new_source_takes_at_most_ten_places() -> None:
    assert [int(number) for number, _ in PLACES] == list(range(1, len(PLACES) + 1))
    assert len(PLACES) <= MOST_PLACES


def test_every_step_is_taken_in_one_of_these_places_or_in_a_test_of_its_own() -> None:
    places = {place.format(**SIXTH): 0 for _, place in PLACES}
    for step in STEPS:
        found = [place for place in places if step.path == place or (place[-1] == "/" and step.path.startswith(place))]
        assert found or step.path.startswith("tests/library/"), step.path
        for place in found:
            places[place] += 1
    assert [place for place, taken in places.items() if not taken] == []


def test_what_was_there_changes_in_two_files_and_the_catalogues_only() -> None:
    changed = {step.path for step in STEPS if (PROJECT / step.path).exists()}
    assert {path for path in changed if not path.startswith("locale/")} == {"db/domains.py", "Home.py"}


def test_its_code_is_in_style(project: Path) -> None:
    assert walkthrough.faults_of_style(project) == ""


def test_its_imports_keep_the_contracts(project: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=project,
        env={"PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "0 broken" in done.stdout, done.stdout + done.stderr


def test_its_rules_hold(project: Path, synced: tuple[str, str]) -> None:
    spec = importlib.util.spec_from_file_location("added", project / "tests/library/test_loans_by_week.py")
    assert spec is not None and spec.loader is not None
    added = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(added)
    with psycopg.connect(synced[0], autocommit=True) as connection, connection.transaction(force_rollback=True):
        connection.execute("truncate biblio.members cascade")
        added.test_a_week_counts_the_loans_of_its_local_days(connection)


def test_a_sync_brings_the_whole_library_and_says_how_fresh_it_is(synced: tuple[str, str]) -> None:
    with psycopg.connect(synced[0]) as warehouse, psycopg.connect(synced[1]) as production:
        for table in ("id, full_name from biblio.members", "id, returned_at from biblio.loans"):
            there = production.execute(f"select {table} order by id".encode()).fetchall()
            assert there
            assert warehouse.execute(f"select {table} order by id".encode()).fetchall() == there
        assert warehouse.execute(
            "select source, state, warn_after_seconds, error_after_seconds, validated from ops.source_freshness"
        ).fetchall() == [("biblio", "fresh", 26 * 3600, 3 * 86400, True)]
        checks = warehouse.execute("""select "check" from ops.data_quality where source = 'biblio'""").fetchall()
        assert ("returned_before_borrowed",) in checks


def test_its_facts_add_up(project: Path, synced: tuple[str, str]) -> None:
    said = walkthrough.run(project, synced[0], "-m", "cli", "check", "biblio", "--json")
    [checked] = json.loads(said)
    sums = [(one["fact"], one["measure"], one["agrees"], one["looks_back"]) for one in checked["identities"]]
    assert (checked["state"], sums) == (
        "checked",
        [("lending.loans_by_day", "loans", True, False), ("lending.loans_by_day", "loans", True, True)],
    )


def test_its_people_are_known_and_its_first_load_leaves_nothing(synced: tuple[str, str]) -> None:
    with psycopg.connect(synced[0]) as warehouse:
        people = warehouse.execute("select relation from ops.student_level_views where relation ~ '^biblio'").fetchall()
        left = warehouse.execute("select relname from pg_class where relnamespace = 'incoming_biblio'::regnamespace")
        assert (people, left.fetchall()) == ([("biblio.loans",), ("biblio.members",)], [])


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Library Loans"),
        pytest.param("es", "Préstamos de la biblioteca", marks=pytest.mark.check),
        pytest.param("id", "Peminjaman Perpustakaan", marks=pytest.mark.check),
    ],
)
def test_the_page_shows_its_number(project: Path, synced: tuple[str, str], language: str, title: str) -> None:
    with psycopg.connect(synced[0]) as warehouse:
        weeks = warehouse.execute(WEEKS).fetchall()
    shown = walkthrough.open_page(
        project, synced[0], "library_loans", "loans_by_week", language, ATALAYA_SOURCE_BIBLIO_URL=synced[1]
    )
    assert shown["title"] == title
    assert [(week[:10], loans) for week, loans in shown["table"]] == weeks
    assert any("Biblio" in caption for caption in shown["captions"])
    assert "How many loans began in each week?" in " ".join(shown["definition"])


def test_it_is_explained_back_to_production(project: Path, synced: tuple[str, str]) -> None:
    said = walkthrough.run(project, synced[0], "-m", "cli", "explain", "lending.loans_by_week")
    for part in (
        "sql/lending/loans_by_day.sql",
        "production biblio, table loans",
        "analytics/library.py: loans_by_week",
    ):
        assert part in said


@pytest.mark.parametrize("first", [[], pytest.param(["verify", "biblio", "--facts"], marks=pytest.mark.check)])
def test_a_sync_that_finds_nothing_new_writes_nothing(project: Path, synced: tuple[str, str], first: list[str]) -> None:
    for command in filter(None, (first, ["sync", "biblio"])):
        walkthrough.run(project, synced[0], "-m", "cli", *command, ATALAYA_SOURCE_BIBLIO_URL=synced[1])
    with psycopg.connect(synced[0]) as warehouse:
        assert warehouse.execute(WRITTEN).fetchone() == (2, 0)


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_a_domain_stands_in_each_place(domain: Domain) -> None:
    named = {"domain": domain.name, "schema": domain.derived_schema}
    assert [place for _, place in PLACES if not (PROJECT / place.format(**named)).exists()] == []
    assert all((PROJECT / "pages" / f"{page}.py").exists() for page in domain.pages)
    home = (PROJECT / "Home.py").read_text(encoding="utf-8")
    assert [page for page in domain.pages if f'"pages/{page}.py"' not in home] == []


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_what_stands_there_is_what_the_document_says(domain: Domain) -> None:
    assert source_named(domain.source).tables
    assert domain.source in demo.EVERY_SOURCE
    for name in ("today", "data_quality", "refresh_facts", "identities", domain.rebuild.split(".")[1]):
        assert (PROJECT / "sql" / domain.derived_schema / f"{name}.sql").exists(), name
    module = import_module(f"analytics.{domain.name}")
    asked = {found.relation.split(".")[0] for found in vars(module).values() if isinstance(found, Question)}
    assert domain.derived_schema in asked


KNOWN = [{str(getattr(domain, named)) for domain in DOMAINS} for named in ("name", "source", "derived_schema")]


def test_nothing_else_lists_the_domains() -> None:
    """A list of all domains, sources or schemas that a person keeps is an eleventh place."""
    rooms = ("analytics", "benchmarks", "db", "pages", "sources", "sync", "tests")
    files = [*PROJECT.glob("*.py"), *(path for room in rooms for path in (PROJECT / room).rglob("*.py"))]
    listing = [path.relative_to(PROJECT).as_posix() for path in files if _lists_domains(path)]
    assert listing == ["db/domains.py"]
    for path in [PROJECT / "pyproject.toml", *(PROJECT / "sql" / "ops").glob("*.sql")]:
        assert not _lists_all(re.findall(r"""["']([\w.]+)["']""", path.read_text(encoding="utf-8"))), path


def _lists_domains(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return _lists_all(re.findall(r"\w+", text)) and any(map(_lists_all, _lists(ast.parse(text), path)))


def _lists_all(names: Iterable[str]) -> bool:
    found = set(names)
    return any(known <= found for known in KNOWN)


def _lists(tree: ast.Module, path: Path) -> Iterator[list[str]]:
    """What each literal list, text and import of a module names; a test may ask every domain something of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            found = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
            yield [value for value in found if isinstance(value, str)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.findall(r"'(\w+)'", node.value)
        elif isinstance(node, ast.ImportFrom) and not path.is_relative_to(PROJECT / "tests"):
            yield [name.name for name in node.names]
