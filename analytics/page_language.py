"""The language of the one HTML text of all pages: a screen reader reads it aloud in that language.

Streamlit's own says English. Here the first answer says what the address or the browser asks for, and a script of ours
follows the reader who chooses another one on the page.
"""

from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.languages import DEFAULT, LANGUAGES

PATH = "/page.js"
SCRIPT = Path(__file__).with_name("page.js").read_bytes()
_NOT_ASKED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_ENGLISH, _HEAD_ENDS = b'<html lang="en">', b"</head>"


async def script(_request: Request) -> Response:
    """The script, by its own address: the policy lets no script stand in the page."""
    return Response(SCRIPT, media_type="text/javascript", headers={"cache-control": "no-cache"})


def asked_for(scope: Scope) -> str:
    """What the address asks for, else the browser, else Spanish."""
    address = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("language", [])
    browser = Headers(scope=scope).get("accept-language", "").split(",")
    wishes = [*address, *(wish.partition(";")[0].strip().partition("-")[0].lower() for wish in browser[:1])]
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT)


class PageLanguage:
    """ASGI middleware: the language in what is answered as HTML, and the script that follows the reader."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "." in scope["path"].rpartition("/")[2]:
            await self.app(scope, receive, send)
            return
        # The text is to be read here, and to be sent again: neither packed nor "as you know it".
        headers = [header for header in scope["headers"] if header[0] not in _NOT_ASKED]
        await self.app({**scope, "headers": headers}, receive, _Told(send, asked_for(scope)))


class _Told:
    """Holds an HTML answer back until it is whole."""

    def __init__(self, send: Send, language: str) -> None:
        self.send, self.language = send, language
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            await self._hold(self.start, message)
        else:
            await self.send(message)

    async def _hold(self, start: Message, message: Message) -> None:
        self.body += message.get("body", b"")
        if message.get("more_body", False):
            return
        told = told_in(self.body, self.language)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(told))
        if told != self.body:
            # The same file is another answer in another language.
            del headers["etag"], headers["last-modified"]
            headers["vary"] = "accept-language"
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": told})


def told_in(html: bytes, language: str) -> bytes:
    """The page of Streamlit in a language; any other text as it is."""
    if _ENGLISH not in html:
        return html
    # Not deferred: it says where the server is, which Streamlit's own scripts ask when they begin.
    tag = f'<script src="{PATH}"></script>'.encode()
    return html.replace(_ENGLISH, f'<html lang="{language}">'.encode(), 1).replace(_HEAD_ENDS, tag + _HEAD_ENDS, 1)


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
