"""`GET /files/…`: the one way for files out of the pages, by a signed link, streamed while the rows are read."""

import asyncio
import itertools
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote

from anyio import CancelScope, CapacityLimiter, fail_after, to_thread
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from analytics import access as questions
from analytics import query
from analytics.files import extract, file, link, refusals
from analytics.files.reading import Reading, opened
from analytics.languages import wished
from db import access_log
from db.basic_auth import user_of
from db.errors import AtalayaError

_log = logging.getLogger(__name__)

router = APIRouter(tags=["files"])

MOST_AT_ONCE = 8
"""Files that are written at the same time; each has a connection and a thread of its own."""

STALLED_SECONDS = 300
"""A reader who takes nothing for so long has gone, whatever the connection says."""

LOOKED_AFTER_SECONDS = 0.25
"""So often the server looks whether a reader who waits for the first stretch is still there."""

_LINE: dict[str, Any] = {"text/plain": {"schema": {"type": "string"}}}

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in file.MEDIA_TYPES.values()},
    },
    403: {"content": _LINE, "description": "The link is not from here, or not whole."},
    410: {"content": _LINE, "description": "The link is too old, or of another version."},
    413: {"content": _LINE, "description": "A workbook has no room for so many rows."},
    429: {"content": _LINE, "description": "Too many files are being written."},
    500: {"content": _LINE, "description": "The server's log says what went wrong."},
    503: {"content": _LINE, "description": "The warehouse cannot answer right now."},
}

_running: set["Download"] = set()


class Download:
    """One file that is being written, in a thread that the server does not wait for."""

    def __init__(self, asked: link.Asked) -> None:
        question, arguments, day = link.question_of(asked)
        self.asked = asked
        self.question = question
        self.extract = extract.of_question(question, arguments, name=asked.name, day=day)
        self.bytes: Iterator[bytes] = iter(())
        self._open = ExitStack()
        self._reading: Reading | None = None
        self._thread = CapacityLimiter(1)
        self._reads = threading.Lock()

    def start(self) -> None:
        """Reads as far as the first rows, of the warehouse itself where a replica ends that or dies.

        Raises QueryError, TooManyRows.
        """
        try:
            self._start(of_primary=False)
        except query.QueryError as error:
            if not (error.is_passing or isinstance(error, query.WarehouseDown)):
                raise
            self._start(of_primary=True)

    def _start(self, *, of_primary: bool) -> None:
        try:
            asked = self.asked
            self._reading = self._open.enter_context(opened(self.extract, asked.language, of_primary=of_primary))
            chunks = file.written(self._reading, asked.file_format, language=asked.language, rows=asked.rows)
            self._open.callback(chunks.close)
            # The head alone says nothing of whether the rows will come.
            self.bytes = itertools.chain(list(itertools.islice(chunks, 2)), chunks)
        except BaseException:
            self._open.close()
            raise

    async def body(self) -> AsyncIterator[bytes]:
        """The stretches; each is made while the server does something else."""
        # A reader who leaves is not waited for until a slow query has its next rows.
        while (chunk := await to_thread.run_sync(self._next, abandon_on_cancel=True, limiter=self._thread)) is not None:
            yield chunk

    def stop(self) -> None:
        """Ends the query in the server, if there is one."""
        if self._reading is not None:
            self._reading.stop()

    def end(self) -> None:
        """Lets go of everything; a query that still runs ends in the server."""
        self.stop()
        # The thread that reads has to let go of the connection first.
        with self._reads:
            self._open.close()

    def _next(self) -> bytes | None:
        with self._reads:
            return next(self.bytes, None)


class FileResponse(StreamingResponse):
    """A file that is written while it is sent; whoever leaves in the middle ends the query."""

    def __init__(self, download: Download) -> None:
        asked = download.asked
        name = download.extract.file_name(asked.file_format)
        super().__init__(
            download.body(),
            media_type=file.MEDIA_TYPES[asked.file_format],
            headers={
                "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}",
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )
        self.download = download

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            with fail_after(STALLED_SECONDS):
                await send(message)

        try:
            await super().__call__(scope, receive, sending)
        finally:
            _running.discard(self.download)
            with CancelScope(shield=True):
                await to_thread.run_sync(self.download.end)


@router.get("/files/{token}", responses=_ANSWERS, response_class=Response)
async def file_of_link(token: str, request: Request) -> Response:
    """The file that a page's link names: CSV, XLSX or Parquet, all rows of what the page shows.

    Links are good for twelve hours, and only pages make them. A refusal is one line in the reader's language.
    """
    language = wished(request.headers.get("accept-language", ""))
    try:
        asked = await run_in_threadpool(link.read, token)
        language = asked.language
        download = await run_in_threadpool(_download, asked)
        if len(_running) >= MOST_AT_ONCE:
            return _refusal(429, refusals.busy(language), {"Retry-After": "1"})
        return await _begun(download, request)
    except link.ExpiredLink as error:
        return _refusal(410, refusals.too_old(error.language))
    except link.ForeignVersion as error:
        return _refusal(410, refusals.of_another_version(error.language))
    except link.BadLink:
        return _refusal(403, refusals.not_from_here(language))
    except file.TooManyRows as error:
        return _refusal(413, str(error))
    except (query.QueryError, AtalayaError) as error:
        _log.warning("A file could not be made: %s", error)
        return _refusal(503, refusals.unanswered(error, language))
    except Exception:
        _log.exception("A file failed unexpectedly")
        return _refusal(500, refusals.unexpected(language))


def _refusal(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(sentence, status, headers)


def _download(asked: link.Asked) -> Download:
    # Taking away is written down here; it is no read over the API besides.
    query.heard.set(None)
    return Download(asked)


async def _begun(download: Download, request: Request) -> Response:
    """The answer, as far as its first stretch; a reader who leaves while it is made ends the query, too."""
    _running.add(download)
    leaving = asyncio.create_task(_stop_if_gone(download, request))
    try:
        await run_in_threadpool(_note, download, user_of(request.headers.get("authorization", "")))
        await run_in_threadpool(download.start)
    except BaseException:
        _running.discard(download)
        raise
    finally:
        leaving.cancel()
    return FileResponse(download)


async def _stop_if_gone(download: Download, request: Request) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(LOOKED_AFTER_SECONDS)
    await run_in_threadpool(download.stop)


def _note(download: Download, reader: str) -> None:
    """Whoever takes data of single students away is written down, before the first of them leaves."""
    view = questions.logged_as(download.question, set(questions.student_level_views()["relation"]))
    if view:
        asked = download.asked
        filters = {name: str(value) for name, value in download.extract.filters.items()}
        chosen = filters | ({"as_of": asked.day} if asked.day else {}) | ({"of": asked.about} if asked.about else {})
        what = f"{view} ({asked.name}, {asked.file_format})"
        access_log.record(reader, "export", what, chosen, asked.rows)
