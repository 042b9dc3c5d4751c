"""By which names the server may be called: a page on the Web that lets its own name point at this machine gets nothing.

Such DNS rebinding makes a browser take a stranger's page for ours. It cannot forge the header that says by which name
it calls, so only known names are served: those of ATALAYA_HOSTS; without it, this machine's own and the address that
the call arrived at.
"""

import ipaddress
import re
from functools import cache

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from db.errors import SettingError
from db.settings import settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_NAME = re.compile(r"(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")
_ANY = "*"

_bound: set[str] = set()


def bound_to(name: str) -> None:
    """Tells by which name the server was asked to listen."""
    _bound.add(name.lower())


@cache
def allowed() -> frozenset[str]:
    """The names of the setting, `*.example.org` for all below one and `*` for any; empty where there is none.

    Raises SettingError for one that no browser would send.
    """
    names = [name.strip() for name in settings().hosts.split(",")] if settings().hosts.strip() else []
    return frozenset(map(_checked, names))


def _checked(name: str) -> str:
    bare = name.lower().removeprefix("[").removesuffix("]")
    if bare == _ANY or _is_address(bare) or _NAME.fullmatch(bare):
        return bare
    raise SettingError(
        f"ATALAYA_HOSTS names {name!r}, which is no host. It lists names or addresses without scheme, port and path, "
        "separated by commas: atalaya.example.org, *.example.org, 192.0.2.7."
    )


class KnownHosts:
    """ASGI middleware: refuses every request and WebSocket that calls the server by another name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        called = [value.decode("latin-1") for key, value in scope["headers"] if key == b"host"]
        foreign = [host for host in called if not _is_known(_name(host), scope)]
        if not foreign:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse(
                f"Atalaya is not served as {_name(foreign[0])!r}. If it is to be, add that name to ATALAYA_HOSTS and "
                "start the server again.",
                status_code=421,
            )
            await refusal(scope, receive, send)


def _is_known(name: str, scope: Scope) -> bool:
    if name in LOOPBACK:
        return True
    known = allowed()
    if not known:
        # Where the call arrived is an address of ours, whatever the server listens on.
        return name in _bound or name == str((scope.get("server") or ("",))[0]).lower()
    above = {f"*.{name.split('.', cut)[-1]}" for cut in range(1, name.count(".") + 1)}
    return _ANY in known or name in known or not known.isdisjoint(above)


def _name(host: str) -> str:
    """The name in a Host header: without port and brackets, in small letters."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0].rstrip(".") if name.count(":") == 1 else name.rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
