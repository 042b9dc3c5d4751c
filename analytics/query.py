"""The one way to ask the warehouse: a `select` as the reader role, from a chosen moment, into a data frame."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Self, TypeVar

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

    is_passing = False
    """Whether the same question may be answered if it is asked again at once: its server ended it, or is gone."""


class RulesChanged(QueryError):
    """A change of rules came into the middle of the question."""

    is_passing = True


class EndedByRecovery(QueryError):
    """A replica ended the query, because it stood in the way of what the replica had to follow."""

    is_passing = True


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


Answered = TypeVar("Answered")

_telling: ContextVar[bool] = ContextVar("_telling", default=False)

heard: ContextVar[list[tuple[str, int]] | None] = ContextVar("heard", default=None)
"""Where somebody wants to know what is asked: each statement with the number of its rows is added."""

language: ContextVar[str] = ContextVar("language", default="")
"""The reader's language, in whose order texts come; empty: English."""

LONGEST_COUNT_MILLISECONDS = 2_000
"""A page that says how many rows a file has waits no longer for that."""

_ENDED_BY_RECOVERY = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)
"""How a replica ends what stands in the way of what it has to follow."""

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
    of_primary = getattr(question, "of_primary", False)
    found, names, _ = _answer(statement_of(question, **arguments), of_primary=of_primary)
    return [dict(zip(names, row, strict=True)) for row in found]


def at_one_moment(ask: Callable[[], Answered], *, of_primary: bool = False) -> tuple[Answered, int | None]:
    """What is asked, all of it of one server as it is at one moment, and which version of the data that is.

    None where nothing was asked, or somebody asks at one moment already. What a replica could not finish, because it
    has to follow the warehouse or went down, is asked once more, the first of the warehouse itself. Raises QueryError.
    """
    if _moment.get() is not None:
        return ask(), None
    try:
        return _at_a_moment(ask, of_primary)
    except QueryError as error:
        if not error.is_passing:
            raise
        of_primary |= isinstance(error, EndedByRecovery)
    return _at_a_moment(ask, of_primary)


def _at_a_moment(ask: Callable[[], Answered], of_primary: bool) -> tuple[Answered, int | None]:
    with _Moment(of_primary) as moment:
        token = _moment.set(moment)
        try:
            answered = ask()
            moment.refuse_half_a_rule()
            return answered, moment.version
        except QueryError as error:
            # Who could not even ask has asked every server.
            error.is_passing = error.is_passing and moment.is_open
            raise
        finally:
            _moment.reset(token)


class _Moment:
    """A transaction that begins with its first statement."""

    def __init__(self, of_primary: bool) -> None:
        self.of_primary = of_primary
        self.version: int | None = None
        self._generation: int | None = None
        self._open = ExitStack()
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        # What was asked is answered, or has said why not: a server that dies before the end of it takes nothing away.
        with suppress(DBAPIError):
            self._open.close()

    @property
    def is_open(self) -> bool:
        """Whether a server was found to ask."""
        return self._connection is not None

    def looking_from(self, as_of: date | None) -> Connection:
        """The connection, for one statement that looks from this day."""
        if self._connection is None:
            here = warehouse.current()
            self._connection = self._open.enter_context((here.primary if self.of_primary else here.reader).connect())
            self.version, self._generation = look_from(self._connection, as_of)
        else:
            look_from(self._connection, as_of)
        return self._connection

    def refuse_half_a_rule(self) -> None:
        """Raises RulesChanged where a rule is not the one that the facts of this transaction follow.

        Functions are replaced for everybody at once, and facts only for whoever looks later.
        """
        if self._connection is None:
            return
        try:
            stated = self._connection.execute(text("select ops.rule_generation()")).scalar_one()
        except DBAPIError:
            # What was asked is answered: a server that dies after it takes nothing away.
            return
        if stated != self._generation:
            raise RulesChanged("The organisation's rules were changed a moment ago. Ask again.")


_moment: ContextVar[_Moment | None] = ContextVar("_moment", default=None)


def _answer(asked: Statement, *, of_primary: bool = False) -> tuple[Sequence[Any], list[str], list[str]]:
    found, _version = at_one_moment(partial(_answer_now, asked), of_primary=of_primary)
    return found


def _answer_now(asked: Statement) -> tuple[Sequence[Any], list[str], list[str]]:
    moment = _moment.get()
    assert moment is not None  # noqa: S101  at_one_moment has made it
    with explained_errors():
        connection = moment.looking_from(asked.as_of)
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


def count(statement: Statement, *, of_primary: bool = False) -> int | None:
    """How many rows a statement has; None where counting them would keep a page waiting. Raises QueryError."""
    asked = f"select count(*) from ({statement.text}) as counted"

    def ask() -> int:
        moment = _moment.get()
        assert moment is not None  # noqa: S101  at_one_moment has made it
        with explained_errors():
            connection = moment.looking_from(statement.as_of)
            connection.execute(text(f"set local statement_timeout = {LONGEST_COUNT_MILLISECONDS}"))
            return int(connection.execute(text(asked), statement.parameters).scalar_one())

    try:
        found, _version = at_one_moment(ask, of_primary=of_primary)
    except QueryTooSlow:
        return None
    return found


def look_from(connection: Connection, as_of: date | None) -> tuple[int | None, int]:
    """Sets the day of every view, and the language of their order, for this transaction.

    Returns the version of the data that it reads, None before there are any, and how often rules had been changed.
    """
    settings = {
        **({"atalaya.language": language.get()} if language.get() else {}),
        **({"atalaya.as_of": as_of.isoformat()} if as_of is not None else {}),
    }
    set_to = "".join(f"set_config('{name}', :value_{place}, true), " for place, name in enumerate(settings))
    values = {f"value_{place}": value for place, value in enumerate(settings.values())}
    asked = f"select {set_to}(select version from ops.data_version), (select generation from ops.rule_state)"
    version, generation = connection.execute(text(asked), values).one()[-2:]
    global _generation
    _generation = int(generation)
    return None if version is None else int(version), _generation


_generation: int | None = None


def rule_generation() -> int | None:
    """How often the rules had been changed when a question was asked last; None before the first."""
    return _generation


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
    if isinstance(cause, _ENDED_BY_RECOVERY):
        return EndedByRecovery(said)
    if isinstance(cause, psycopg.OperationalError) or lost:
        error = _down(cause)(said)
        error.is_passing = lost
        return error
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
