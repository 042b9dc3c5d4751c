"""The HTTP API: the pages' questions as JSON, on the same query functions and the same port.

To add a group of paths: a module with a `router`, and one more line in `ROUTERS`.
"""

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.types import Lifespan

from analytics.api import documentation, files, health, materialized_views, problems, session_events
from analytics.api.access import AccessLog

ROUTERS = (files.router, health.router, materialized_views.router, session_events.router)


def create(lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The API; what it does not answer itself goes to `router.default`."""
    app: FastAPI = FastAPIOffline(
        title="Atalaya",
        description=documentation.DESCRIPTION,
        version=documentation.VERSION,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        static_url=documentation.STATIC,
        responses=problems.DOCUMENTED,
    )
    for router in (*ROUTERS, documentation.router):
        app.include_router(router)
    problems.handle(app)
    app.add_middleware(AccessLog)
    documentation.describe(app)
    return app
