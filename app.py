"""The server: one process, one port, with the pages mounted at `/`; its lifespan owns the background work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from db import warehouse
from db.basic_auth import BasicAuth
from db.settings import settings
from sync import service

pages = st.App("Home.py")


@asynccontextmanager
async def lifespan(application: FastAPI) -> AsyncIterator[None]:
    """Brings the first data in on the first start; ends a running sync cleanly on the last."""
    async with pages.lifespan()(application):
        await run_in_threadpool(start_first_sync)
        yield
        await run_in_threadpool(service.stop)


def start_first_sync() -> None:
    """A new warehouse is empty: fill it without being asked."""
    with warehouse.current().connect() as connection:
        never = connection.execute("select not exists (select from ops.sync_run)").fetchone()
    if never == (True,):
        service.start("first start")


app = FastAPI(title="Atalaya", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
app.mount("/", pages)
if settings().basic_auth:
    app.add_middleware(BasicAuth, credentials=settings().basic_auth)
