"""The one HTML text of all pages says the reader's language before a script has run."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal

from analytics.document import head, modules, outlines
from analytics.document.middleware import Document, asked_for, written_in

HTML = b'<html lang="en"><head></head><body></body></html>'

Message = dict[str, Any]


async def streamlit(scope: Message, _receive: object, send: Callable[[Message], Awaitable[None]]) -> None:
    """Answers with the page in two pieces, packed only where it is asked to."""
    assert not [name for name, _value in scope["headers"] if name == b"accept-encoding"]
    headers = [(b"content-type", b"text/html"), (b"content-length", b"%d" % len(HTML)), (b"etag", b'"1"')]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": HTML[:9], "more_body": True})
    await send({"type": "http.response.body", "body": HTML[9:]})


def scope_of(query: str, accepted: str) -> Message:
    headers = [(b"accept-language", accepted.encode()), (b"accept-encoding", b"gzip")]
    return {"type": "http", "method": "GET", "path": "/x", "query_string": query.encode(), "headers": headers}


def answered(scope: Message) -> tuple[dict[bytes, bytes], bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    # A thread of its own: this one may already run what drives a browser.
    with start_blocking_portal() as portal:
        portal.call(Document(streamlit), scope, None, send)
    return dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:])


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("language=id", "es", "id"),
        ("", "id-ID,id;q=0.9,en;q=0.8", "id"),
        ("language=xx", "en-US", "en"),
        ("", "fr", "es"),
        ("", "", "es"),
    ],
)
def test_the_page_speaks_as_the_address_or_the_browser_asks(query: str, accepted: str, language: str) -> None:
    headers, body = answered(scope_of(query, accepted))
    assert f'<html lang="{language}">'.encode() in body
    # At once, before the scripts of Streamlit, which are deferred.
    assert b'<script src="/page.js?' in body
    assert headers[b"content-length"] == b"%d" % len(body)
    assert b"etag" not in headers


def test_both_files_of_the_head_are_kept_by_what_they_hold() -> None:
    _headers, body = answered(scope_of("", "en"))
    named = dict(re.findall(rb'"(/page\.(?:js|css))\?(\w+)"', body))
    assert named.keys() == {b"/page.js", b"/page.css"}
    assert [route.path.encode() for route in head.routes()][:2] == list(named)
    assert named[b"/page.css"].decode() == hashlib.sha256(head.style()).hexdigest()[:12]


def test_what_maps_draw_on_is_asked_for_by_what_it_holds() -> None:
    paths = {route.path for route in head.routes()}
    for country in ("indonesia", "colombia"):
        path, _mark, version = outlines.address(country).partition("?")
        assert path in paths
        content = outlines.DIRECTORY.joinpath(f"{country}.geojson").read_bytes()
        assert version == hashlib.sha256(content).hexdigest()[:12]
        assert outlines.features(country)


def test_the_scripts_of_all_elements_are_named_with_what_they_import() -> None:
    names = modules.needed(modules.ELEMENTS)
    assert len(names) == len(set(names))
    for name in names:
        text = modules.SCRIPTS.joinpath(name).read_text(encoding="utf-8")
        assert set(re.findall(r"from[`\"']\./([^`\"']+\.js)", text)) <= set(names)


def test_the_script_of_the_head_knows_what_to_fetch() -> None:
    assert all(f'"/static/js/{name}"'.encode() in head.script() for name in modules.needed(modules.ELEMENTS))


def test_an_element_that_this_streamlit_does_not_have_is_said() -> None:
    with pytest.raises(ValueError, match="no script for Abacus"):
        modules.needed(["Abacus"])


@pytest.mark.parametrize("element", modules.ON_SOME_PAGES)
def test_rare_elements_are_there_too(element: str) -> None:
    assert modules.needed([element])


def test_what_is_no_page_of_streamlit_stays_as_it_is() -> None:
    assert written_in(b"<html><head></head></html>", "es") == b"<html><head></head></html>"


def test_an_unknown_language_in_the_address_never_gets_into_the_page() -> None:
    assert asked_for(scope_of('language="><script>', "en")) == "en"
