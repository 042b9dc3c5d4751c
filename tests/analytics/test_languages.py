"""The catalogues: complete, and saying the same in every language."""

import ast
import re
import string
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from analytics.ui import i18n, numbers
from analytics.ui.curriculum.words import short_courses
from analytics.ui.extraction import of_logs, of_views

PROJECT = i18n.LOCALE_DIRECTORY.parent
SOURCES = sorted(
    [
        PROJECT / "Home.py",
        *PROJECT.glob("pages/*.py"),
        *PROJECT.glob("analytics/ui/**/*.py"),
        *PROJECT.glob("analytics/files/**/*.py"),
    ]
)
LOGGING = sorted([path for room in ("sync", "db", "sources/imports") for path in PROJECT.glob(f"{room}/**/*.py")])
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)
}  # fmt: skip


def catalogue(language: str) -> Catalog:
    with (i18n.LOCALE_DIRECTORY / language / "LC_MESSAGES" / "atalaya.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def identity(message: str | list[str] | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def said_in_code() -> set[str]:
    spoken: list[tuple[Any, Path]] = [("python", path) for path in SOURCES]
    spoken += [(of_views, PROJECT / "sql" / "ops" / "sentences.sql"), *((of_logs, path) for path in LOGGING)]
    return {
        identity(message)
        for method, path in spoken
        for _line, message, _comments, _context in extract_from_file(method, path, keywords=KEYWORDS)
    }


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_catalogue_knows_exactly_what_the_code_says(language: str) -> None:
    assert {identity(message.id) for message in messages(language)} == said_in_code()


@pytest.mark.parametrize("language", ["es", "id"])
def test_every_sentence_is_translated(language: str) -> None:
    missing = [
        identity(message.id)
        for message in messages(language)
        if message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
    ]
    assert missing == []


@pytest.mark.parametrize("language", ["es", "id"])
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    for message in messages(language):
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        translations = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = placeholders(originals[-1])
        assert all(placeholders(text) == wanted for text in [*originals, *translations]), originals


def placeholders(text: str) -> set[str]:
    return {name for _before, name, _form, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["es", "id"])
def test_code_in_a_sentence_stays_as_it_is(language: str) -> None:
    for message in messages(language):
        if isinstance(message.id, str):
            assert re.findall(r"`[^`]+`", message.id) == re.findall(r"`[^`]+`", str(message.string))


def test_no_sentence_hides_in_an_f_string_where_it_cannot_be_extracted() -> None:
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in SOURCES
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
    ]
    assert hidden == []


def test_numbers_and_dates_follow_the_language() -> None:
    seen = {}
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            seen[language] = (numbers.whole(12345), numbers.percent(68.04), numbers.day(date(2026, 6, 1)))
    assert seen == {
        "en": ("12,345", "68%", "Jun 1, 2026"),
        "es": ("12.345", "68\xa0%", "1 jun 2026"),
        "id": ("12.345", "68%", "1 Jun 2026"),
    }


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.42, "420 ms"), (1.5, "1.5 s"), (12, "12 s"), (125, "2 min 5 s"), (7_800, "2 h 10 min")]
)
def test_durations_come_in_the_unit_one_thinks_in(seconds: float, said: str) -> None:
    with i18n.speaking("en"):
        assert numbers.seconds(seconds) == said


@pytest.mark.parametrize(("change", "said"), [(12, "+12"), (-3, "-3"), (0, "0")])
def test_a_change_carries_its_sign_and_zero_none(change: int, said: str) -> None:
    with i18n.speaking("en"):
        assert numbers.signed(change) == said


def test_what_is_missing_is_a_dash_and_zero_is_zero() -> None:
    with i18n.speaking("en"):
        form = numbers.or_missing(numbers.whole)
        assert [form(None), form(float("nan")), form(0)] == ["—", "—", "0"]


def test_an_age_is_told_in_words() -> None:
    with i18n.speaking("es"):
        now = datetime(2026, 6, 1, 12, tzinfo=UTC)
        assert numbers.age(datetime(2026, 6, 1, 9, tzinfo=UTC), now) == "hace 3 horas"


def test_courses_drop_the_words_that_all_share() -> None:
    assert short_courses(["Sesi Aqidah", "Sesi Hijrah"]) == {
        "Sesi Aqidah": "Aqidah",
        "Sesi Hijrah": "Hijrah",
    }
    assert short_courses(["Sesi Aqidah"]) == {"Sesi Aqidah": "Sesi Aqidah"}


def test_catalogues_are_text_only() -> None:
    assert {path.suffix for path in Path(i18n.LOCALE_DIRECTORY).rglob("*.*")} == {".po", ".cfg"}
