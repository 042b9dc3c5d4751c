"""By which names the server may be called, against pages that let their own name point at this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from db import hosts, settings
from db.errors import SettingError
from tests.db.test_basic_auth import ROUTES

LIVE = "ws://192.0.2.7:8080/live"


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Gives ATALAYA_HOSTS a value."""

    def choose(value: str) -> None:
        monkeypatch.setenv("ATALAYA_HOSTS", value)
        settings.settings.cache_clear()
        hosts.allowed.cache_clear()

    choose("")
    yield choose
    monkeypatch.undo()
    settings.settings.cache_clear()
    hosts.allowed.cache_clear()


@pytest.fixture
def client(known: Callable[[str], None]) -> Iterator[TestClient]:
    """Arrives at the address 192.0.2.7, port 8080."""
    with ExitStack() as stack:
        yield stack.enter_context(TestClient(hosts.KnownHosts(Starlette(routes=ROUTES)), "http://192.0.2.7:8080"))


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8080", "LOCALHOST.:8080", "127.0.0.1:8080", "[::1]:8080", "192.0.2.7:8080", "192.0.2.7"],
)
def test_this_machine_and_the_address_of_the_call_are_known(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).text == "welcome"
    with client.websocket_connect(LIVE, headers={"Host": host}) as socket:
        assert socket.receive_text() == "welcome"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example:8080", "192.0.2.8", "",
     "[::2]:8080", "localhost@evil.example", "evil.example#localhost", "127.0.0.2", "0.0.0.0"],  # noqa: S104
)  # fmt: skip
def test_a_foreign_name_is_refused_everywhere(client: TestClient, host: str) -> None:
    for path in ("/", "/rescue_list", "/health", "/media/x.csv", "/api/docs", "/api/openapi.json"):
        refused = client.get(path, headers={"Host": host})
        assert refused.status_code == 421
        assert "add that name to ATALAYA_HOSTS" in refused.text
    assert client.post("/", headers={"Host": host}).status_code == 421
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(LIVE, headers={"Host": host}):
        pass


@pytest.mark.parametrize(
    ("setting", "host", "is_known"),
    [
        ("atalaya.example.org", "atalaya.example.org", True),
        (" Atalaya.Example.org , 192.0.2.9 ", "ATALAYA.example.org:443", True),
        ("atalaya.example.org,192.0.2.9", "192.0.2.9", True),
        ("atalaya.example.org", "localhost:8080", True),
        ("atalaya.example.org", "192.0.2.7:8080", False),
        ("atalaya.example.org", "other.example.org", False),
        ("*.example.org", "deep.er.example.org", True),
        ("*.example.org", "example.org", False),
        ("*.example.org", "evilexample.org", False),
        ("[2001:db8::1]", "[2001:DB8::1]:8080", True),
        ("*", "anything.example", True),
    ],
)
def test_the_setting_names_what_is_known(
    client: TestClient, known: Callable[[str], None], setting: str, host: str, is_known: bool
) -> None:
    known(setting)
    assert (client.get("/", headers={"Host": host}).status_code == 200) == is_known


@pytest.mark.parametrize(
    "setting", ["https://atalaya.example.org", "example.org:8080", "a b", "example.org/x", "a,,b", "*example.org", "-"]
)
def test_what_no_browser_would_send_is_named(known: Callable[[str], None], setting: str) -> None:
    known(setting)
    with pytest.raises(SettingError, match=r"ATALAYA_HOSTS names .*without scheme, port and path"):
        hosts.allowed()


def test_the_name_to_listen_on_is_known(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_bound", set())
    assert client.get("/", headers={"Host": "watchtower.lan:8080"}).status_code == 421
    hosts.bound_to("Watchtower.lan")
    assert client.get("/", headers={"Host": "watchtower.lan:8080"}).status_code == 200
