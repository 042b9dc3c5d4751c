"""Files that a browser asks for once: each is addressed by what it holds."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_KEPT = {"cache-control": "public, max-age=31536000, immutable"}


def address(path: str, content: bytes) -> str:
    """Where a page asks for the file as it is now."""
    return f"{path}?{hashlib.sha256(content).hexdigest()[:12]}"


def route(path: str, content: bytes, media_type: str) -> Route:
    """What answers there."""

    async def answer(_request: Request) -> Response:
        return Response(content, media_type=media_type, headers=_KEPT)

    return Route(path, answer, include_in_schema=False)
