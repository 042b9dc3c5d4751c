"""Whatever is empty knows why: not connected, nothing synced, no row that counts and by which rule, over since then."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.question import Question
from analytics.ui import i18n, words
from db.domains import DOMAINS, Domain
from db.warehouse import Warehouse
from tests.advisors import marketplace
from tests.classroom import classroom
from tests.engagement.centre import check_in, student
from tests.factories import AQIDAH, Connection, facilitator, group, hangout, met
from tests.ops import records
from tests.pages.conftest import OpenPage
from tests.pages.test_frame import PROJECT
from tests.pages.test_pages import fine
from tests.timeline import school

EVERY_PAGE = [pytest.param(domain, page, id=page) for domain in DOMAINS for page in domain.pages]


def said(app: AppTest) -> str:
    return "\n".join(text.value for text in app.main.markdown)


def questions(domain: Domain) -> dict[str, Question[...]]:
    found = vars(import_module(f"analytics.{domain.name}"))
    return {name: question for name, question in found.items() if isinstance(question, Question)}


@pytest.mark.parametrize(("domain", "page"), EVERY_PAGE)
def test_a_source_that_is_not_connected_is_named_with_its_setting(
    domain: Domain, page: str, warehouse_18: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.ui.sources.is_connected", lambda source: source != domain.source)
    app = open_page(warehouse_18, page, language="en")
    assert fine(app)
    assert "is not connected.**" in said(app)
    assert f"`ATALAYA_SOURCE_{domain.source.upper()}_URL`" in said(app)
    assert not app.main.button


@pytest.mark.parametrize(("domain", "page"), EVERY_PAGE)
def test_a_production_without_rows_is_not_called_unsynced(
    domain: Domain, page: str, warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection:
        records.run(connection, 1, domain.source, started=str(datetime.now(UTC)))
        records.table(connection, 1, domain.source, begins=str(datetime.now(UTC)))
    app = open_page(warehouse_18, page, language="en")
    assert fine(app)
    assert "production has nothing of this:**" in said(app)
    assert [button.key for button in app.main.button] == ["sync_from_page"]


def of_another_hangout(connection: Connection) -> None:
    hangout(connection, "other", "Ngeshare sesi aqidah")
    for name in ("a", "b"):
        group(connection, name, hangout_id="other")


def deleted_students(connection: Connection) -> None:
    student(connection, deleted_at="2026-06-01 15:00+00")


def advisors_after_the_refresh(connection: Connection) -> None:
    marketplace.advisor(connection, 1)


def deleted_profiles(connection: Connection) -> None:
    school.add(connection, "profiles", "ana", deleted_at=school.MONDAY)


@pytest.mark.parametrize(
    ("write", "page", "count", "rule"),
    [
        (of_another_hangout, "home", 2, f"to the letter, one of these names: {AQIDAH}"),
        (of_another_hangout, "curriculum_funnel", 2, AQIDAH),
        (of_another_hangout, "rescue_list", 2, AQIDAH),
        (of_another_hangout, "facilitator_growth", 2, AQIDAH),
        (deleted_students, "engagement_panel", 1, "soft-deleted"),
        (advisors_after_the_refresh, "advisor_rankings", 1, "last refresh"),
        (deleted_profiles, "student_timeline", 1, "soft-deleted"),
    ],
)
def test_copied_rows_of_which_none_counts_are_counted_with_the_rule(
    write: Callable[[Connection], None],
    page: str,
    count: int,
    rule: str,
    warehouse_18: Warehouse,
    open_page: OpenPage,
) -> None:
    with warehouse_18.connect() as connection:
        write(connection)
    app = open_page(warehouse_18, page, language="en")
    assert fine(app)
    assert f": {count} copied, and none of them counts.**" in said(app)
    assert rule in said(app)
    assert not app.main.button


def test_time_that_nobody_can_count_is_not_called_nobody(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection:
        student(connection)
        for day in (1, 2, 3):
            check_in(connection, f"v{day}", checked_in_at=f"2026-06-0{day} 15:00+00", checked_out_at=None)
    app = open_page(warehouse_18, "engagement_panel", language="en", as_of="2026-06-15")
    assert fine(app)
    assert "**Check-ins: 3 copied, and none of them counts.**" in said(app)
    assert "Without a check-out: 3." in said(app)


def test_lessons_that_never_started_are_not_called_a_quiet_period(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection:
        classroom.add(connection, "schools", "school")
        classroom.add(connection, "sessions", "session", started_at=None, ended_at=None)
    app = open_page(warehouse_18, "classroom_sessions", language="en")
    assert fine(app)
    assert "**Lessons: 1 copied, and none of them counts.**" in said(app)
    assert "Never started: 1." in said(app)


@pytest.mark.parametrize("page", ["home", "curriculum_funnel", "rescue_list", "facilitator_growth"])
def test_a_programme_that_ended_says_when_and_offers_to_look_from_there(
    page: str, warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection:
        group(connection, "a", created="2019-01-01")
        met(connection, "a", "2019-03-04", episode=3)
        connection.execute("select ngeshare.rebuild_facts()")
        facilitator(connection, "a", "fajar", joined="2019-01-02")
    app = open_page(warehouse_18, page, language="en")
    assert fine(app)
    assert "**The data end on Mar 4, 2019.**" in said(app)
    app.button(key="look_from_page").click().run()
    assert fine(app)
    assert any("As of Mar 4, 2019" in caption.value for caption in app.main.caption)
    assert "The data end on" not in said(app)


def test_a_centre_that_closed_says_when_at_the_top_and_where_a_section_is_empty(
    warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection:
        student(connection, created_at="2019-01-05 15:00+00")
        check_in(connection, checked_in_at="2019-03-04 15:00+00", checked_out_at="2019-03-04 16:00+00")
    app = open_page(warehouse_18, "engagement_panel", language="en")
    assert fine(app)
    assert said(app).count("**The data end on Mar 4, 2019.**") == 2
    app.button(key="look_from_heatmap").click().run()
    assert fine(app)
    assert app.sidebar.date_input[0].value.isoformat() == "2019-03-04"
    assert "The data end on" not in said(app)


def test_a_day_before_everything_offers_to_look_from_today(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "engagement_panel", as_of="2001-01-01", language="en")
    assert "Nothing existed yet on Jan 1, 2001." in said(app)
    app.button(key="look_from_page").click().run()
    assert fine(app)
    assert app.metric


def test_good_news_stays_good_news(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "advisor_rankings", language="en", search="nobody has this name")
    assert ":material/check_circle: No advisor fits." in said(app)


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_what_a_question_needs_is_counted_and_has_a_name_and_a_rule(
    domain: Domain, full_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: full_warehouse)
    asked = questions(domain)
    counted = asked["what_counts"]()
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            told: dict[str, Any] = words.of_domain(domain).subjects()
            rules = words.of_domain(domain).rules()
            assert {*told} == {*rules} == {*counted["subject"]}
    assert {question.needs for question in asked.values()} - {""} <= set(counted["subject"])
    assert (counted["counted"] > 0).all()


def test_no_part_of_a_page_says_in_a_way_of_its_own_that_it_is_empty() -> None:
    own = {
        path.name
        for path in [*PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")]
        if ":material/check_circle: {" in path.read_text(encoding="utf-8")
    }
    assert own == {"sections.py"}
