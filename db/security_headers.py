"""What a browser may do with our pages: run our scripts, talk to this server, and show them in no other site's frame.

What Streamlit needs beyond that is named here with its reason; a crawl in a browser fails where something is missing.
"""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = "content-security-policy"


def policy(html: str) -> str:
    """The Content-Security-Policy of a page of ours: of scripts inside it those that stand in this text."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _INLINE.findall(html)]
    scripts = " ".join(f"'sha256-{found}'" for found in hashes)
    return "; ".join(
        [
            "default-src 'self'",
            # Graphviz, which draws where a number comes from, is WebAssembly.
            f"script-src 'self' 'wasm-unsafe-eval' {scripts}".rstrip(),
            # Streamlit writes its styles into the page while it draws.
            "style-src 'self' 'unsafe-inline'",
            # Charts and tables draw pictures of their own.
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


class SecurityHeaders:
    """ASGI middleware: the headers on every answer, refusals included; answers may bring a policy of their own."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app, self.policy = app, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                headers.setdefault(_POLICY, self.policy)
                headers.setdefault("x-content-type-options", "nosniff")
                headers.setdefault("x-frame-options", "DENY")
                headers.setdefault("referrer-policy", "same-origin")
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, with_headers)
