"""What only a browser can show: clicks on pictures, the address bar, downloads, two tabs at once."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import psycopg
import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.conftest import PROJECT, Site

pytestmark = pytest.mark.browser

PAGES = tuple(sorted(path.stem for path in PROJECT.glob("pages/*.py") if path.stem != "__init__"))

# The pages with the pictures that draw themselves: a map and a Sankey. The crawl over all of them is `make check`'s.
DRAWN = {("rescue_list", "light"), ("curriculum_funnel", "dark")}
CRAWL = [
    pytest.param(name, scheme, id=f"{name}-{scheme}", marks=() if (name, scheme) in DRAWN else pytest.mark.check)
    for name in PAGES
    for scheme in ("light", "dark")
]
NARROW = [
    pytest.param(name, id=name, marks=() if name in {"operations", "rescue_list"} else pytest.mark.check)
    for name in PAGES
]


def opened(tab: Page, address: str) -> Page:
    tab.goto("/" if address == "home" else f"/{address}")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    return tab


def settled(tab: Page) -> None:
    """Until the page has been drawn to its end."""
    expect(tab.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()


def in_url(tab: Page, name: str) -> list[str]:
    return parse_qs(urlparse(tab.evaluate("location.href")).query).get(name, [])


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


def sankey_box(tab: Page) -> FloatRect:
    canvas = tab.locator("[class*=st-key-picture_flow] canvas").first
    canvas.scroll_into_view_if_needed()
    settled(tab)
    box = canvas.bounding_box()
    assert box
    return box


def click_down(tab: Page, share_of_width: float, wanted: re.Pattern[str]) -> str:
    """Clicks down a column of the Sankey until what the URL says is of the wanted kind."""
    box = sankey_box(tab)
    for step in range(2, 20):
        tab.mouse.click(box["x"] + box["width"] * share_of_width, box["y"] + box["height"] * step / 20)
        tab.wait_for_timeout(700)
        settled(tab)
        chosen = in_url(tab, "flow")
        if chosen and wanted.fullmatch(chosen[0]):
            return chosen[0]
    pytest.fail("no click chose anything")


def listed(tab: Page) -> int:
    said = tab.locator(".st-key-section_flow strong", has_text=re.compile(r"^[\d,]+ groups?$")).inner_text()
    return int(said.split()[0].replace(",", ""))


def test_a_link_to_a_page_shows_it_in_its_frame(tab: Page) -> None:
    opened(tab, "rescue_list")
    expect(tab.get_by_role("button", name="Sync now")).to_be_visible()
    expect(tab.get_by_role("link", name="Facilitator Growth")).to_be_visible()


def test_a_clicked_link_of_the_sankey_lists_exactly_its_groups(tab: Page, site: Site) -> None:
    opened(tab, "curriculum_funnel")
    token = click_down(tab, 0.32, re.compile(".+ → .+"))
    assert listed(tab) == flow_groups(site, token) > 0


def test_a_clicked_node_lists_its_groups_and_a_second_click_lets_go(tab: Page) -> None:
    opened(tab, "curriculum_funnel")
    box = sankey_box(tab)
    spot = (box["x"] + box["width"] - 157, box["y"] + 30)
    tab.mouse.click(*spot)
    tab.wait_for_url("**/curriculum_funnel?flow=Graduated")
    settled(tab)
    tab.mouse.click(*spot)
    tab.wait_for_url("**/curriculum_funnel")


def test_the_chosen_groups_are_what_is_downloaded(tab: Page, site: Site) -> None:
    opened(tab, "curriculum_funnel?flow=Stalled")
    settled(tab)
    with tab.expect_download() as download:
        tab.locator(".st-key-csv_flow a").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == flow_groups(site, "Stalled") == listed(tab)
    assert {row["flow_target"] for row in rows} == {"Stalled"}


def test_filters_survive_a_reload_and_a_link(tab: Page) -> None:
    opened(tab, "rescue_list")
    settled(tab)
    tab.get_by_role("combobox", name="Course").click()
    tab.get_by_role("option").first.click()
    tab.wait_for_url("**/rescue_list?course=*")
    chosen = in_url(tab, "course")
    tab.reload()
    settled(tab)
    assert in_url(tab, "course") == chosen
    expect(tab.locator(".st-key-course")).to_contain_text(chosen[0])


def test_the_day_and_the_language_follow_from_page_to_page(tab: Page) -> None:
    opened(tab, "?language=es&as_of=2026-03-01")
    settled(tab)
    tab.get_by_role("link", name="Lista de rescate").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Lista de rescate")
    settled(tab)
    assert (in_url(tab, "language"), in_url(tab, "as_of")) == (["es"], ["2026-03-01"])
    expect(tab.get_by_text("A fecha del 1 mar 2026").first).to_be_visible()


def test_sync_now_shows_its_progress_in_every_tab(tab: Page, site: Site) -> None:
    other = opened(tab.context.new_page(), "facilitator_growth")
    opened(tab, "rescue_list")
    settled(tab)
    with psycopg.connect(site.source_url) as source:
        # The sync waits for this table until the test lets go of it.
        source.execute('lock table public."HangoutGroup" in access exclusive mode')
        tab.get_by_role("button", name="Sync now").click()
        for each in (tab, other):
            expect(each.get_by_text("of 6 tables").first).to_be_visible()
        tab.get_by_role("link", name="Operations").click()
        tab.get_by_text("of 6 tables").first.click()
        expect(tab.locator(".st-key-tables_ngeshare").get_by_text("UserHangoutGroupAttendance")).to_be_visible()
        source.rollback()
    for each in (tab, other):
        expect(each.get_by_role("button", name="Sync now")).to_be_enabled()
        expect(each.get_by_text("Outcome: Succeeded")).to_be_visible()


def test_a_session_of_a_school_opens_its_timeline(tab: Page, site: Site) -> None:
    with psycopg.connect(site.warehouse_url) as warehouse:
        found = warehouse.execute(
            "select schools.id, figures.total_sessions from classwaves.schools "
            "cross join lateral analytics.dashboard_metrics(schools.id, 720) as figures order by 2 desc, 1 limit 1"
        ).fetchone()
        assert found
        school, sessions = found
        opened(tab, f"classroom_sessions?school={school}&hours=720")
        expect(tab.locator("[data-testid=stMetric]").first).to_contain_text(str(sessions))
        settled(tab)
        table = tab.locator("[class*=st-key-table_classroom_sessions] canvas").first
        table.scroll_into_view_if_needed()
        # The box before the first row, under the headings.
        box = table.bounding_box()
        assert box
        tab.mouse.click(box["x"] + 18, box["y"] + 52)
        timeline = tab.locator(".st-key-section_session_timeline")
        expect(timeline.get_by_role("heading")).to_be_visible()
        settled(tab)
        newest = warehouse.execute(
            "select session_id, title from analytics.sessions_of_period(%s, 720) limit 1", [school]
        ).fetchone()
        assert newest
        expect(timeline.get_by_role("heading")).to_have_text(newest[1])
        seen = warehouse.execute(
            "select filters ->> 'of' from ops.access_log where what = 'analytics.session_events (session_timeline)'"
        ).fetchall()
    assert seen == [(newest[0],)]


def test_a_definition_opens_with_what_the_database_says(tab: Page) -> None:
    opened(tab, "rescue_list")
    settled(tab)
    tab.get_by_role("button", name="Definition").first.click()
    drawer = tab.get_by_role("dialog")
    expect(drawer).to_contain_text("ngeshare.v_rescue_list")
    expect(drawer).to_contain_text("Asia/Jakarta")


@pytest.mark.parametrize(("name", "scheme"), CRAWL)
def test_a_page_is_drawn_without_errors_and_asks_nobody_else(name: str, scheme: str, tab: Page, site: Site) -> None:
    asked: set[str] = set()
    failed: list[str] = []
    tab.on("request", lambda request: asked.add(urlparse(request.url).netloc))
    tab.on("pageerror", lambda error: failed.append(str(error)))
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened(tab, name)
    settled(tab)
    tab.wait_for_timeout(1500)
    assert failed == []
    assert asked - {""} == {urlparse(site.url).netloc}
    assert tab.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0


@pytest.mark.parametrize("name", NARROW)
def test_on_a_phone_nothing_sticks_out(name: str, tab: Page) -> None:
    tab.set_viewport_size({"width": 400, "height": 800})
    opened(tab, name)
    settled(tab)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
