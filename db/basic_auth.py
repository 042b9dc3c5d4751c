"""One user and password in front of everything, for those who set ATALAYA_BASIC_AUTH=user:password.

Programs that know the API's token need no password: both travel in the same header.
"""

import base64
import binascii
import secrets

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class BasicAuth:
    """ASGI middleware: HTTP Basic on every request and WebSocket."""

    def __init__(self, app: ASGIApp, credentials: str, token: str = "") -> None:
        self.app, self.credentials, self.token = app, credentials.encode(), token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._welcome(dict(scope["headers"]).get(b"authorization", b"")):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse(
                "Atalaya asks for the user and password of ATALAYA_BASIC_AUTH.",
                status_code=401,
                headers={"WWW-Authenticate": 'Basic realm="Atalaya", charset="UTF-8"'},
            )
            await refusal(scope, receive, send)

    def _welcome(self, header: bytes) -> bool:
        scheme, _, encoded = header.partition(b" ")
        if scheme.lower() == b"bearer":
            return bool(self.token) and secrets.compare_digest(encoded, self.token)
        try:
            given = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            return False
        return scheme.lower() == b"basic" and secrets.compare_digest(given, self.credentials)
