"""One user and password in front of everything."""

from collections.abc import Iterator

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from db.basic_auth import BasicAuth


async def greet(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("welcome")
    await socket.close()


ROUTES = [Route("/", lambda request: PlainTextResponse("welcome")), WebSocketRoute("/live", greet)]
ANA = httpx2.BasicAuth("ana", "s3cret")


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Asks in a thread of its own: another test's browser may have left a running event loop in this one."""
    with TestClient(BasicAuth(Starlette(routes=ROUTES), "ana:s3cret")) as asking:
        yield asking


def test_the_right_user_is_let_in(client: TestClient) -> None:
    assert client.get("/", auth=ANA).text == "welcome"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic %%%"}, {"Authorization": "Bearer s3cret"}])
def test_everybody_else_is_asked_for_user_and_password(client: TestClient, headers: dict[str, str]) -> None:
    refused = client.get("/", headers=headers)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_mark_in_any_script_is_only_a_wrong_mark(client: TestClient) -> None:
    stranger = {"Cookie": "atalaya_signed_in=señal".encode("latin-1")}
    assert client.get("/", headers=stranger).status_code == 401
    assert client.get("/", headers=stranger, auth=ANA).text == "welcome"


def test_a_wrong_password_is_refused(client: TestClient) -> None:
    assert client.get("/", auth=httpx2.BasicAuth("ana", "guess")).status_code == 401


def test_a_websocket_is_guarded_too(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/live"):
        pass
    assert refused.value.code == 1008


def test_the_right_user_gets_a_websocket(client: TestClient) -> None:
    header = {"Authorization": "Basic YW5hOnMzY3JldA=="}
    with client.websocket_connect("/live", headers=header) as socket:
        assert socket.receive_text() == "welcome"
