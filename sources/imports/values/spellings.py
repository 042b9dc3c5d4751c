"""Which formats a text that looks like a moment may be written in: every one, since the column as a whole decides."""

import re
from collections.abc import Iterator, Sequence

from db.phrase import phrase

ISO = "iso"
EPOCH = "epoch"
MILLISECONDS = "epoch milliseconds"
SERIAL = "excel serial"
NAMED = (ISO, EPOCH, MILLISECONDS, SERIAL)
"""Formats that strptime has no notation for."""

_BLANKS = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")
_WEEKDAY = re.compile(r"(?P<weekday>[^\W\d_]{2,}\.?,? )(?=[^\W_])")
_NAME = r"[^\W\d_]{3,}\.?"
_BETWEEN = r" *[-/.,] *| +de(?:l)? +| +"
_FIRST, _SECOND = rf"(?P<first>{_BETWEEN})", rf"(?P<second>{_BETWEEN})"
_DAY = r"[0-9]{1,2}"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"

ORDERS = (
    (rf"[0-9]{{4}}{_FIRST}{_DAY}{_SECOND}{_DAY}(?![0-9])", ("Y m d",)),
    (rf"{_DAY}{_FIRST}{_DAY}{_SECOND}{_YEAR}", ("d m Y", "m d Y", "y m d")),
    (rf"{_DAY}{_FIRST}{_NAME}{_SECOND}{_YEAR}", ("d B Y",)),
    (rf"{_NAME}{_FIRST}{_DAY}{_SECOND}{_YEAR}", ("B d Y",)),
    (rf"[0-9]{{4}}{_FIRST}{_NAME}{_SECOND}{_DAY}(?![0-9])", ("Y B d",)),
)
"""How a date looks, and the orders in which it may be meant."""

_OFFSET = r" ?(?:utc|gmt|z)? ?(?:[-+][0-9]{1,2}(?::?[0-9]{2})?)?(?: \([^)]*\))?"
_TIME = re.compile(
    r"(?P<joint>,? |T)[0-9]{1,2}(?P<colon>[:.])[0-9]{2}(?P<seconds>[:.][0-9]{2})?(?P<fraction>[.,][0-9]{1,9})?"
    rf"(?P<half> ?[ap]\.? ?m\.?)?(?P<offset>{_OFFSET})",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?(?:Z|UTC|GMT)| ?[-+][0-9]{2}(?::?[0-9]{2})?)?)?"
)

ALONE = (
    (r"[0-9]{9,10}(?:[.,][0-9]+)?", (EPOCH,)),
    (r"(?:19|20)[0-9]{10}", ("%Y%m%d%H%M", MILLISECONDS)),
    (r"[0-9]{12,13}(?:[.,][0-9]+)?", (MILLISECONDS,)),
    (r"[0-9]{5}(?:[.,][0-9]+)?", (SERIAL,)),
    (r"(?:19|20)[0-9]{6}", ("%Y%m%d",)),
    (r"(?:19|20)[0-9]{12}", ("%Y%m%d%H%M%S",)),
    (r"(?:19|20)[0-9]{6}T[0-9]{6}", ("%Y%m%dT%H%M%S",)),
    (r"(?:19|20)[0-9]{6}T[0-9]{6}(?:Z|[-+][0-9]{2}:?[0-9]{2})", ("%Y%m%dT%H%M%S%z",)),
    (r"[0-9]{1,2}/[^\W\d_]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [-+][0-9]{4}", ("%d/%b/%Y:%H:%M:%S %z",)),
)
"""Texts in which nothing but digits, or a program, sets parts of a moment apart."""


def formats_of(text: str) -> Iterator[str]:
    """The formats that a text may be written in, in the notation of strptime or with a name of their own."""
    plain = _BLANKS.sub(" ", text).strip()
    if _ISO.fullmatch(plain):
        yield ISO
        return
    for looks, formats in ALONE:
        if re.fullmatch(looks, plain):
            yield from formats
            return
    yield from _dates(plain)


def family(spelled: str, *, order: bool = True) -> str:
    """What formats have in common that read the same texts: they differ in separators, seconds and digits only.

    Without `order`, also those that put day, month and year otherwise.
    """
    if spelled in NAMED or spelled.startswith("%Y%m") or "%" not in spelled:
        return spelled
    date = re.split(r"(?:,? |T)%[HI]|:%H", spelled)[0]
    parts = re.findall(r"%\w|\bde", date.replace("%b", "%B").replace("%a", "%A"))
    if parts[0] != "%y":
        parts = [part.replace("%y", "%Y") for part in parts]
    if not order:
        parts = sorted({part.replace("%y", "%Y") for part in parts})
    return " ".join([*parts, *(mark for mark in ("%p", "%z", ":%H:") if mark in spelled)])


def words_of(formats: Sequence[str]) -> dict[str, str]:
    """What people call each format; more is said of formats that would be called the same."""
    short = {spelled: _words(spelled) for spelled in formats}
    longer = {spelled: ", ".join([words, *_details(spelled)]) for spelled, words in short.items()}
    return {
        spelled: words if list(short.values()).count(words) == 1 else longer[spelled]
        for spelled, words in short.items()
    }


def _words(spelled: str) -> str:
    named = {
        ISO: phrase("ISO 8601"),
        EPOCH: phrase("seconds since 1970"),
        MILLISECONDS: phrase("milliseconds since 1970"),
        SERIAL: phrase("Excel's serial days"),
    }
    if spelled in named:
        return named[spelled]
    if ":%H:" in spelled:
        return phrase("a web server's log")
    return phrase("month names") if re.search("%[bB]", spelled) else _first(spelled)


def _first(spelled: str) -> str:
    """What a date begins with."""
    first = re.findall("%-?([dmbBYy])", spelled)[:1]
    return {("d",): phrase("day first"), ("Y",): phrase("year first"), ("y",): phrase("year first")}.get(
        tuple(first), phrase("month first")
    )


def _details(spelled: str) -> Iterator[str]:
    """What tells formats of the same words apart."""
    if re.search("%[bB]", spelled):
        yield _first(spelled)
    if re.search(r"\bdel?\b", spelled):
        yield phrase("in Spanish")
    if re.match("%[aA]", spelled):
        yield phrase("with weekdays")
    if "%p" in spelled:
        yield phrase("with AM or PM")
    if "%z" in spelled:
        yield phrase("with the distance from UTC")
    if "%Y%m" in spelled:
        yield phrase("in digits only")


def _dates(plain: str) -> Iterator[str]:
    for weekday in (_WEEKDAY.match(plain), None):
        rest = plain[weekday.end() :] if weekday else plain
        for looks, orders in ORDERS:
            date = re.match(looks, rest)
            tail = _tail(rest[date.end() :]) if date else None
            if date and tail is not None:
                before = "%A" + (", " if "," in weekday["weekday"] else " ") if weekday else ""
                yield from (before + _date(date, order) + tail for order in orders if _fits(date, order))
                return
        if not weekday:
            return


def _tail(rest: str) -> str | None:
    """The format of the time behind a date, None for what is no time."""
    if not rest:
        return ""
    time = _TIME.fullmatch(rest)
    if not time:
        return None
    hour = "%I" if time["half"] else "%H"
    seconds = f"{time['colon']}%S" if time["seconds"] else ""
    fraction = f"{time['fraction'][0]}%f" if time["fraction"] else ""
    half = " %p" if time["half"] else ""
    return f"{time['joint']}{hour}{time['colon']}%M{seconds}{fraction}{half}{' %z' if time['offset'].strip() else ''}"


def _date(date: re.Match[str], order: str) -> str:
    parts = order.split()
    is_short = len(date.groupdict().get("year") or "") == 2
    written = [f"%{part.lower() if part == 'Y' and is_short else part}" for part in parts]
    return written[0] + _between(date["first"]) + written[1] + _between(date["second"]) + written[2]


def _between(separator: str) -> str:
    bare = separator.strip()
    return {"": " ", ",": ", ", "de": " de ", "del": " del "}.get(bare, bare)


def _fits(date: re.Match[str], order: str) -> bool:
    """A year of two digits may stand first; one of four digits at the end does not."""
    return not order.startswith("y") or len(date["year"]) == 2
