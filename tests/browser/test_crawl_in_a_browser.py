"""Whatever says a number and can be clicked opens as many rows, on every page, in every language, now and long ago."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product

import psycopg
import pytest
from playwright.sync_api import Page

from analytics.languages import LANGUAGES
from tests import thoroughness
from tests.browser.conftest import PROJECT, TEST_SECONDS, Site
from tests.browser.crawl import Crawl, watched
from tests.conftest import CLICKED

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3 * TEST_SECONDS)]

PAGES = tuple(sorted(path.stem for path in PROJECT.glob("pages/*.py") if path.stem != "__init__"))

MOST, FEW = thoroughness.part(20, 0.15), thoroughness.part(3, 0.3)
"""Marks of a picture, and files and rows of each part, that are tried."""

AGO = 200
"""Days before today, from which each page is looked at, too."""

LEAST = {
    "advisor_rankings": (3, 6),
    "bring_data": (0, 0),
    "classroom_sessions": (4, 8),
    "curriculum_funnel": (8, 18),
    "engagement_panel": (10, 30),
    "facilitator_growth": (3, 4),
    "home": (8, 9),
    "operations": (11, 18),
    "rescue_list": (2, 3),
    "student_timeline": (16, 40),
}
"""How often at least a page is clicked as of now, in `make test` and in `make check`: it may rise, and never falls."""


WALKED = ("curriculum_funnel", "id", 0)
"""The one page that `make test` goes through: a Sankey, Vega's pictures, tables, files, lists."""


def cases() -> list[object]:
    """Each page in each language, now and as of before."""
    return [
        pytest.param(*case, marks=() if case == WALKED else pytest.mark.check)
        for case in product(PAGES, LANGUAGES, (0, AGO))
    ]


def start(site: Site, page: str, language: str, ago: int) -> str:
    """The address from which a page shows all it has: of a student's, a student who has done much by that day."""
    day = datetime.now(UTC).date() - timedelta(days=ago)
    asked = [f"language={language}", *([f"as_of={day}"] if ago else [])]
    if page == "student_timeline":
        asked.append(f"student={busiest_student(site, f'{day + timedelta(days=1)}T00:00:00Z')}")
    return f"{'' if page == 'home' else page}?{'&'.join(asked)}"


def busiest_student(site: Site, until: str) -> str:
    with psycopg.connect(site.warehouse_url, autocommit=True) as connection:
        connection.execute("select set_config('atalaya.as_of', %s, false)", [until])
        found = connection.execute(
            "select student_id::text from timeline.v_goal_activity group by student_id "
            "order by count(*) desc, sum(total_activities) desc, student_id limit 1"
        ).fetchone()
    assert found
    return str(found[0])


@pytest.mark.parametrize(("page", "language", "ago"), cases())
def test_what_says_a_number_opens_as_many_rows(
    page: str, language: str, ago: int, tab: Page, site: Site, record_property: Callable[[str, object], None]
) -> None:
    crawl = Crawl(tab, most=MOST, few=FEW, seed=f"{page} {language} {ago}")
    with watched(tab) as broken:
        crawl.page(start(site, page, language, ago))
    record_property(CLICKED, dict(crawl.clicked))
    assert (crawl.wrong, broken) == ([], [])
    # Long ago less had happened, on some pages nothing that can be clicked.
    assert crawl.clicked.total() >= (0 if ago else LEAST[page][thoroughness.level() == "check"]), crawl.clicked
