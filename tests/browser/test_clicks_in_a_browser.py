"""A click on a picture chooses what it shows, and lists exactly that; a second click lets go."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from babel.dates import format_date
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.browser.conftest import TEST_SECONDS, Site
from tests.browser.waiting import click_until_in_url, expect_in_url, opened, quiet, resting_box, settled, value_in_url

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]


def asked(site: Site, question: str, *given: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(site.warehouse_url) as connection:
        return connection.execute(question.encode(), given).fetchall()


def busiest_student(site: Site) -> str:
    """Somebody with more activities than a page of the list holds, and several goals."""
    [(student,)] = asked(
        site,
        "select student_id::text from timeline.v_goal_activity group by student_id "
        "order by count(*) desc, sum(total_activities) desc, student_id limit 1",
    )
    return str(student)


def marks(tab: Page, section: str) -> Locator:
    return tab.locator(f".st-key-section_{section} svg .mark-rect path")


def click(tab: Page, mark: Locator, name: str, *, chooses: bool = True) -> None:
    """Clicks, until the URL holds a choice of that name, or none any more."""
    expect(mark.first).to_be_visible()

    def once() -> None:
        resting_box(mark.first)
        mark.first.click(force=True)

    click_until_in_url(tab, once, lambda url: (name in url) is chooses)


def downloaded(tab: Page, name: str) -> list[list[str]]:
    settled(tab)
    with tab.expect_download() as download:
        tab.locator(f".st-key-footer_{name} a").first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_a_day_of_the_calendar_opens_its_list_and_a_second_click_lets_go(tab: Page, site: Site) -> None:
    student = busiest_student(site)
    days = asked(
        site, "select activity_date::text, activity_count from timeline.v_daily_activity where student_id = %s", student
    )
    opened(tab, f"student_timeline?student={student}&language=en")
    full = [mark for mark in days if mark[1] > 1][:2]
    for day, count in full:
        cell = marks(tab, "calendar").and_(tab.locator(f"[aria-label*='{said(day)}:']"))
        # Between two days the choice is let go, so that the URL tells when the second click has arrived.
        click(tab, cell, "day")
        expect_in_url(tab, day=[day])
        expect(tab.locator(".st-key-section_week")).to_be_visible()
        assert len(downloaded(tab, "day_activities")) == count
        click(tab, cell, "day", chooses=False)
    # The file holds all of the list, the page its first fifty.
    assert len(downloaded(tab, "day_activities")) == sum(count for _day, count in days)


@pytest.mark.check
def test_a_goals_bar_lists_what_it_took(tab: Page, site: Site) -> None:
    student = busiest_student(site)
    goals = dict(
        asked(
            site, "select goal_id::text, total_activities from timeline.v_goal_activity where student_id = %s", student
        )
    )
    opened(tab, f"student_timeline?student={student}&show=goals&language=en")
    click(tab, marks(tab, "goals"), "goal")
    goal = value_in_url(tab, "goal")
    assert len(downloaded(tab, "goal_activities")) == goals[goal]


def test_an_hour_of_the_heatmap_lists_who_was_there_each_time_it_is_clicked_and_however_long_that_takes(
    tab: Page, site: Site
) -> None:
    """What the browser sends now and then repeats the click meanwhile, which once let go of it again."""
    sockets: list[WebSocket] = []
    tab.on("websocket", lambda socket: sockets.append(socket))
    quiet(opened(tab, "engagement_panel?language=en"))
    busy = marks(tab, "heatmap").and_(tab.locator("[aria-label*=' min in the last 90 days']")).nth(30)
    for chooses in (True, False, True):
        click(tab, busy, "hour", chooses=chooses)
    expect(tab.get_by_text("of the last 90 days, the latest first")).to_be_visible()
    # Of the other hour nothing is known yet.
    assert value_in_url(tab, "hour") != "2-11"
    click(tab, busy, "hour", chooses=False)
    quiet(tab)
    hour = marks(tab, "heatmap").and_(tab.locator("[aria-label*='Tue 11–12 h: ']")).first
    resting_box(hour)
    with psycopg.connect(site.warehouse_url) as warehouse:
        # Who was there at that hour is asked now, and waits until this test lets go.
        warehouse.execute("lock table academy.check_ins in access exclusive mode")
        hour.click(force=True)
        expect_in_url(tab, hour=["2-11"])
        sockets[-1].wait_for_event("framesent")
        warehouse.rollback()
    expect(tab.locator("[class*=st-key-footer_present_2_11]")).to_be_visible()
    sockets[-1].wait_for_event("framesent")
    settled(tab)
    expect_in_url(tab, hour=["2-11"])


def said(day: str) -> str:
    """2026-04-09 as the English page writes it."""
    return format_date(date.fromisoformat(day), "medium", locale="en")
