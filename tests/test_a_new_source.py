"""Every domain stands in the places that docs/a-new-source.md names, and in no other by its name."""

import re
from importlib import import_module

import pytest

from analytics.question import Question
from db.domains import DOMAINS, Domain
from db.settings import PROJECT
from sources import demo
from sync.specifications import source_named

PLACES = re.findall(
    r"^\| (\d+)\. `(.+?)` \|", (PROJECT / "docs" / "a-new-source.md").read_text(encoding="utf-8"), re.MULTILINE
)
MOST_PLACES = 10


def test_a_new_source_takes_at_most_ten_places() -> None:
    assert [int(number) for number, _ in PLACES] == list(range(1, len(PLACES) + 1))
    assert len(PLACES) <= MOST_PLACES


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
    for name in ("time_zone", "data_quality", "refresh_facts", domain.rebuild.split(".")[1]):
        assert (PROJECT / "sql" / domain.derived_schema / f"{name}.sql").exists(), name
    module = import_module(f"analytics.{domain.name}")
    asked = {found.relation.split(".")[0] for found in vars(module).values() if isinstance(found, Question)}
    assert domain.derived_schema in asked


def test_no_other_python_file_lists_the_sources() -> None:
    """A list of all sources that a person keeps is an eleventh place; words for them may be translated in one."""
    lists = [
        path.relative_to(PROJECT).as_posix()
        for room in ("analytics", "db", "pages", "sources", "sync")
        for path in (PROJECT / room).rglob("*.py")
        if all(f'"{other.source}"' in path.read_text(encoding="utf-8") for other in DOMAINS)
    ]
    assert set(lists) <= {"analytics/ui/words.py", "db/domains.py"}
