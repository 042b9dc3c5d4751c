"""Links to files: signed, so that a browser can only ask for what a page offered it, and good for some hours.

The keys lie in the warehouse, where every server finds them and no reader can look. A new one signs every month; a link
lives shorter than the key before it.
"""

import importlib
import inspect
import secrets
import time
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, get_type_hints

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from pydantic import TypeAdapter, ValidationError
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


class ExpiredLink(BadLink):
    """The link is too old; the page makes a new one."""


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
    """What a link asks for. Raises BadLink, ExpiredLink, WarehouseUnreachable."""
    try:
        return Asked(**_serializer().loads(token, max_age=GOOD_FOR_SECONDS))
    except SignatureExpired as error:
        raise ExpiredLink("This link is too old. Load the page again, and take the file from there.") from error
    except BadData:
        # Another server may have begun to sign with a key that this one has not seen yet.
        _remembered.clear()
    try:
        return Asked(**_serializer().loads(token, max_age=GOOD_FOR_SECONDS))
    except (BadData, TypeError) as error:
        raise BadLink("This link is not whole, or not from here. Take the file from its page.") from error


def named(question: Question[...]) -> str:
    """What links call a question."""
    return f"{question.function.__module__.removeprefix('analytics.')}.{question.name}"


def question_of(asked: Asked) -> tuple[Question[...], dict[str, Any], date | None]:
    """The question, its arguments as it takes them, and the day to look from.

    Raises BadLink where this version has no such question any more.
    """
    module, _dot, name = asked.question.partition(".")
    try:
        found = getattr(importlib.import_module(f"analytics.{module}"), name)
        if not isinstance(found, Question):
            raise AttributeError(name)
        return found, _typed(found, asked.arguments), date.fromisoformat(asked.day) if asked.day else None
    except (ImportError, AttributeError, KeyError, ValidationError) as error:
        raise BadLink("This link is of another version of Atalaya. Load the page again.") from error


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
        keys = _keys(here)
        _remembered[here.url] = time.monotonic() + _KEPT_SECONDS, keys
    # The last one signs; any of them may have signed.
    return URLSafeTimedSerializer(keys[::-1], salt="atalaya file")


def _keys(here: Warehouse) -> list[str]:
    with here.connect(SYNC) as connection:
        connection.execute(_NEW_KEY, [secrets.token_hex(32)])
        connection.execute("delete from ops.link_key where made_at < now() - interval '33 days'")
        return [key for (key,) in connection.execute(_KEYS)]
