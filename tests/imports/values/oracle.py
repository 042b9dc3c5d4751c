"""What texts of a column mean, by plain Python: datetime.strptime and Decimal, and no code of ours."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from babel.dates import get_month_names

MONTHS = {
    name.lower(): number
    for language in ("en", "es", "id")
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale=language).items()
}
"""The names of months as Unicode's CLDR has them."""

ENGLISH = list(get_month_names("abbreviated", locale="en").values())

DAY_FIRST, MONTH_FIRST, YEAR_FIRST, SHORT_YEAR_FIRST = "day first", "month first", "year first", "short year first"
NAMES, ISO, SECONDS, SERIAL = "month names", "ISO 8601", "seconds since 1970", "Excel's serial days"

_DATES = {
    DAY_FIRST: ("%d/%m/%Y", "%d/%m/%y"),
    MONTH_FIRST: ("%m/%d/%Y", "%m/%d/%y"),
    SHORT_YEAR_FIRST: ("%y/%m/%d",),
    YEAR_FIRST: ("%Y/%m/%d",),
    NAMES: ("%d/%b/%Y", "%d/%b/%y"),
    ISO: ("%Y-%m-%d",),
}
_TIMES = ("", " %H:%M", " %H:%M:%S")


def read_as(kind: str, text: str) -> datetime | None:
    """The moment that a text is, on a clock of UTC, if it is written in this way."""
    if kind == SECONDS:
        found = (
            datetime.fromtimestamp(int(text), UTC).replace(tzinfo=None) if re.fullmatch("[0-9]{9,10}", text) else None
        )
    elif kind == SERIAL:
        is_one = re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text)
        found = datetime(1899, 12, 30) + timedelta(days=float(text)) if is_one else None  # noqa: DTZ001
    else:
        dates = (date.replace("/", sign) for date in _DATES[kind] for sign in ("-" if kind == ISO else "/-. "))
        formats = (date + time for date, time in itertools.product(dates, _TIMES))
        tried = (strptime(_in_english(text.replace(", ", " ")), spelled) for spelled in formats)
        found = next((moment for moment in tried if moment is not None), None)
    return found if found is not None and 1900 <= found.year < 2200 else None


def strptime(text: str, spelled: str) -> datetime | None:
    try:
        return datetime.strptime(text, spelled)  # noqa: DTZ007  the column's zone is another question
    except ValueError:
        return None


def _in_english(text: str) -> str:
    return re.sub(
        r"[^\W\d_]{3,}\.?",
        lambda found: (
            ENGLISH[MONTHS[found[0].lower().rstrip(".")] - 1] if found[0].lower().rstrip(".") in MONTHS else found[0]
        ),
        text,
    )


@dataclass(frozen=True)
class Expected:
    """How a column has to be read; several kinds where it has to be asked."""

    kinds: tuple[str, ...]
    read: int


def decide(texts: Sequence[str]) -> Expected:
    """The kind that reads most; all that read as many and not the same."""
    by_kind = {kind: [read_as(kind, text) for text in texts] for kind in (*_DATES, SECONDS, SERIAL)}
    counts = {kind: sum(moment is not None for moment in moments) for kind, moments in by_kind.items()}
    others = {kind: count for kind, count in counts.items() if kind != SHORT_YEAR_FIRST}
    most, odd = max(others.values()), counts[SHORT_YEAR_FIRST]
    if (odd - most) * 10 <= odd:
        # Hardly anybody writes 18/02/03, and nearly everything can be read so.
        counts = others
        first = max(others, key=lambda kind: others[kind])
        if (most - odd) * 10 <= most and odd:
            wide, narrow = _days(by_kind[first]), _days(by_kind[SHORT_YEAR_FIRST])
            if wide > 3653 and narrow * 10 <= wide:
                return Expected((first, SHORT_YEAR_FIRST), most)
    best = [kind for kind, count in counts.items() if count == max(counts.values())]
    differing = [kind for kind in best[1:] if by_kind[kind] != by_kind[best[0]]]
    return Expected((best[0], *differing), counts[best[0]])


def _days(moments: Sequence[datetime | None]) -> int:
    known = [moment for moment in moments if moment is not None]
    return (max(known) - min(known)).days if known else 0


def number(text: str, sign: str) -> Decimal | None:
    """The number that a text is, where this sign stands before its decimals."""
    other = "," if sign == "." else "."
    plain = text.strip()
    for grouping in (other, " ", "'", "\u00a0", "\u202f", "\u2019"):
        groups = plain.lstrip("+-").split(sign)[0].split(grouping)
        if (
            len(groups) > 1
            and 1 <= len(groups[0]) <= 3
            and groups[0][0] != "0"
            and all(len(group) == 3 for group in groups[1:])
        ):
            whole, found, decimals = plain.partition(sign)
            plain = whole.replace(grouping, "") + found + decimals
            break
    if not re.fullmatch(rf"[-+]?(?:[0-9]+(?:{re.escape(sign)}[0-9]+)?|{re.escape(sign)}[0-9]+)", plain):
        return None
    return Decimal(plain.replace(sign, "."))
