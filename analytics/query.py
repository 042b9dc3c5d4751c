"""The one way to ask the warehouse: a `select` as the reader role, from a chosen moment, into a data frame."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pandas as pd
import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from db import warehouse
from db.errors import DiskFull
from db.refusals import Refusal, refusal


class QueryError(Exception):
    """A question that the warehouse could not answer; the message says what to do."""


class WarehouseDown(QueryError):
    """The warehouse does not answer."""


class WarehouseBusy(WarehouseDown):
    """It takes no connection at the moment: it starts, fails over or is full."""


class EmbeddedWarehouseDown(WarehouseDown):
    """It is the embedded one, which is started again by the next question."""


class WarehouseEmpty(QueryError):
    """The warehouse has no tables or views yet: it was never migrated, or by an older version."""


class QueryTooSlow(QueryError):
    """The statement timeout ended the query."""


@dataclass(frozen=True)
class Statement:
    """A `select` that was not sent yet, with its parameters and the day that it looks from."""

    text: str
    parameters: dict[str, Any]
    as_of: date | None = None


class _Told(Exception):
    """Carries what a question would have asked out of it."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement


_telling: ContextVar[bool] = ContextVar("_telling", default=False)

heard: ContextVar[list[tuple[str, int]] | None] = ContextVar("heard", default=None)
"""Where somebody wants to know what is asked: each statement with the number of its rows is added."""

language: ContextVar[str] = ContextVar("language", default="")
"""The reader's language, in whose order texts come; empty: English."""

LONGEST_COUNT_MILLISECONDS = 2_000
"""A page that says how many rows a file has waits no longer for that."""

_DTYPES = {
    "bool": "boolean",
    "int2": "Int64",
    "int4": "Int64",
    "int8": "Int64",
    "numeric": "float64",
    "float4": "float64",
    "float8": "float64",
    "text": "str",
    "varchar": "str",
    "name": "str",
    "date": "datetime64[s]",
    "timestamptz": "datetime64[us, UTC]",
}


def frame(statement: str, *, as_of: date | None = None, **parameters: Any) -> pd.DataFrame:
    """Rows of a `select`, as the views saw them on `as_of` (None: now).

    Whole numbers come as Int64, numerics as floats, moments in UTC, dates as midnights without a zone, arrays as
    lists; an absent value is missing in every one of them. Raises QueryError.
    """
    if _telling.get():
        raise _Told(Statement(statement, parameters, as_of))
    return known(statement, as_of=as_of, **parameters)


def known(statement: str, *, as_of: date | None = None, **parameters: Any) -> pd.DataFrame:
    """The same for what a question must know before it can be asked; its answer comes from `frame`, and is not changed.

    So `statement_of` can tell the one statement whose rows are the answer.
    """
    return _typed(*_answer(Statement(statement, parameters, as_of)))


def rows(question: Callable[..., pd.DataFrame], **arguments: Any) -> list[dict[str, Any]]:
    """The rows of a question's answer by column name, for those who take no column whole: numerics as floats.

    A frame of many columns takes longer to make, and to take apart again, than the warehouse to answer.
    Raises QueryError.
    """
    found, names, _ = _answer(statement_of(question, **arguments))
    return [dict(zip(names, row, strict=True)) for row in found]


def _answer(asked: Statement) -> tuple[Sequence[Any], list[str], list[str]]:
    with explained_errors(), warehouse.current().reader.connect() as connection:
        look_from(connection, asked.as_of)
        result = connection.execute(text(asked.text), asked.parameters)
        names = list(result.keys())
        types = _type_names(connection, result.cursor)
        found = result.fetchall()
    listening = heard.get()
    if listening is not None:
        listening.append((asked.text, len(found)))
    return found, names, types


def statement_of(question: Callable[..., pd.DataFrame], **arguments: Any) -> Statement:
    """What a question asks, without asking it: for those who read its rows in another way, such as into a file."""
    token = _telling.set(True)
    try:
        question(**arguments)
    except _Told as told:
        return told.statement
    finally:
        _telling.reset(token)
    raise TypeError(f"{question} does not answer with what query.frame returns.")


def count(statement: Statement) -> int | None:
    """How many rows a statement has; None where counting them would keep a page waiting. Raises QueryError."""
    asked = f"select count(*) from ({statement.text}) as counted"
    with explained_errors(), warehouse.current().reader.connect() as connection:
        look_from(connection, statement.as_of)
        connection.execute(text(f"set local statement_timeout = {LONGEST_COUNT_MILLISECONDS}"))
        try:
            return int(connection.execute(text(asked), statement.parameters).scalar_one())
        except DBAPIError as error:
            if isinstance(error.orig, psycopg.errors.QueryCanceled):
                return None
            raise


def look_from(connection: Connection, as_of: date | None) -> None:
    """Sets the moment of every view, and the language of their order, for this transaction."""
    if spoken := language.get():
        connection.execute(text("select set_config('atalaya.language', :spoken, true)"), {"spoken": spoken})
    if as_of is not None:
        moment = {"moment": moment_of(as_of)}
        connection.execute(text("select set_config('atalaya.as_of', :moment, true)"), moment)


def moment_of(as_of: date) -> str:
    """The moment to look from on a day; noon UTC is the same date in every domain's zone."""
    return datetime.combine(as_of, time(12), tzinfo=UTC).isoformat()


@contextmanager
def explained_errors() -> Iterator[None]:
    """Turns what the driver raises into a QueryError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(error.orig, error.connection_invalidated) from error
    except psycopg.Error as error:
        raise _explained(error, False) from error
    except PoolTimeout as error:
        raise QueryTooSlow("Too many questions at once; the warehouse is still answering earlier ones.") from error


def _explained(cause: BaseException | None, lost: bool) -> QueryError:
    said = " ".join(str(cause).split())
    if isinstance(cause, psycopg.errors.QueryCanceled):
        return QueryTooSlow(said)
    missing = (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedColumn)
    if isinstance(cause, missing) or "atalaya_reader" in said:
        return WarehouseEmpty(said)
    if isinstance(cause, psycopg.errors.DiskFull):
        return QueryError(str(DiskFull(cause.diag.message_primary or "no room")))
    if isinstance(cause, psycopg.OperationalError) or lost:
        return _down(cause)(said)
    return QueryError(said)


def _down(cause: BaseException | None) -> type[WarehouseDown]:
    if isinstance(cause, psycopg.OperationalError):
        match refusal(cause), warehouse.current().is_embedded:
            case (Refusal.FULL, _) | (Refusal.STARTING, False):
                return WarehouseBusy
    return EmbeddedWarehouseDown if warehouse.current().is_embedded else WarehouseDown


def _type_names(connection: Connection, cursor: Any) -> list[str]:
    types = connection.connection.driver_connection.adapters.types  # type: ignore[union-attr]
    found = [(types.get(column.type_code), column.type_code) for column in cursor.description]
    # An array type is found under its element's name; arrays stay lists.
    return [info.name if info and info.oid == code else "other" for info, code in found]


def _typed(rows: Sequence[Any], names: list[str], types: list[str]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=_DTYPES.get(kind, "object"))
            for name, values, kind in zip(names, columns, types, strict=True)
        }
    )
