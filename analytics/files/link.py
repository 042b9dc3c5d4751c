"""Links to files: signed, so that a browser can only ask for what a page offered it, and good for some hours.

The keys lie in the warehouse, where every server finds them and no reader can look. A new one signs every month; a link
lives shorter than the key before it.
"""

import importlib
import inspect
import secrets
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_type_hints

from itsdangerous import BadData, URLSafeTimedSerializer
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from analytics.question import Question
from db import warehouse
from db.errors import AtalayaError
from db.warehouse import SYNC, Warehouse

GOOD_FOR_SECONDS = 12 * 60 * 60
FORMATS = ("csv", "xlsx", "parquet")
PATH = "files"
"""Relative, so that it holds behind a proxy that serves the pages under a path of their own."""

_KEYS = """
    select key from ops.link_key where made_at > now() - interval '32 days' order by made_at desc
"""
_NEW_KEY = """
    insert into ops.link_key (key)
    select %s where not exists (select from ops.link_key where made_at > now() - interval '30 days')
"""
_KEPT_SECONDS = 60


class BadLink(AtalayaError):
    """The link was not made here, or is not whole; offer the page instead."""


class OldLink(BadLink):
    """The link is of this warehouse, and of no use any more; the page makes a new one."""

    def __init__(self, sentence: str, language: str) -> None:
        super().__init__(sentence)
        self.language = language


class ExpiredLink(OldLink):
    """The link is too old."""


class ForeignVersion(OldLink):
    """The link names what this version of Atalaya does not know."""


@dataclass(frozen=True)
class Asked:
    """What a link asks for: a question of the query layer with its arguments, and how its rows shall come."""

    question: str
    """Its module and name: curriculum.funnel."""
    arguments: dict[str, Any]
    name: str
    """What the file is called."""
    language: str
    file_format: str = "csv"
    day: str | None = None
    rows: int | None = None
    """How many there were when the link was made; None where nobody counted."""
    about: str = field(default="")
    """What the rows are about where the arguments do not say so."""


def of_formats(asked: Asked) -> dict[str, str]:
    """The links to the same rows in each format. Raises WarehouseUnreachable."""
    signing = _serializer()
    told = to_jsonable_python(asdict(asked))
    return {form: f"{PATH}/{signing.dumps({**told, 'file_format': form})}" for form in FORMATS}


def read(token: str) -> Asked:
    """What a link asks for. Raises BadLink, ExpiredLink, ForeignVersion, WarehouseUnreachable."""
    try:
        return _read(token)
    except OldLink:
        raise
    except BadLink:
        # Another server may have begun to sign with a key that this one has not seen yet.
        _remembered.clear()
    return _read(token)


def _read(token: str) -> Asked:
    try:
        told, signed_at = _serializer().loads(token, return_timestamp=True)
    except BadData as error:
        raise BadLink("The signature of a link is not of this warehouse.") from error
    language = told.get("language", "en")
    if datetime.now(UTC) - signed_at > timedelta(seconds=GOOD_FOR_SECONDS):
        raise ExpiredLink("A link is too old.", language)
    try:
        return Asked(**told)
    except TypeError as error:
        raise ForeignVersion("A link says what this version does not understand.", language) from error


def named(question: Question[...]) -> str:
    """What links call a question."""
    return f"{question.function.__module__.removeprefix('analytics.')}.{question.name}"


def question_of(asked: Asked) -> tuple[Question[...], dict[str, Any], date | None]:
    """The question, its arguments as it takes them, and the day to look from.

    Raises ForeignVersion where this one has no such question any more.
    """
    module, _dot, name = asked.question.partition(".")
    try:
        found = getattr(importlib.import_module(f"analytics.{module}"), name)
        if not isinstance(found, Question):
            raise AttributeError(name)
        arguments = _typed(found, asked.arguments)
        inspect.signature(found.function).bind(**arguments)
        return found, arguments, date.fromisoformat(asked.day) if asked.day else None
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ForeignVersion("A link names a question that this version does not have.", asked.language) from error


def _typed(question: Question[...], arguments: dict[str, Any]) -> dict[str, Any]:
    """JSON knows no dates; the question's own annotations do."""
    kinds = get_type_hints(inspect.unwrap(question.function))
    return {name: TypeAdapter(kinds[name]).validate_python(value) for name, value in arguments.items()}


_remembered: dict[str, tuple[float, list[str]]] = {}
"""The keys of a warehouse, and until when they are taken for all there are."""


def _serializer() -> URLSafeTimedSerializer:
    here = warehouse.current()
    until, keys = _remembered.get(here.url, (0.0, []))
    if until < time.monotonic():
        try:
            keys = _keys(here)
        except AtalayaError:
            # A replica that pages go on with must not give them away; those that are known still hold.
            if not keys:
                raise
        _remembered[here.url] = time.monotonic() + _KEPT_SECONDS, keys
    # The last one signs; any of them may have signed.
    return URLSafeTimedSerializer(keys[::-1], salt="atalaya file")


def _keys(here: Warehouse) -> list[str]:
    with here.connect(SYNC) as connection:
        connection.execute(_NEW_KEY, [secrets.token_hex(32)])
        connection.execute("delete from ops.link_key where made_at < now() - interval '33 days'")
        return [key for (key,) in connection.execute(_KEYS)]
