"""Bytes to read, from a file or from a member of an archive, opened as often as they are needed."""

import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

from db.phrase import phrase
from sources.imports.errors import TooLarge, UnreadableFile

LARGEST = 2 * 1024**3
"""Bytes of a file, packed or not, that are still read."""

DAMAGED = (BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError)
"""What reading a damaged archive raises; the last, where it is packed in a way that is not known."""

_BUFFER = 1 << 18


@dataclass(frozen=True)
class Content:
    """What a reader reads; `name` is shown."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]

    def start(self, length: int) -> bytes:
        """The first bytes."""
        with self.open() as file:
            return file.read(length)


def of_file(path: Path) -> Content:
    """A file on a disk."""
    return Content(path.name, path.stat().st_size, lambda: path.open("rb"))


def of_member(archive: Content, member: str, size: int) -> Content:
    """A member of a ZIP archive."""

    def opened() -> IO[bytes]:
        outer = archive.open()
        return _buffered(name, ZipFile(outer).open(member), outer)

    name = f"{archive.name}/{member}"
    return Content(name, size, opened)


def unpacked(packed: Content) -> Content:
    """What a gzip file holds."""
    name = packed.name.removesuffix(".gz")

    def opened() -> IO[bytes]:
        outer = packed.open()
        return _buffered(name, cast("IO[bytes]", gzip.open(outer)), outer)

    return Content(name, packed.size, opened)


def damaged(name: str) -> UnreadableFile:
    """The refusal of a packed file that ends early or is damaged."""
    return UnreadableFile(
        phrase("{file} is damaged, or was not copied to its end. Copy or export it once more.", file=name)
    )


class _Unpacked(io.RawIOBase):
    """What is unpacked while it is read: it says what is damaged, ends where it grows too large, closes its file."""

    def __init__(self, name: str, inner: IO[bytes], outer: IO[bytes]) -> None:
        self._name, self._inner, self._outer = name, inner, outer

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except DAMAGED as error:
            raise damaged(self._name) from error
        if self._inner.tell() > LARGEST:
            raise TooLarge(phrase("{file} unpacks to more than can be imported (2,048 MB). Split it.", file=self._name))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        self._outer.close()
        super().close()


def _buffered(name: str, inner: IO[bytes], outer: IO[bytes]) -> IO[bytes]:
    return io.BufferedReader(_Unpacked(name, inner, outer), _BUFFER)
