"""No zone and no threshold stands in code: the model of the rules states them, and everybody asks its functions."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from db.domains import DOMAINS
from db.rules.model import RULES, Rules
from db.settings import PROJECT

THE_ONE_PLACE = PROJECT / "db" / "rules" / "model.py"

ZONES = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}
_ZONE = re.compile(r"[A-Z]\w+(?:/[A-Z][\w+-]+)+")
_TEXTS = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\$\w+\$")
_NUMBER = re.compile(r"(?<![\w.\"])\d+(?:\.\d+)?(?![\w.])")

MEANS_SOMETHING_ELSE = {
    # The decline index stays 7 against 7 days, and a week has 7.
    ("academy", 7),
    # Two of something: a half, a pair, decimals of a rounded number.
    ("ngeshare", 2),
    # Places in a list, and in that of the figures; the digits of an exact division.
    ("academy", 5),
    ("academy", 8),
    ("academy", 16),
    ("academy", 30),
}
"""Numbers of a source that equal a default and are too common to say anything."""


def code() -> Iterator[Path]:
    """What runs, besides migrations, which say what once was, and the demo, which is an organisation."""
    for room in ("analytics", "commands", "db", "pages", "sync"):
        yield from (path for path in (PROJECT / room).rglob("*") if path.suffix in {".py", ".sql"})
    yield from PROJECT.glob("*.py")
    yield from (path for path in PROJECT.glob("sql/*/*.sql") if path.parent.name != "migrations")


def test_no_zone_is_named_outside_the_one_place() -> None:
    naming = {
        f"{path.relative_to(PROJECT)}: {zone}"
        for path in code()
        if path != THE_ONE_PLACE
        for zone in _ZONE.findall(path.read_text(encoding="utf-8"))
        if zone in ZONES and zone not in EXAMPLES
    }
    assert naming == set()


EXAMPLES = {"Europe/Madrid"}
"""What an error gives as an example."""


_SPOKEN = re.compile(r"\b(\d+) (?:local )?(?:days?|hours?|members|people)\b")

SPOKEN_OF_SOMETHING_ELSE = {
    ("analytics/ui/classroom/choices.py", 7): "a period that the reader chooses",
    ("analytics/ui/classroom/choices.py", 30): "a period that the reader chooses",
    ("analytics/ui/engagement/columns.py", 7): "the decline index stays 7 against 7 days",
    ("analytics/ui/engagement/sentences.py", 7): "the decline index stays 7 against 7 days",
    ("analytics/engagement.py", 7): "the decline index stays 7 against 7 days",
    ("analytics/files/link.py", 30): "how long a key of links is used",
    ("analytics/ui/operations/access.py", 90): "how long details of runs are kept",
    ("analytics/ui/numbers.py", 28): "an example of how a length is written",
}


def test_no_page_types_the_number_of_a_rule() -> None:
    numbers = set().union(*(defaults(domain.source) for domain in DOMAINS)) | {Decimal(7), Decimal(30)}
    spoken = {
        (path.relative_to(PROJECT).as_posix(), int(number))
        for room in ("analytics", "pages")
        for path in (PROJECT / room).rglob("*.py")
        for number in _SPOKEN.findall(path.read_text(encoding="utf-8"))
        if Decimal(number) in numbers
    }
    assert spoken - SPOKEN_OF_SOMETHING_ELSE.keys() == set()
    assert SPOKEN_OF_SOMETHING_ELSE.keys() - spoken == set()


def defaults(source: str) -> set[Decimal]:
    found: set[Decimal] = set()
    for name, value in Rules().values().items():
        if RULES[name].source == source:
            found |= {Decimal(number) for number in numbers_in(value)}
    return {number for number in found if (source, number) not in MEANS_SOMETHING_ELSE}


def numbers_in(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from numbers_in(one)
    elif isinstance(value, int | Decimal):
        yield str(value)


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_no_threshold_stands_in_the_sql_of_its_source(domain: object) -> None:
    source, schema = domain.source, domain.derived_schema  # type: ignore[attr-defined]
    stating = []
    for path in sorted((PROJECT / "sql" / schema).glob("*.sql")):
        for number, line in enumerate(_TEXTS.sub(blanked, path.read_text(encoding="utf-8")).splitlines(), 1):
            stating += [
                f"{path.name}:{number}: {line.strip()}"
                for found in _NUMBER.findall(line)
                if Decimal(found) in defaults(source)
            ]
    assert stating == []


def blanked(text: re.Match[str]) -> str:
    # Lines keep their numbers.
    return "\n" * text[0].count("\n")
