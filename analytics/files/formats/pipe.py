"""Where a writer of files writes to, and what takes the bytes away as they come: nothing is ever kept as a whole."""


class Pipe:
    """A file that can only be written; positions count what went through."""

    closed = False

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def write(self, chunk: bytes) -> int:
        """Takes a stretch of the file."""
        self._waiting.append(bytes(chunk))
        self._position += len(chunk)
        return len(chunk)

    def taken(self) -> bytes:
        """What was written since the last call."""
        chunk = b"".join(self._waiting)
        self._waiting.clear()
        return chunk

    def tell(self) -> int:
        """How much was written so far."""
        return self._position

    def seekable(self) -> bool:
        """What has gone cannot be written again."""
        return False

    def flush(self) -> None:
        """Nothing waits here longer than until it is taken."""

    def close(self) -> None:
        """Nothing to let go of."""
