"""The server: one port for API and pages; the lifespan of its first process owns the background work."""

import asyncio
import gc
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib import import_module
from pathlib import Path

import streamlit as st
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

import processes
from analytics import api
from analytics.api import event_log
from analytics.document import head
from analytics.document.middleware import Document
from analytics.files import about
from db import basic_auth, hosts, replicas, warehouse
from db.basic_auth import BasicAuth
from db.errors import AtalayaError
from db.security_headers import SecurityHeaders, policy
from db.settings import PROJECT, settings
from db.warehouse import READER
from reconnecting import Door, Reconnecting
from sync import service
from sync.clock import jobs
from sync.service import imports

# Until st.navigation has run once, Streamlit takes a folder named pages for its older kind of app: a link to a page,
# opened first on a new server, would show that page without the frame of Home.py.
PagesManager.uses_pages_directory = False
pages = st.App(PROJECT / "Home.py")
FRAME = Path(st.__file__).parent / "static" / "index.html"
"""The one HTML text of all pages; the rest is scripts."""

CHECK_AFTER_SECONDS = 10.0
"""From the start until facts are added up: the first reader's page comes first."""


@asynccontextmanager
async def lifespan(application: FastAPI) -> AsyncIterator[None]:
    """Brings the first data in on the first start; ends a running sync cleanly on the last."""
    # A page fetches dozens of files; a line for each would bury what matters on the terminal.
    logging.getLogger("uvicorn.access").disabled = True
    async with pages.lifespan()(application):
        housekeeping = asyncio.create_task(keep_house())
        async with background_work() if processes.here().is_first else nullcontext():
            yield
        housekeeping.cancel()
        await run_in_threadpool(event_log.close)
        await run_in_threadpool(service.stop)
        await run_in_threadpool(imports.stop)


@asynccontextmanager
async def background_work() -> AsyncIterator[None]:
    """What goes on without readers: the first sync, and jobs by the clock."""
    await run_in_threadpool(start_first_sync)
    # It ends with the process: it waits most of the time, and holds nothing.
    threading.Thread(target=replicas.watch, name="replicas", daemon=True).start()
    clock = jobs.scheduler(warehouse.current())
    await run_in_threadpool(clock.start)
    await run_in_threadpool(jobs.hand_over, warehouse.current(), clock)
    checking = threading.Timer(CHECK_AFTER_SECONDS, jobs.check_at_start)
    checking.daemon = True
    checking.start()
    yield
    checking.cancel()
    jobs.stop()
    clock.shutdown(wait=False)


async def keep_house() -> None:
    """Gives back what people who left held, until it is cancelled."""
    # Only now: what is imported while Streamlit does not run makes it complain on the terminal.
    # The package first: whoever holds the lock of a module in it and waits for the package's, while a reader's page
    # imports the package and waits for the module, gets half of one of them.
    await asyncio.to_thread(import_module, "analytics.ui")
    sessions = await asyncio.to_thread(import_module, "analytics.ui.sessions")
    # What is there now stays: whoever looks for garbage later need not look at it again.
    gc.freeze()
    await sessions.give_back()


def check_settings() -> None:
    """Raises SettingError for what only a request would notice."""
    hosts.allowed()
    basic_auth.credentials()


class WarehouseFirst:
    """ASGI middleware: a server whose warehouse or settings forbid it does not start, and says why in one line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            try:
                check_settings()
                await run_in_threadpool(warehouse.current)
            except AtalayaError as error:
                await send({"type": "lifespan.startup.failed", "message": f"atalaya: {error}"})
                return
        await self.app(scope, receive, send)


def check_in_words(code: str, language: str) -> str:
    """What the pages call a check; they are imported while Streamlit runs, or it complains on the terminal."""
    from analytics.ui import check_words

    return check_words.check_in(code, language)


def is_kept(session: str) -> bool:
    """Whether a reader can go on with this session in this process."""
    from analytics.ui import sessions

    return sessions.is_kept(session)


def start_first_sync() -> None:
    """A new warehouse is empty, or its first sync died half way: fill it without being asked."""
    with warehouse.current().connect(READER) as connection:
        ever = connection.execute("select exists (select from ops.sync_run where status <> 'running')").fetchone()
    if ever == (False,):
        service.start("first start")


about.named = check_in_words
app = api.create(lifespan)
# Not mounted at "/": a mount would take the calls that the API refuses.
app.router.default = Document(Reconnecting(pages, is_kept))
app.router.routes.extend(head.routes())
app.add_middleware(WarehouseFirst)
if settings().basic_auth:
    app.add_middleware(BasicAuth, credentials=settings().basic_auth, token=settings().api_token)
# Added last, met first: who calls by a strange name is asked for nothing, and told nothing else.
app.add_middleware(hosts.KnownHosts)
app.add_middleware(SecurityHeaders, policy=policy(FRAME.read_text(encoding="utf-8")))
app.add_middleware(Door, pages=pages, is_kept=is_kept)
