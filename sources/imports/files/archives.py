"""ZIP archives: their members, and whether they may be unpacked at all."""

from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from db.phrase import phrase
from sources.imports.errors import EmptyFile, LockedFile, TooLarge
from sources.imports.files.contents import DAMAGED, LARGEST, Content, damaged, of_member

_SUSPICIOUS_RATIO = 250
_SMALL = 100 * 1024**2
"""Bytes that may be packed however tightly."""

_MOST_MEMBERS = 10_000
_LOCKED = 0x1
_NOT_BROUGHT = ("__MACOSX/", ".")
"""What a desktop puts into archives for itself."""


def names(content: Content) -> list[str]:
    """The names of all members, packed by whatever program."""
    return [info.filename for info in _directory(content)]


def check(content: Content) -> None:
    """Refuses an archive that is locked, or that unpacks to more than can be read."""
    infos = _directory(content)
    if any(info.flag_bits & _LOCKED for info in infos):
        raise LockedFile(
            phrase("{file} is protected by a password. Unpack it, and bring what was in it.", file=content.name)
        )
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    if (
        unpacked > LARGEST
        or (unpacked > _SMALL and unpacked > _SUSPICIOUS_RATIO * packed)
        or len(infos) > _MOST_MEMBERS
    ):
        raise TooLarge(
            phrase(
                "{file} unpacks to {size:,} MB in {members:,} files, which is more than can be imported (2,048 MB). "
                "Bring the files that are needed.",
                file=content.name,
                size=unpacked // 1024**2,
                members=len(infos),
            )
        )


def members(content: Content) -> Iterator[Content]:
    """What is in an archive, by name, without what desktops hide in it."""
    check(content)
    found = False
    for info in sorted(_directory(content), key=lambda info: info.filename):
        last = info.filename.rpartition("/")[2]
        if info.is_dir() or info.filename.startswith(_NOT_BROUGHT[0]) or last.startswith(_NOT_BROUGHT[1]):
            continue
        found = True
        yield of_member(content, info.filename, info.file_size)
    if not found:
        raise EmptyFile(phrase("{file} holds no files.", file=content.name))


def _directory(content: Content) -> list[ZipInfo]:
    try:
        with content.open() as file, ZipFile(file) as archive:
            return archive.infolist()
    except DAMAGED as error:
        raise damaged(content.name) from error
