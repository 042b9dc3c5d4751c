"""Writes the document's language and head into the answer of Streamlit.

The first answer says the language that the address or the browser asks for: a screen reader reads the page aloud in it.
A script of ours follows the reader who chooses another one on the page.
"""

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.document.head import head
from analytics.languages import DEFAULT, LANGUAGES

_NOT_ASKED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_ENGLISH, _HEAD_ENDS = b'<html lang="en">', b"</head>"


def asked_for(scope: Scope) -> str:
    """What the address asks for, else the browser, else Spanish."""
    address = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("language", [])
    browser = Headers(scope=scope).get("accept-language", "").split(",")
    wishes = [*address, *(wish.partition(";")[0].strip().partition("-")[0].lower() for wish in browser[:1])]
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT)


class Document:
    """ASGI middleware: what is answered as HTML gets the reader's language and our head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "." in scope["path"].rpartition("/")[2]:
            await self.app(scope, receive, send)
            return
        # The text is to be read here, and to be sent again: neither packed nor "as you know it".
        headers = [header for header in scope["headers"] if header[0] not in _NOT_ASKED]
        await self.app({**scope, "headers": headers}, receive, _Written(send, asked_for(scope)))


class _Written:
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
        written = written_in(self.body, self.language)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(written))
        if written != self.body:
            # The same file is another answer in another language.
            del headers["etag"], headers["last-modified"]
            headers["vary"] = "accept-language"
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": written})


def written_in(html: bytes, language: str) -> bytes:
    """The page of Streamlit in a language and with our head; any other text as it is."""
    if _ENGLISH not in html:
        return html
    return html.replace(_ENGLISH, f'<html lang="{language}">'.encode(), 1).replace(_HEAD_ENDS, head() + _HEAD_ENDS, 1)


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
