"""One user and password in front of everything."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from db.basic_auth import BasicAuth

GUARDED = BasicAuth(Starlette(routes=[Route("/", lambda request: PlainTextResponse("welcome"))]), "ana:s3cret")


def answer(**request: Any) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=GUARDED)
        async with httpx.AsyncClient(transport=transport, base_url="http://atalaya") as client:
            return await client.get("/", **request)

    return asyncio.run(ask())


def test_the_right_user_is_let_in() -> None:
    assert answer(auth=httpx.BasicAuth("ana", "s3cret")).text == "welcome"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic %%%"}, {"Authorization": "Bearer s3cret"}])
def test_everybody_else_is_asked_for_user_and_password(headers: dict[str, str]) -> None:
    refused = answer(headers=headers)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_wrong_password_is_refused() -> None:
    assert answer(auth=httpx.BasicAuth("ana", "guess")).status_code == 401


def test_a_websocket_is_guarded_too() -> None:
    sent: list[Any] = []

    async def connect() -> None:
        async def send(message: Any) -> None:
            sent.append(message)

        await GUARDED({"type": "websocket", "headers": []}, None, send)  # type: ignore[arg-type]

    asyncio.run(connect())
    assert sent == [{"type": "websocket.close", "code": 1008}]
