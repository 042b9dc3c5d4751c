"""Reads large bodies: no larger than they may be, and so few at once that memory stays flat however many send."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import HTTPException, Request

MOST_BODY_BYTES = 16 * 1024 * 1024
MOST_AT_ONCE_BYTES = 64 * 1024 * 1024

_reading = 0
"""Bytes of the bodies that are being read."""


async def body(request: Request) -> bytes:
    """The body as it came. Raises HTTPException 413, or 429 while too many others are being read."""
    announced = int(request.headers.get("content-length") or MOST_BODY_BYTES)
    if announced > MOST_BODY_BYTES:
        raise _too_large()
    read = bytearray()
    with _room_for(announced):
        async for chunk in request.stream():
            read += chunk
            if len(read) > MOST_BODY_BYTES:
                raise _too_large()
    return bytes(read)


def later(sentence: str, status: int) -> HTTPException:
    """What is full or away now, and may be asked again in a moment."""
    return HTTPException(status, sentence, headers={"Retry-After": "1"})


@contextmanager
def _room_for(announced: int) -> Iterator[None]:
    global _reading
    if _reading + announced > MOST_AT_ONCE_BYTES:
        raise later("Too much is being sent. Send this again in a moment.", 429)
    _reading += announced
    try:
        yield
    finally:
        _reading -= announced


def _too_large() -> HTTPException:
    return HTTPException(413, f"The body is too large; {MOST_BODY_BYTES:,} bytes are the most.")
