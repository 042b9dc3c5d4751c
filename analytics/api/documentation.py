"""The API's own description: a page for people, the OpenAPI document for programs; without any other server."""

from copy import deepcopy
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import JSONResponse, Response

from analytics import rules
from db.security_headers import policy
from db.settings import settings

STATIC = "/api/static"
DESCRIPTION = """
The numbers of Atalaya's pages as JSON. Reading is free to whoever may see the pages. Calls that change something ask
for `Authorization: Bearer <ATALAYA_API_TOKEN>` where that setting has a value, and are refused from other web pages.
"""

try:
    VERSION = version("atalaya")
except PackageNotFoundError:
    VERSION = "0"

router = APIRouter(include_in_schema=False)


def describe(app: FastAPI) -> None:
    """Lets the document ask for the token only where one is set, and speak of the rules in force."""
    generated = app.openapi

    def document() -> dict[str, Any]:
        found = deepcopy(generated())
        if not settings().api_token:
            found.get("components", {}).pop("securitySchemes", None)
            for path in found["paths"].values():
                for operation in path.values():
                    operation.pop("security", None)
        return dict(_filled(found))

    app.openapi = document  # type: ignore[method-assign]


def _filled(found: Any) -> Any:
    """The same with every mention of a rule replaced by its value."""
    if isinstance(found, dict):
        return {key: _filled(one) for key, one in found.items()}
    if isinstance(found, list):
        return [_filled(one) for one in found]
    return rules.filled(found) if isinstance(found, str) else found


@router.get("/openapi.json")
def document(request: Request) -> Response:
    """The OpenAPI document, where programs look for it first."""
    return JSONResponse(request.app.openapi())


@router.get("/api/docs")
def page(request: Request) -> Response:
    """The page, or the document for those who accept only JSON."""
    accepted = request.headers.get("accept", "")
    if "json" in accepted and "html" not in accepted:
        return document(request)
    root = request.scope.get("root_path", "")
    found = get_swagger_ui_html(
        openapi_url=f"{root}{request.app.openapi_url}",
        title="Atalaya API",
        swagger_js_url=f"{root}{STATIC}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{STATIC}/swagger-ui.css",
        swagger_favicon_url=f"{root}{STATIC}/favicon.png",
    )
    found.headers["content-security-policy"] = policy(bytes(found.body).decode())
    return found
