"""A reader without a browser: opens pages over Streamlit's own protocol, and counts what is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE_SECONDS = 120
LARGEST_MESSAGE = 1 << 28


@contextmanager
def reading(address: str) -> Iterator["Reader"]:
    """A reader's tab, open as long as the `with` lasts; `address` is the server's, as in `127.0.0.1:8080`."""
    with connect(
        f"ws://{address}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=LARGEST_MESSAGE,
        open_timeout=PATIENCE_SECONDS,
    ) as socket:
        yield Reader(socket)


class Reader:
    """One tab: a session of its own, which keeps the messages that it was sent as a browser does."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._kept: set[str] = set()

    def opens(self, page: str, **address: str) -> int:
        """Lets a page run, the whole of it, and returns the bytes that were sent until its end.

        Asked a second time, it is what a reader gets who presses a key on the page. Raises RuntimeError where the page
        fails, TimeoutError where it does not end.
        """
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name = page
        asked.query_string = urlencode({"language": "en"} | address)
        asked.context_info.timezone = "UTC"
        asked.context_info.locale = "en-US"
        asked.cached_message_hashes.extend(self._kept)
        self._socket.send(message.SerializeToString())
        return self._takes()

    def _takes(self) -> int:
        size = 0
        while True:
            frame = self._socket.recv(timeout=PATIENCE_SECONDS)
            size += len(frame)
            message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            if message.metadata.cacheable:
                self._kept.add(message.hash)
            if message.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(f"The page fails: {message.delta.new_element.exception.message}")
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError("The page does not compile.")
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return size
