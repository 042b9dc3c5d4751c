"""One user and password in front of everything, for those who set ATALAYA_BASIC_AUTH=user:password.

Programs that know the API's token need no password: both travel in the same header. Wrong ones slow down their
address; a browser that has signed in shows a mark, so that a stranger's guesses behind the same proxy do not stop it.
"""

import base64
import binascii
import secrets

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.errors import SettingError
from db.settings import settings
from db.sign_ins import SIGN_INS, too_many

MARK = "atalaya_signed_in"


def credentials() -> str:
    """The setting, "" where nobody is asked. Raises SettingError."""
    found = settings().basic_auth
    user, colon, password = found.partition(":")
    if found and not (user and colon and password):
        raise SettingError("ATALAYA_BASIC_AUTH has to be user:password, both of them not empty. Correct it.")
    return found


def user_of(authorization: str) -> str:
    """Who sent this header: the user, `token` for a program with the token, `anonymous` where nobody was asked."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return "token"
    try:
        return base64.b64decode(encoded).decode().partition(":")[0] or "anonymous"
    except (binascii.Error, UnicodeDecodeError):
        return "anonymous"


class BasicAuth:
    """ASGI middleware: HTTP Basic on every request and WebSocket."""

    def __init__(self, app: ASGIApp, credentials: str, token: str = "") -> None:
        self.app, self.credentials, self.token = app, credentials.encode(), token.encode()
        self._mark = secrets.token_urlsafe()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("authorization", "").encode("latin-1")
        mark = cookie_parser(headers.get("cookie", "")).get(MARK, "")
        # As bytes: of texts only those of ASCII can be compared, and anybody may send others.
        is_marked = secrets.compare_digest(mark.encode(), self._mark.encode())
        address = (scope.get("client") or ("",))[0]
        wait = 0.0 if is_marked or not given else SIGN_INS.seconds_to_wait(address)
        if not wait and self._welcome(given):
            await self.app(scope, receive, send if is_marked else self._marking(send))
            return
        if given and not wait:
            SIGN_INS.failed(address)
        await _refuse(scope, receive, send, wait)

    def _welcome(self, header: bytes) -> bool:
        scheme, _, encoded = header.partition(b" ")
        if scheme.lower() == b"bearer":
            return bool(self.token) and secrets.compare_digest(encoded, self.token)
        try:
            given = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            return False
        return scheme.lower() == b"basic" and secrets.compare_digest(given, self.credentials)

    def _marking(self, send: Send) -> Send:
        cookie = f"{MARK}={self._mark}; Path=/; HttpOnly; SameSite=Lax".encode()

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), (b"set-cookie", cookie)]}
            await send(message)

        return mark


async def _refuse(scope: Scope, receive: Receive, send: Send, wait: float) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    refusal = PlainTextResponse(
        "Atalaya asks for the user and password of ATALAYA_BASIC_AUTH.",
        status_code=401,
        headers={"WWW-Authenticate": 'Basic realm="Atalaya", charset="UTF-8"'},
    )
    if wait:
        refusal = PlainTextResponse(too_many(wait), 429, headers={"Retry-After": str(max(1, round(wait)))})
    await refusal(scope, receive, send)
