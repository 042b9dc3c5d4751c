"""What a page lets a reader click that says a number, read from the page itself, so that no list of it can go stale.

Marks come from the figure that is drawn: Vega's scenegraph in the SVG, the series of ECharts. Links, tables and lists
are found by the keys that the kit gives them, which also name what each opens (analytics/ui/opening.py).
"""

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.waiting import resting_value

_SCRIPT = Path(__file__).with_name("clickable.js").read_text(encoding="utf-8")
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?!\d)|\d+")


@dataclass(frozen=True)
class Mark:
    """What a mark chooses, the number behind it, and what it says to who hovers or listens."""

    token: str
    count: int
    said: str


@dataclass(frozen=True)
class Picture:
    """A picture that answers to clicks: what it chooses, its marks, and which list a mark's number is that of."""

    choice: str
    opens: str
    adding: str
    marks: list[Mark]


@dataclass(frozen=True)
class Link:
    """A link that says a number, and the list that has as many rows."""

    said: str
    href: str
    opens: str


@dataclass(frozen=True)
class Listed:
    """A list by the name of its files, what its download says, and where it is."""

    name: str
    said: str
    href: str


def numbers_in(text: str) -> list[int]:
    """All whole numbers of a text, in whichever way it groups their digits."""
    return [int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(text)]


def pictures(tab: Page) -> list[Picture]:
    """The pictures that answer to clicks, once they are drawn."""
    found = look(tab, "pictures()", known=lambda seen: all(picture["marks"] for picture in seen))
    return [Picture(**{**picture, "marks": [Mark(**mark) for mark in picture["marks"]]}) for picture in found]


def point(tab: Page, choice: str, token: str) -> tuple[float, float] | None:
    """Where a mark can be hit, scrolled into sight; None where others lie on it everywhere."""
    found = look(tab, f"point({json.dumps(choice)}, {json.dumps(token)})")
    return (found[0], found[1]) if found else None


def links(tab: Page) -> list[Link]:
    # A link may hold another of the same address.
    found = [Link(seen["said"], seen["href"], seen["opens"]) for seen in look(tab, "links()")]
    return list({link.href: link for link in found}.values())


def toggles(tab: Page) -> dict[str, int]:
    """The tables behind pictures, and how many rows each is said to have."""
    return {found["name"]: _one_number(found["said"]) for found in look(tab, "toggles()")}


def lists(tab: Page) -> list[Listed]:
    return [Listed(**found) for found in look(tab, "lists()")]


def parts(tab: Page) -> dict[str, bool]:
    """What each part of a page is called that shows its parts one at a time, and whether it is the one shown."""
    return {found["said"]: found["chosen"] for found in look(tab, "parts()")}


def selectable_tables(tab: Page) -> dict[str, int]:
    """Tables whose rows can be selected, by their keys, and how many rows each has."""
    return {found["key"]: found["rows"] for found in look(tab, "tables()", known=_have_rows)}


def rows_of_table(tab: Page, name: str) -> int:
    """How many rows a table has, once it is drawn."""
    return int(look(tab, f"rows({json.dumps(name)})", known=lambda rows: rows == rows))


def captions(tab: Page) -> list[str]:
    return [str(text) for text in look(tab, "captions()")]


def broken(tab: Page) -> list[str]:
    """What the page says instead of a part that failed."""
    return [str(text) for text in look(tab, "broken()")]


def list_named(tab: Page, opens: str) -> Listed:
    """The one list that a click opens: its name, or how that begins."""
    [found] = [one for one in lists(tab) if one.name == opens or one.name.startswith(f"{opens}_")]
    return found


def length(listed: Listed) -> int:
    """How many rows a list says that it has."""
    return _one_number(listed.said)


def downloaded(tab: Page, listed: Listed) -> list[dict[str, str]]:
    """The rows of the list's file."""
    request = tab.context.request.get(listed.href)
    assert request.status == 200, (listed, request.status)
    return list(csv.DictReader(io.StringIO(request.body().decode("utf-8-sig"))))


def look(tab: Page, expression: str, *, known: Any = lambda _now: True) -> Any:
    """Asks the script; a page that was loaded anew gets it anew."""
    asked = f"(window.clickable ? true : {_SCRIPT}) && window.clickable.{expression}"
    return resting_value(tab, asked, known=known)


def _have_rows(seen: list[dict[str, Any]]) -> bool:
    return all(table["rows"] == table["rows"] for table in seen)


def _one_number(text: str) -> int:
    [number] = numbers_in(text)
    return number
