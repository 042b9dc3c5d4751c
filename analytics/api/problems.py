"""What the API answers when it cannot: one sentence that says what to do, never a stack trace."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse

from analytics import query
from analytics.query import EmbeddedWarehouseDown, QueryError, QueryTooSlow, WarehouseDown, WarehouseEmpty
from db.errors import AtalayaError, WarehouseBusy, WarehouseRestarts, WarehouseUnreachable

_log = logging.getLogger(__name__)

_RESTARTS = "The warehouse stopped and is being started again. Ask again in a moment."

_BUSY = "The warehouse takes no connection at the moment: it starts, or has none free. Ask again in a moment."

_SENTENCES: dict[type[QueryError], str] = {
    EmbeddedWarehouseDown: _RESTARTS,
    query.WarehouseBusy: _BUSY,
    WarehouseDown: "The warehouse does not answer. Start it, or correct ATALAYA_WAREHOUSE_URL.",
    WarehouseEmpty: "The warehouse has no views yet. Run `atalaya migrate`.",
    QueryTooSlow: "The warehouse took too long to answer. Ask again in a moment.",
}


_UNREACHABLE: dict[type[WarehouseUnreachable], str] = {WarehouseRestarts: _RESTARTS, WarehouseBusy: _BUSY}


class Problem(BaseModel):
    """Why there is no answer, and what to do."""

    detail: str


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    503: {"model": Problem, "description": "The warehouse cannot answer right now."}
}
"""What any path may answer instead of its own."""


def handle(app: FastAPI) -> None:
    """Installs the handlers."""
    app.add_exception_handler(QueryError, _query_failed)
    app.add_exception_handler(AtalayaError, _explained)
    app.add_exception_handler(Exception, _unexpected)


def _query_failed(_request: Request, error: Exception) -> JSONResponse:
    _log.warning("%s", error)
    kinds = (sentence for kind, sentence in _SENTENCES.items() if isinstance(error, kind))
    return _problem(next(kinds, "The warehouse could not answer that."), 503)


def _explained(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, WarehouseUnreachable):
        # Its words name the host and the user, which are nobody's business here.
        _log.warning("%s", error)
        return _problem(_UNREACHABLE.get(type(error), _SENTENCES[WarehouseDown]), 503)
    return _problem(str(error), 503)


def _unexpected(_request: Request, error: Exception) -> JSONResponse:
    _log.error("An answer failed unexpectedly", exc_info=error)
    return _problem("Something went wrong here; the server's log says what.", 500)


def _problem(sentence: str, status: int) -> JSONResponse:
    return JSONResponse(Problem(detail=sentence).model_dump(), status)
