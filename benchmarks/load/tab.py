"""A browser's tab without the browser: a raw WebSocket that speaks Streamlit's protocol.

It does what the page's own script does: it asks for runs, takes what is drawn, and polls what the page told it to poll.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self, cast

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

STREAM = "/_stcore/stream"
OPEN_SECONDS = 120
"""How long a connection may take; a browser waits about as long."""

_WHOLE_RUN = ForwardMsg.FINISHED_SUCCESSFULLY
_ENDS = {_WHOLE_RUN, ForwardMsg.FINISHED_WITH_COMPILE_ERROR}


class TabClosed(Exception):
    """The server ended the connection before it had answered."""


@dataclass
class PageRun:
    """What one run of a page brought, and when."""

    page: str
    asked_at: float
    finished_at: float = 0.0
    bytes: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return self.finished_at - self.asked_at


@dataclass
class Tab:
    """One reader's tab; `async with Tab(url) as tab: await tab.open("engagement_panel")`."""

    url: str
    language: str = "en"
    polls: bool = True
    session: str = ""
    """Of an earlier connection that this one goes on with."""
    pages: tuple[str, ...] = ()
    shown: dict[tuple[int, ...], str] = field(default_factory=dict)
    """The texts that stand on the page now, by their place."""
    fragments: list[str] = field(default_factory=list)
    """What the page draws again by itself, by id."""
    sections_drawn: int = 0
    """How often a section was drawn without its page."""

    async def __aenter__(self) -> Self:
        # What a browser sends: the protocol, a token, and the session that it goes on with.
        offered = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([self.session] if self.session else [])]
        address = self.url.replace("http", "ws", 1) + STREAM
        self._socket: ClientConnection = await connect(
            address,
            subprotocols=[Subprotocol(name) for name in offered],
            max_size=None,
            open_timeout=OPEN_SECONDS,
            ping_interval=None,
            proxy=None,
        )
        self._page = self._hash = self._query = ""
        self._run: PageRun | None = None
        self._done = asyncio.Event()
        self._polling: dict[str, asyncio.Task[None]] = {}
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop_polling()
        await self._socket.close()
        await asyncio.gather(self._listening, return_exceptions=True)

    async def open(self, page: str = "", query: str = "") -> PageRun:
        """Opens a page, by its address' name; ends when all of it is there."""
        await self.ask(page, query)
        return await self.answer()

    async def ask(self, page: str = "", query: str = "") -> PageRun:
        """Asks for a page, and does not wait for it."""
        moved = page == self._page and query != self._query
        self._hash = self._hash if page == self._page else ""
        self._page, self._query = page, query
        self._done.clear()
        self._run = PageRun(page, time.monotonic())
        # An address that changes under an open page is what Back does, or a reader who edits it.
        await self._send(self._state(history=moved))
        return self._run

    async def answer(self) -> PageRun:
        """Waits until the page that was asked for is there. Raises TabClosed."""
        ended = asyncio.create_task(self._done.wait())
        await asyncio.wait([ended, self._listening], return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            ended.cancel()
            raise TabClosed(f"closed with {self._socket.close_code} while it waited for {self._page or 'home'}")
        return cast("PageRun", self._run)

    async def run_fragment(self, fragment: str) -> None:
        """A click in a section that draws itself again; does not wait for it."""
        await self._send(self._state(fragment=fragment))

    def _state(self, *, fragment: str = "", history: bool = False) -> ClientState:
        state = ClientState(
            query_string=self._query,
            page_name="" if self._hash else self._page,
            page_script_hash=self._hash,
            fragment_id=fragment,
            is_auto_rerun=bool(fragment),
            is_history_navigation=history,
        )
        context = state.context_info
        context.timezone, context.locale, context.color_scheme = "America/Bogota", self.language, "light"
        context.timezone_offset, context.url, context.is_embedded = 300, f"{self.url}/{self._page}", False
        return state

    async def _send(self, state: ClientState) -> None:
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())

    async def _listen(self) -> None:
        try:
            async for data in self._socket:
                message = ForwardMsg.FromString(cast("bytes", data))
                if self._run is not None:
                    self._run.bytes += len(data)
                if take := _TAKES.get(message.WhichOneof("type") or ""):
                    take(self, message)
        except ConnectionClosed:
            pass

    def _begin(self, message: ForwardMsg) -> None:
        session = message.new_session
        self.session = session.initialize.session_id
        if not message.metadata.run.fragment_ids:
            self._stop_polling()
            self.fragments.clear()

    def _navigate(self, message: ForwardMsg) -> None:
        self._hash = message.navigation.page_script_hash
        self.pages = tuple("" if page.is_default else page.url_pathname for page in message.navigation.app_pages)

    def _draw(self, message: ForwardMsg) -> None:
        place = tuple(message.metadata.delta_path)
        for below in [known for known in self.shown if known[: len(place)] == place]:
            del self.shown[below]
        if text := text_of(message.delta):
            self.shown[place] = text
        if self._run is not None:
            self._run.errors += errors_of(message.delta)

    def _finish(self, message: ForwardMsg) -> None:
        self.sections_drawn += message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
        if message.script_finished in _ENDS and self._run is not None and not self._done.is_set():
            self._run.finished_at = time.monotonic()
            self._done.set()

    def _poll(self, message: ForwardMsg) -> None:
        asked = message.auto_rerun
        self.fragments.append(asked.fragment_id)
        if self.polls and asked.fragment_id not in self._polling:
            task = asyncio.create_task(self._poll_every(asked.interval, asked.fragment_id))
            self._polling[asked.fragment_id] = task

    async def _poll_every(self, seconds: float, fragment: str) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await self.run_fragment(fragment)
            except ConnectionClosed:
                return

    def _stop_polling(self) -> None:
        for task in self._polling.values():
            task.cancel()
        self._polling.clear()

    def _end_polls(self, message: ForwardMsg) -> None:
        for fragment in message.stop_auto_rerun.fragment_ids:
            if task := self._polling.pop(fragment, None):
                task.cancel()


_TAKES: dict[str, Callable[[Tab, ForwardMsg], None]] = {
    "new_session": Tab._begin,
    "navigation": Tab._navigate,
    "delta": Tab._draw,
    "script_finished": Tab._finish,
    "auto_rerun": Tab._poll,
    "stop_auto_rerun": Tab._end_polls,
}


def text_of(delta: Delta) -> str:
    """What a drawn element says; a box that holds others, or an empty place, says nothing."""
    element = delta.new_element
    kind = element.WhichOneof("type")
    return str(getattr(getattr(element, kind), "body", "")) if kind else ""


def errors_of(delta: Delta) -> list[str]:
    """What a reader would call broken: a traceback, or a box that says so."""
    element = delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        return [f"{element.exception.type}: {element.exception.message}"]
    if kind == "alert" and element.alert.format == Alert.ERROR:
        return [element.alert.body]
    return []
