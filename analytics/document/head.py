"""What stands in the head of the document: a script and a style of our own.

Both files are addressed by what they hold, so that a browser asks for each of them once.
"""

import json
from functools import cache
from pathlib import Path

from starlette.routing import Route

from analytics.document import kept, outlines
from analytics.document.modules import ELEMENTS, needed
from analytics.theme import DARK, HIGHEST_CHART, LIGHT, STEP_OF_HEIGHTS

_HERE = Path(__file__).parent
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
        f'<script src="{kept.address("/page.js", script())}"></script>'
        f'<link rel="stylesheet" href="{kept.address("/page.css", style())}">'
    ).encode()


def routes() -> list[Route]:
    """Where the script, the style and what maps draw on are asked for: the policy lets no script stand in the page."""
    return [
        kept.route("/page.js", script(), "text/javascript"),
        kept.route("/page.css", style(), "text/css"),
        *outlines.routes(),
    ]
