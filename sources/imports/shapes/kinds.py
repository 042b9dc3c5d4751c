"""What the values of a column look like. The load decides their format, from the whole column; this only recognises."""

import re
from collections.abc import Callable, Iterable, Mapping

_YEAR = r"(?:1[89]|2[01])\d\d"
_SMALL = r"\d{1,2}"
_MONTH = r"[a-zñáéíóúäç]{3,10}\.?"

# Without lookbehind, names of groups or classes in brackets: PostgreSQL reads these patterns, too.
DATES: Mapping[str, str] = {
    "year first": rf"{_YEAR}[-/.]{_SMALL}[-/.]{_SMALL}",
    "year last": rf"{_SMALL}[-/. ]{_SMALL}[-/. ]{_YEAR}",
    "two digits of the year": rf"{_SMALL}[-/.]{_SMALL}[-/.]\d\d",
    "day, month's name, year": rf"{_SMALL}[-. ](?:de )?{_MONTH}[-, ]+(?:de )?(?:{_YEAR}|\d\d)",
    "year, month's name, day": rf"{_YEAR}[-/. ]{_MONTH}[-/. ]{_SMALL}",
    "month's name, day, year": rf"{_MONTH} {_SMALL},? {_YEAR}",
}
"""How dates are written."""

CLOCK = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.? ?m\.?)?"
_WEEKDAY = r"(?:[^\W\d_]{3,12},? )?"
_ZONE = r"(?: ?(?:z|utc|gmt|[-+]\d{2}(?::?\d{2})?))?"

_DATE = re.compile(rf"{_WEEKDAY}(?:{'|'.join(DATES.values())})", re.IGNORECASE)
_REST = re.compile(rf"(?:[T, ]+(?:a las )?{CLOCK}{_ZONE})?", re.IGNORECASE)
_CLOCK = re.compile(CLOCK, re.IGNORECASE)
_HOUR = re.compile(r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?!\d)", re.IGNORECASE)
_WHOLE_HOUR = re.compile(r"[01]?\d|2[0-4]")
_SURE_CLOCK = re.compile(r"[:h]|[ap]\.? ?m", re.IGNORECASE)
_EPOCH = re.compile(r"(?:[89]\d{8}|[12]\d{9})(?:\.\d+)?|(?:[89]\d{11}|[12]\d{12})")
_YEARLESS = re.compile(rf"{_WEEKDAY}{_SMALL}(?:[-/.]{_SMALL}|[-. ](?:de )?{_MONTH})", re.IGNORECASE)
_EPISODE = re.compile(r"[^\d\n]{0,40}\d{1,2}(?:\D.{0,80})?")
_ATTENDANCE = frozenset(
    (
        "present",
        "absent",
        "late",
        "excused",
        "presente",
        "ausente",
        "tarde",
        "falta",
        "faltó",
        "retraso",
        "justificado",
        "justificada",
        "asistió",
        "hadir",
        "absen",
        "alpa",
        "izin",
        "sakit",
        "terlambat",
        "présent",
        "retard",
        "anwesend",
        "abwesend",
    )
)
_DIRECTION = re.compile(
    r"(?:(?:c|check|checked|clock|clocked|punch|sign|signed|scan)[-/ ]?)?(?:in|out|masuk|keluar|pulang)|entry|exit|left"
    r"|joined(?: before)?|entrada|salida|ingreso|egreso|se uni[oó](?: antes)?|unido|sali[oó]|abandon[oó]|[eiso]"
    r"|entrou|saiu|a rejoint|a quitt[eé]|beigetreten|verlassen",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_MARKS = _ATTENDANCE | frozenset(
    (
        "x",
        "✓",
        "✔",
        "√",
        "1",
        "0",
        "-",
        "p",
        "a",
        "l",
        "e",
        "t",
        "y",
        "n",
        "s",
        "v",
        "f",
        "h",
        "yes",
        "no",
        "true",
        "false",
        "si",
        "sí",
        "ya",
        "tidak",
        "asiste",
        "attended",
        "missed",
        "none",
    )
)

MOST = 0.8
"""So large a part of a column must look like something for the column to be it."""


def is_moment(text: str) -> bool:
    """A date, or a date and a time, in whatever order, or seconds since 1970 between 1995 and 2065."""
    found = _DATE.match(text)
    return bool(found and _REST.fullmatch(text, found.end())) or bool(_EPOCH.fullmatch(text))


def is_clock(text: str) -> bool:
    """A time of day, without a date; 9.30 is one, and 3.75 is none."""
    return bool(_CLOCK.fullmatch(text) and _HOUR.match(text))


def is_sure_clock(text: str) -> bool:
    """A time of day that cannot be a grade or a share: with a colon, an h, AM or PM."""
    return is_clock(text) and bool(_SURE_CLOCK.search(text))


def is_hour(text: str) -> bool:
    """A time of day, or a whole hour, for columns whose name says that they hold some."""
    return is_clock(text) or is_whole_hour(text)


def is_whole_hour(text: str) -> bool:
    return bool(_WHOLE_HOUR.fullmatch(text))


def has_hour(text: str) -> bool:
    """A moment that is more than a day: midnight alone says nothing."""
    if _EPOCH.fullmatch(text):
        return True
    clock = _CLOCK.search(text.partition("T")[2] or text.partition(" ")[2])
    return bool(clock and re.search(r"[1-9]", clock[0]))


def is_mark(text: str) -> bool:
    """One of the marks of attendance sheets, for or against."""
    return text.casefold() in _MARKS


def is_attendance(text: str) -> bool:
    """A word that says of somebody that he or she was there, or was not."""
    return text.casefold() in _ATTENDANCE


def is_direction(text: str) -> bool:
    """A word that says whether somebody came or left."""
    return bool(_DIRECTION.fullmatch(text))


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))


def is_episode(text: str) -> bool:
    """The number of an episode, alone or beside its name."""
    return bool(_EPISODE.fullmatch(text)) and not is_moment(text)


def is_yearless(text: str) -> bool:
    """A day and a month alone."""
    return bool(_YEARLESS.fullmatch(text))


def date_in(text: str) -> str:
    """The name of the pattern of a date that a header holds, alone or beside other words; empty where it holds none."""
    return next((name for name, pattern in DATES.items() if re.search(pattern, text, re.IGNORECASE)), "")


KINDS: Mapping[str, Callable[[str], bool]] = {
    "moments": is_moment,
    "clocks": is_clock,
    "hours": is_hour,
    "marks": is_mark,
    "numbers": is_number,
    "episodes": is_episode,
    "attendance": is_attendance,
    "directions": is_direction,
}
"""What a shape may ask of a column, by the word for it."""


def mostly(values: Iterable[str], check: Callable[[str], bool]) -> bool:
    """Whether most values, and at least one, are so; a column without values is not."""
    answers = [check(value) for value in values]
    return bool(answers) and sum(answers) >= MOST * len(answers)
