"""Writes down when a program reads data of single students: whatever path it asked, by the views that were read."""

import re
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics import access as questions
from analytics import query
from db import access_log, warehouse
from db.basic_auth import user_of

_NAMES = re.compile(r"\b(?:from|join)\s+([\w.\"]+)", re.IGNORECASE)


class AccessLog:
    """ASGI middleware: listens to what the query layer is asked while a call is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        heard: list[tuple[str, int]] = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and heard:
                await run_in_threadpool(_note, Request(scope), list(heard))
                heard.clear()
            await send(message)

        token = query.heard.set(heard)
        try:
            await self.app(scope, receive, noting)
        finally:
            query.heard.reset(token)


def _note(request: Request, heard: list[tuple[str, int]]) -> None:
    who = user_of(request.headers.get("authorization", ""))
    logged = _logged(warehouse.current().url)
    for statement, rows in heard:
        for view in sorted(logged.intersection(_NAMES.findall(statement))):
            access_log.record(who, "api", f"{view} ({request.url.path})", dict(request.query_params), rows)


@cache
def _logged(_warehouse: str) -> frozenset[str]:
    # Asked once: a new version's views come with a new process.
    return frozenset(questions.student_level_views()["relation"])
