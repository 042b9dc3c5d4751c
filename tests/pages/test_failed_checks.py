"""Failed checks at a page's head: loud where they touch its figures, quiet elsewhere, and always a link to the rows."""

from importlib import import_module
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from analytics.question import Question
from analytics.ui.failed_checks import tables_of
from db.domains import DOMAINS, Domain
from db.warehouse import Warehouse
from sync.specifications import SOURCES
from tests.ops import records
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine

TABLES = {source.name: [table.name for table in source.tables] for source in SOURCES}

TOUCHED = {"HangoutGroup", "students", "asesores", "schools", "profiles"}
"""Of each source a table that the first question of each of its pages is made from."""


def links(app: AppTest) -> list[tuple[str, str]]:
    found = [link.proto for link in app.main.get("page_link")]
    return [(link.label, link.query_string) for link in found if "failed" in link.label]


def with_a_failed_check(warehouse: Warehouse, source: str, table: str, severity: str = "error") -> None:
    with warehouse.connect() as connection:
        records.run(connection, 1, source)
        records.found(connection, 1, source, "orphan_user", 3, name=table, severity=severity)


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_a_check_of_what_the_figures_are_made_from_is_loud_and_leads_to_its_rows(
    domain: Domain, warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    [touched] = TOUCHED.intersection(TABLES[domain.source])
    with_a_failed_check(warehouse_18, domain.source, touched)
    for page in domain.pages:
        app = open_page(warehouse_18, page, language="en")
        assert fine(app)
        [(label, url)] = links(app)
        assert label == ":orange-badge[:material/warning: 1 data check failed]"
        assert {*url.split("&")} == {"show=quality", f"source={domain.source}", "severity=error", f"table={touched}"}
    other = next(each for each in DOMAINS if each != domain)
    assert links(open_page(warehouse_18, other.pages[0], language="en")) == []


@pytest.mark.parametrize(("page", "source", "table"), [("rescue_list", "ngeshare", "not_of_any_figure")])
def test_a_check_of_something_else_is_quiet_and_leads_to_its_rows_too(
    page: str, source: str, table: str, warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with_a_failed_check(warehouse_18, source, table)
    [(label, url)] = links(open_page(warehouse_18, page, language="en"))
    assert label == ":gray[1 failed check of ngeShare, not of these figures]"
    assert f"source={source}" in url


def test_a_warning_is_no_failed_check(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with_a_failed_check(warehouse_18, "academy", "students", severity="warning")
    assert links(open_page(warehouse_18, "engagement_panel", language="en")) == []


def test_the_link_shows_exactly_those_rows(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with_a_failed_check(warehouse_18, "academy", "students")
    with warehouse_18.connect() as connection:
        records.found(connection, 1, "academy", "not_of_these_figures", 2, name="elsewhere", severity="error")
        records.found(connection, 1, "academy", "found_nothing", 0, name="students", severity="error")
    [(label, url)] = links(open_page(warehouse_18, "engagement_panel", language="en"))
    assert "1 data check failed" in label
    app = open_page(warehouse_18, "operations", language="en", **dict(parse_qsl(url)))
    assert fine(app)
    [report] = [table.value for table in app.dataframe if "severity" in table.value.columns]
    assert report[["source", "table", "count"]].to_numpy().tolist() == [["academy", "students", 3]]


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_the_tables_behind_a_question_are_tables_of_its_source(domain: Domain) -> None:
    asked = [found for found in vars(import_module(f"analytics.{domain.name}")).values() if isinstance(found, Question)]
    own = [question for question in asked if question.domain == domain]
    assert own
    behind = {question.name: tables_of([question], domain) for question in own if question.name != "what_counts"}
    without = {name for name, tables in behind.items() if not tables}
    assert without <= {"view_stats", "health"}
    assert {table for tables in behind.values() for table in tables} <= {*TABLES[domain.source]}
