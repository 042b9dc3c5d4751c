"""Who may change something: those with the token where one is set, and no other web page on a reader's behalf."""

import secrets
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from analytics.api.problems import Problem
from db.settings import settings
from db.sign_ins import SIGN_INS, too_many

REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "The token of ATALAYA_API_TOKEN is missing or wrong."},
    403: {"model": Problem, "description": "The call comes from another web page."},
    429: {"model": Problem, "description": "Too many wrong tokens came from this address."},
}
"""For the `responses` of paths that change something."""

_bearer = HTTPBearer(auto_error=False, description="The value of ATALAYA_API_TOKEN, where it is set.")


def refuse_other_origins(request: Request) -> None:
    """A browser says which page a call comes from; programs say nothing."""
    origin = request.headers.get("origin")
    host = request.headers.get("host", "").lower()
    foreign = origin is not None and origin.lower().partition("://")[2] != host
    if foreign or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise HTTPException(403, "Calls that change something are refused from other origins.")


def ask_for_token(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Compares the bearer token with the setting; without the setting nobody is asked."""
    wanted = settings().api_token
    if not wanted:
        return
    address = request.client.host if request.client else ""
    wait = SIGN_INS.seconds_to_wait(address) if given else 0.0
    if wait:
        raise HTTPException(429, too_many(wait), headers={"Retry-After": str(max(1, round(wait)))})
    if given is None or not secrets.compare_digest(given.credentials.encode(), wanted.encode()):
        if given is not None:
            SIGN_INS.failed(address)
        raise HTTPException(
            401,
            "This call needs the token of ATALAYA_API_TOKEN, as `Authorization: Bearer …`.",
            headers={"WWW-Authenticate": "Bearer"},
        )


CHANGES = [Depends(refuse_other_origins), Depends(ask_for_token)]
"""The `dependencies` of a path that changes something."""
