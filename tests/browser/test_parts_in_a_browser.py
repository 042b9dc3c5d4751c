"""A click in a section sends what it changes, and nothing of the rest of the page."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import TEST_SECONDS
from tests.browser.waiting import opened, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

MOST_BYTES = 25_000
"""A click may send so much; the page is ten times as long."""


@pytest.fixture
def heard(tab: Page) -> list[ForwardMsg]:
    """What the server has sent to the tab so far."""
    messages: list[ForwardMsg] = []

    def hears(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: messages.append(ForwardMsg.FromString(frame)))

    tab.on("websocket", hears)
    return messages


@contextmanager
def only_a_part(heard: list[ForwardMsg]) -> Iterator[None]:
    """What happens meanwhile draws parts of the page only, and sends little."""
    heard.clear()
    yield
    drawn = [message for message in heard if message.WhichOneof("type") == "delta"]
    assert drawn
    assert [message.delta for message in drawn if not message.delta.fragment_id] == []
    assert sum(message.ByteSize() for message in heard) < MOST_BYTES


@pytest.mark.parametrize(
    ("address", "section"),
    [
        pytest.param("curriculum_funnel?language=en", "episode_dropoff", marks=pytest.mark.check),
        pytest.param("advisor_rankings?language=en", "cities", marks=pytest.mark.check),
        pytest.param("facilitator_growth?language=en", "new_facilitators", marks=pytest.mark.check),
    ],
)
def test_a_table_opens_alone(tab: Page, heard: list[ForwardMsg], address: str, section: str) -> None:
    opened(tab, address)
    opens_its_table(tab, heard, section)


def test_a_table_a_measure_and_a_definition_come_alone(tab: Page, heard: list[ForwardMsg]) -> None:
    opened(tab, "engagement_panel?language=en")
    opens_its_table(tab, heard, "inactive")
    with only_a_part(heard):
        tab.locator(".st-key-section_weekly").get_by_role("radio", name="Minutes").click()
        tab.wait_for_url("**trend=total_minutes*")
        settled(tab)
    with only_a_part(heard):
        tab.locator(".st-key-definition_decline_index button").click()
        expect(tab.get_by_role("dialog")).to_be_visible()
        settled(tab)


def opens_its_table(tab: Page, heard: list[ForwardMsg], section: str) -> None:
    place = tab.locator(f".st-key-section_{section}")
    with only_a_part(heard):
        place.locator(f".st-key-open_{section} label").click()
        expect(place.get_by_test_id("stDataFrame")).to_be_visible()
        settled(tab)
