"""What stands in the head of the document: a script and a style of our own.

Both files are addressed by what they hold, so that a browser asks for each of them once.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from analytics.document.modules import ELEMENTS, needed
from analytics.theme import DARK, HIGHEST_CHART, LIGHT, STEP_OF_HEIGHTS

_HERE = Path(__file__).parent
_KEPT = {"cache-control": "public, max-age=31536000, immutable"}
_COLOURS = ("quiet", "line", "primary", "on_primary")


@cache
def script() -> bytes:
    """What the browser runs before Streamlit's own scripts; it knows the names of those to fetch beforehand."""
    wanted = json.dumps([f"/static/js/{name}" for name in needed(ELEMENTS)])
    return _HERE.joinpath("page.js").read_bytes() + f"ahead({wanted});\n".encode()


@cache
def style() -> bytes:
    """The little that Streamlit's own settings cannot say; its colours are the palette's.

    Each stands there for both modes: the browser takes that of the mode it shows, also when the reader changes it.
    """
    colours = " ".join(
        f"--{name.replace('_', '-')}: light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)});" for name in _COLOURS
    )
    heights = "\n".join(
        f'.stVerticalBlock[class*="st-key-high_{high}_"] {{ min-height: {high}px; }}'
        for high in range(STEP_OF_HEIGHTS, HIGHEST_CHART + 1, STEP_OF_HEIGHTS)
    )
    return f":root {{ {colours} }}\n{heights}\n".encode() + _HERE.joinpath("page.css").read_bytes()


@cache
def head() -> bytes:
    """The tags for the head of Streamlit's page."""
    # The script is not deferred: it says where the server is, which Streamlit's own scripts ask when they begin.
    return (
        f'<script src="/page.js?{_version(script())}"></script>'
        f'<link rel="stylesheet" href="/page.css?{_version(style())}">'
    ).encode()


def routes() -> list[Route]:
    """Where the script and the style are asked for: the policy lets no script stand in the page."""
    return [
        _file("/page.js", script(), "text/javascript"),
        _file("/page.css", style(), "text/css"),
    ]


def _file(path: str, content: bytes, media_type: str) -> Route:
    async def answer(_request: Request) -> Response:
        return Response(content, media_type=media_type, headers=_KEPT)

    return Route(path, answer, include_in_schema=False)


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
