"""A reader whose connection broke goes on in the process that keeps the page, whichever one the new connection reaches.

The browser names its session when it connects again, and when it brings a file. Who does not keep it asks the others by
their doors, sockets that only this server's processes can open, and passes messages on both ways for as long as that
connection lasts, or the file.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h11
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

from processes import Here, here

STREAM = "/_stcore/stream"
UPLOADS = "/_stcore/upload_file/"
OPEN_SECONDS = 5.0
"""How long another process may take to say whether it keeps a session; it may be busy, not dead."""

_CARRIED = ("cookie", "user-agent", "accept-language", "x-forwarded-for")
_HOP_BY_HOP = frozenset({b"connection", b"keep-alive", b"date", b"server", b"transfer-encoding"})
_HANDSHAKE = "sec-websocket-protocol"

IsKept = Callable[[str], bool]


def session_of(scope: Scope) -> str:
    """The session with which a browser wants to go on, or for which it brings a file; "" where it begins."""
    if scope["type"] == "http" and scope["path"].startswith(UPLOADS):
        return str(scope["path"].removeprefix(UPLOADS).partition("/")[0])
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
                pass_on = _passed_on if scope["type"] == "websocket" else _file_passed_on
                if await pass_on(door, scope, receive, send):
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
        else:
            await Response(status_code=404)(scope, receive, send)


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


async def _file_passed_on(door: Path, scope: Scope, receive: Receive, send: Send) -> bool:
    """Whether that process keeps the session; then it has taken the file, or said why not."""
    try:
        if (await _asked(door, "OPTIONS", scope, [])).status == 404:
            return False
        carried = [pair for pair in scope["headers"] if pair[0] not in _HOP_BY_HOP]
        answer = await _asked(door, scope["method"], scope, carried, _body(receive))
    except (OSError, h11.ProtocolError):
        return False
    headers = [pair for pair in answer.headers if pair[0] not in _HOP_BY_HOP]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
    return True


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


async def _asked(
    door: Path, method: str, scope: Scope, headers: list[Any], body: AsyncIterator[bytes] | None = None
) -> _Answer:
    """What a process answers by its door."""
    reader, writer = await asyncio.open_unix_connection(str(door))
    try:
        talk = h11.Connection(h11.CLIENT)
        host = (b"host", Headers(scope=scope).get("host", "localhost").encode("latin-1"))
        said = [(name, value) for name, value in headers if name != b"host"]
        target = scope.get("raw_path") or scope["path"].encode()
        request = h11.Request(method=method, target=target, headers=[host, *said, (b"connection", b"close")])
        writer.write(talk.send(request) or b"")
        if body is not None:
            async for chunk in body:
                writer.write(talk.send(h11.Data(data=chunk)) or b"")
                await writer.drain()
        writer.write(talk.send(h11.EndOfMessage()) or b"")
        await writer.drain()
        return await _answer(talk, reader)
    finally:
        writer.close()


async def _answer(talk: h11.Connection, reader: asyncio.StreamReader) -> _Answer:
    status, headers, body = 502, [], b""
    while True:
        event = talk.next_event()
        if event is h11.NEED_DATA:
            talk.receive_data(await reader.read(65_536))
        elif isinstance(event, h11.Response):
            status, headers = event.status_code, [*event.headers]
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
            return _Answer(status, headers, body)


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ConnectionResetError("The browser has gone.")
        if message.get("body"):
            yield message["body"]
        if not message.get("more_body"):
            return


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
