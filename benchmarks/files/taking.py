"""A reader who takes a file as it comes, and looks at the clock."""

import http.client
import time
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlparse

STRETCH = 1 << 20
PATIENCE_SECONDS = 600


@dataclass(frozen=True)
class Taken:
    """Seconds from the click to the first byte and to the last, and how many bytes there were."""

    first_byte: float
    whole: float
    size: int


def taken(url: str, path: str) -> Taken:
    """The file, thrown away. Raises OSError where there is none."""
    where = urlparse(url)
    with closing(http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE_SECONDS)) as tab:
        began = time.perf_counter()
        tab.request("GET", f"/{path}")
        answer = tab.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise OSError(answer.read().decode())
        size = len(answer.read(1))
        first = time.perf_counter() - began
        while stretch := answer.read1(STRETCH):
            size += len(stretch)
        return Taken(first, time.perf_counter() - began, size)
