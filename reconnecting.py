"""A reader whose connection broke goes on in the process that keeps the page, whichever one the new connection reaches.

The browser names its session when it connects again. Who does not keep it asks the others by their doors, sockets
that only this server's processes can open, and passes messages on both ways for as long as that connection lasts.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

from processes import Here, here

STREAM = "/_stcore/stream"
OPEN_SECONDS = 5.0
"""How long another process may take to say whether it keeps a session; it may be busy, not dead."""

_CARRIED = ("cookie", "user-agent", "accept-language", "x-forwarded-for")
_HANDSHAKE = "sec-websocket-protocol"

IsKept = Callable[[str], bool]


def session_of(scope: Scope) -> str:
    """The session with which a browser wants to go on; "" where it begins."""
    if scope["type"] != "websocket" or scope["path"] != STREAM:
        return ""
    # Protocol, token, session.
    offered = [name.strip() for name in Headers(scope=scope).get(_HANDSHAKE, "").split(",")]
    return offered[2] if len(offered) > 2 else ""


class Reconnecting:
    """ASGI middleware: passes on whoever goes on with a page that another process keeps."""

    def __init__(self, app: ASGIApp, is_kept: IsKept) -> None:
        self.app, self.is_kept = app, is_kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = session_of(scope) if here().count > 1 else ""
        if session and not self.is_kept(session):
            for door in here().other_doors:
                if await _passed_on(door, scope, receive, send):
                    return
        await self.app(scope, receive, send)


class Door:
    """ASGI middleware, met first: what comes by this process' door has been let in by another one."""

    def __init__(self, app: ASGIApp, pages: ASGIApp, is_kept: IsKept) -> None:
        self.app, self.pages, self.is_kept = app, pages, is_kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _came_by(here(), scope):
            await self.app(scope, receive, send)
        elif self.is_kept(session_of(scope)):
            await self.pages(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})


def _came_by(place: Here, scope: Scope) -> bool:
    return scope["type"] != "lifespan" and place.count > 1 and (scope.get("server") or [""])[0] == str(place.door)


async def _passed_on(door: Path, scope: Scope, receive: Receive, send: Send) -> bool:
    """Whether that process keeps the session; then everything was passed on until one side closed."""
    headers = Headers(scope=scope)
    try:
        other = await unix_connect(
            str(door),
            f"ws://{headers.get('host', 'localhost')}{STREAM}",
            origin=Origin(headers["origin"]) if "origin" in headers else None,
            subprotocols=[Subprotocol(name.strip()) for name in headers[_HANDSHAKE].split(",")],
            additional_headers={name: headers[name] for name in _CARRIED if name in headers},
            compression=None,
            max_size=None,
            ping_interval=None,
            open_timeout=OPEN_SECONDS,
        )
    except (OSError, TimeoutError, WebSocketException):
        return False
    async with other:
        await receive()
        await send({"type": "websocket.accept", "subprotocol": other.subprotocol})
        await _first_of(_from_reader(receive, other), _to_reader(other, send))
    return True


async def _first_of(*ways: Awaitable[None]) -> None:
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _from_reader(receive: Receive, other: ClientConnection) -> None:
    while (message := await receive())["type"] == "websocket.receive":
        try:
            await other.send(message.get("bytes") or b"")
        except ConnectionClosed:
            return


async def _to_reader(other: ClientConnection, send: Send) -> None:
    try:
        async for data in other:
            await send({"type": "websocket.send", "bytes": data})
    except ConnectionClosed:
        pass
    await send({"type": "websocket.close", "code": other.close_code or 1001})
