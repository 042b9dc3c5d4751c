"""Writes down when a program reads data of single students: whatever path it asked, by the views that were read."""

import re
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response

from analytics import access as questions
from analytics import query
from db import access_log, warehouse
from db.basic_auth import user_of

_NAMES = re.compile(r"\b(?:from|join)\s+([\w.\"]+)", re.IGNORECASE)


class AccessLog(BaseHTTPMiddleware):
    """Listens to what the query layer is asked while a call is answered."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        heard: list[tuple[str, int]] = []
        token = query.heard.set(heard)
        try:
            response = await call_next(request)
        finally:
            query.heard.reset(token)
        if heard:
            await run_in_threadpool(_note, request, heard)
        return response


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
