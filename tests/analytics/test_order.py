"""Texts come in the order of the reader's language: every `order by` of a question and of a view takes its sort key."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
import sqlglot
from sqlglot import expressions

from analytics import advisors, query
from analytics.question import Question
from db.derived import derived_objects
from db.sql_file import DerivedObject
from db.warehouse import Warehouse
from tests.analytics.test_questions import QUESTIONS, needed
from tests.factories import rows

Asked = tuple[str, dict[str, Any]]

IDENTIFIER = re.compile(r"((^|_)(id|key)|Id|Role)$")
"""Nobody reads an identifier's order; in bytes it is the same in every database."""


def told(question: Question[...]) -> Iterator[dict[str, Any]]:
    """Every way of asking that may change the order: each column to rank by, each switch."""
    parameters = inspect.signature(question).parameters
    if "metric" in parameters:
        yield from ({"metric": metric} for metric in advisors.METRICS)
        return
    yield needed(question)
    for name, parameter in parameters.items():
        if isinstance(parameter.default, bool):
            yield needed(question) | {name: not parameter.default}


def statements(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """What all questions send to the warehouse."""
    sent: list[Asked] = []
    ask = query.frame

    def listened(statement: str, *, as_of: Any = None, **parameters: Any) -> pd.DataFrame:
        sent.append((statement, parameters))
        return ask(statement, as_of=as_of, **parameters)

    with monkeypatch.context() as patch:
        patch.setattr(query, "frame", listened)
        for question in QUESTIONS:
            for arguments in told(question):
                question(**arguments)
    return sent


def keys_of(select: expressions.Query) -> list[expressions.Expression]:
    """By what a query orders, with the names and places that stand for its columns replaced by what these are."""
    order = select.args.get("order")
    columns = {column.alias_or_name: column.unalias() for column in select.selects}
    found = []
    for ordered in order.expressions if order else ():
        key = ordered.this
        if isinstance(key, expressions.Literal) and not key.is_string:
            key = list(columns.values())[int(key.this) - 1]
        elif isinstance(key, expressions.Column) and not key.table:
            key = columns.get(key.name, key)
        found.append(key)
    return found


def is_identifier(key: expressions.Expression) -> bool:
    return (
        isinstance(key, expressions.Collate)
        and key.expression.name == "C"
        and IDENTIFIER.search(key.this.name) is not None
    )


def texts_of(statement: str, parameters: dict[str, Any]) -> list[str]:
    """The texts that a statement orders by as they stand."""
    select = sqlglot.parse_one(statement, read="postgres")
    assert isinstance(select, expressions.Query)
    keys = [key for key in keys_of(select) if not is_identifier(key)]
    if not keys:
        return []
    asked = select.copy().select(
        *(expressions.alias_(key.copy(), f"key_{place}") for place, key in enumerate(keys)), append=False
    )
    for part in ("order", "limit", "distinct"):
        asked.set(part, None)
    written = re.sub(r"%\((\w+)\)s", r":\1", asked.limit(0).sql("postgres"))
    found = query.frame(written, **parameters)
    return [key.sql("postgres") for key, kind in zip(keys, found.dtypes, strict=True) if kind == "str"]


@pytest.mark.usefixtures("reading")
def test_no_question_orders_by_a_text_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = statements(monkeypatch)
    assert len(sent) > len(QUESTIONS)
    assert {statement: found for statement, given in sent if (found := texts_of(statement, given))} == {}


def test_a_question_that_orders_by_a_text_is_found(reading: Warehouse) -> None:
    assert reading
    by_name = "select id as school_id, name from classwaves.schools where id <> :id order by {}"
    for order, found in {
        "name": ["name"],
        "2": ["name"],
        "lower(name) desc, id": ["LOWER(name)", "id"],
        'name collate "C"': ['name COLLATE "C"'],
        "ops.sort_key(name), updated_at": [],
        'id collate "C"': [],
    }.items():
        assert texts_of(by_name.format(order), {"id": "x"}) == found


def queries(found: DerivedObject) -> Iterator[expressions.Query]:
    """What a view, or the body of a function in SQL, selects."""
    statement = found.statement.partition("\ncomment on ")[0]
    _head, begins, body = statement.partition("begin atomic\n")
    if begins:
        body = body.rpartition("end;")[0]
    elif "view" in found.kind:
        body = statement.partition(" as\n")[2].partition("\nwith no data")[0]
    else:
        return
    for parsed in sqlglot.parse(body, read="postgres"):
        if isinstance(parsed, expressions.Query):
            yield parsed


def shown_keys(select: expressions.Query) -> Iterator[expressions.Expression]:
    """By what its rows are ordered, and the texts that it makes of several rows."""
    distinct = select.args.get("distinct")
    # After `distinct on` the order says which of several rows stays.
    if not isinstance(distinct, expressions.Distinct) or distinct.args.get("on") is None:
        yield from keys_of(select)
    for joined in select.find_all(expressions.GroupConcat):
        for order in joined.find_all(expressions.Order):
            yield from (ordered.this for ordered in order.expressions)


def test_no_view_or_function_orders_by_a_text_as_it_stands(warehouse_18: Warehouse) -> None:
    """Texts are known by their name: what is a text somewhere is one everywhere."""
    with warehouse_18.connect() as connection:
        texts = {
            name
            for (name,) in rows(
                connection,
                "select distinct attname::text from pg_attribute where atttypid in ('text'::regtype, 'name'::regtype) "
                "and attrelid in (select oid from pg_class where relkind in ('r', 'v', 'm'))",
            )
        }
    wrong = {
        (found.identity, key.sql("postgres"))
        for found in derived_objects()
        for select in queries(found)
        for key in shown_keys(select)
        if isinstance(key, expressions.Column) and key.name in texts and not IDENTIFIER.search(key.name)
    }
    assert wrong == set()
