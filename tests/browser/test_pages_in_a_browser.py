"""What only a browser can show: clicks on pictures, the address bar, downloads, two tabs at once."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import FloatRect, Page, expect

from analytics.ui.curriculum.charts.flow import NODE, SIZES
from tests.browser.conftest import PROJECT, TEST_SECONDS, Site
from tests.browser.waiting import (
    click_until_in_url,
    click_until_shown,
    drawn,
    expect_in_url,
    opened,
    points_at_something,
    reloaded,
    resting_box,
    settled,
    value_in_url,
)
from tests.patience import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

PAGES = tuple(sorted(path.stem for path in PROJECT.glob("pages/*.py") if path.stem != "__init__"))


def flow_groups(site: Site, token: str) -> int:
    with psycopg.connect(site.warehouse_url) as connection:
        found = connection.execute(
            "select coalesce(sum(groups), 0) from ngeshare.v_curriculum_flow "
            "where %(token)s in (source, target, source || ' → ' || target) "
            "and (%(token)s <> target or target not in (select course_name from ngeshare.course_config))",
            {"token": token},
        ).fetchone()
    assert found
    return int(found[0])


def expect_listed(tab: Page, groups: int) -> None:
    said = tab.locator(".st-key-section_flow strong", has_text=re.compile(r"^[\d,]+ groups?$"))
    expect(said).to_have_text(f"{groups:,} group{'' if groups == 1 else 's'}")


def sankey_box(tab: Page) -> FloatRect:
    return resting_box(tab.locator("[class*=st-key-picture_flow] canvas").first)


def click_down(tab: Page, share_of_width: float, wanted: re.Pattern[str]) -> str:
    """Clicks on the first part of a column of the Sankey that answers; the URL then says what is wanted."""
    box = sankey_box(tab)
    x = box["x"] + box["width"] * share_of_width
    heights = (box["y"] + box["height"] * step / 40 for step in range(2, 40))
    y = next((y for y in heights if points_at_something(tab, x, y)), None)
    assert y is not None, "nothing in that column answers to clicks"
    click_until_in_url(tab, lambda: tab.mouse.click(x, y), lambda url: bool(wanted.fullmatch(url.get("flow", [""])[0])))
    return value_in_url(tab, "flow")


def tick_first_row(tab: Page, table: str) -> None:
    """Clicks on the box before a table's first row, under the headings."""
    box = resting_box(tab.locator(f"[class*=st-key-table_{table}] canvas").first)
    tab.mouse.click(box["x"] + 18, box["y"] + 52)


def test_a_clicked_link_of_the_sankey_lists_exactly_its_groups_and_a_node_lets_go_again(tab: Page, site: Site) -> None:
    opened(tab, "curriculum_funnel")
    token = click_down(tab, 0.32, re.compile(".+ → .+"))
    groups = flow_groups(site, token)
    assert groups > 0
    expect_listed(tab, groups)

    def click_the_graduated() -> None:
        box = sankey_box(tab)
        tab.mouse.click(box["x"] + box["width"] - SIZES[-1].last - NODE / 2, box["y"] + 30)

    click_until_in_url(tab, click_the_graduated, lambda url: url.get("flow") == ["Graduated"])
    click_until_in_url(tab, click_the_graduated, lambda url: "flow" not in url)


def test_the_chosen_groups_are_what_is_downloaded(tab: Page, site: Site) -> None:
    opened(tab, "curriculum_funnel?flow=Stalled")
    with tab.expect_download() as download:
        tab.locator(".st-key-footer_flow a").first.click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == flow_groups(site, "Stalled")
    expect_listed(tab, len(rows))
    assert {row["flow_target"] for row in rows} == {"Stalled"}


def test_filters_survive_a_reload_and_a_link(tab: Page) -> None:
    opened(tab, "curriculum_funnel")
    tab.get_by_role("combobox", name="Course").click()
    # The first option chooses all.
    tab.get_by_role("option").nth(1).click()
    chosen = value_in_url(tab, "course")
    settled(tab)
    reloaded(tab)
    expect(tab.locator(".st-key-choice_course")).to_contain_text(chosen)
    expect_in_url(tab, course=[chosen])


def test_the_day_and_the_language_follow_from_page_to_page(tab: Page) -> None:
    opened(tab, "?language=es&as_of=2026-03-01")
    tab.get_by_role("link", name="Crecimiento de facilitadores").click()
    drawn(tab, "Crecimiento de facilitadores")
    expect_in_url(tab, language=["es"], as_of=["2026-03-01"])
    expect(tab.get_by_text("A fecha del 1 mar 2026").first).to_be_visible()


def test_sync_now_shows_its_progress_in_every_tab(tab: Page, site: Site) -> None:
    other = opened(tab.context.new_page(), "facilitator_growth")
    opened(tab, "engagement_panel")
    with psycopg.connect(site.source_url) as source:
        # The sync waits for this table until the test lets go of it.
        source.execute('lock table public."HangoutGroup" in access exclusive mode')
        tab.get_by_role("button", name="Sync now").click()
        for each in (tab, other):
            expect(each.get_by_text("of 6 tables").first).to_be_visible()
        tab.get_by_role("link", name="Operations").click()
        drawn(tab, "Operations")
        opener = tab.get_by_text("of 6 tables").first
        tables = tab.locator(".st-key-tables_ngeshare").get_by_text("UserHangoutGroupAttendance")
        click_until_shown(tab, opener.click, tables)
        source.rollback()
    for each in (tab, other):
        expect(each.get_by_role("button", name="Sync now")).to_be_enabled()
        expect(each.get_by_text("Outcome: Succeeded")).to_be_visible()


def test_a_session_of_a_school_opens_its_timeline(tab: Page, site: Site) -> None:
    # A day of before: the open hour of now may end between a page and a question.
    day = datetime.now(UTC).date() - timedelta(days=1)
    with psycopg.connect(site.warehouse_url, autocommit=True) as warehouse:
        warehouse.execute("select set_config('atalaya.as_of', %s, false)", [f"{day}T12:00:00Z"])
        found = warehouse.execute(
            "select schools.id, figures.total_sessions from classwaves.schools "
            "cross join lateral analytics.dashboard_metrics(schools.id, 720) as figures order by 2 desc, 1 limit 1"
        ).fetchone()
        assert found
        school, sessions = found
        newest = warehouse.execute(
            "select session_id, title from analytics.sessions_of_period(%s, 720) limit 1", [school]
        ).fetchone()
        assert newest
        opened(tab, f"classroom_sessions?school={school}&hours=720&as_of={day}")
        expect(tab.locator("[data-testid=stMetric]").first).to_contain_text(str(sessions))
        heading = tab.locator(".st-key-section_session_timeline").get_by_role("heading")
        click_until_shown(tab, lambda: tick_first_row(tab, "classroom_sessions"), heading)
        expect(heading).to_have_text(newest[1])
        wait_for(
            lambda: (
                (newest[0],)
                in warehouse.execute(
                    "select filters ->> 'of' from ops.access_log "
                    "where what = 'analytics.session_events (session_timeline)'"
                ).fetchall()
            ),
            "the look at the session is not written down",
        )
