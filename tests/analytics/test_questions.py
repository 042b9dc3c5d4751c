"""Every question of the query layer can be asked of an empty warehouse, and what it says about itself is true."""

import importlib
import inspect
import pkgutil
import re
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID

import pandas as pd
import pytest
import sqlglot
from sqlglot import expressions

import analytics
from analytics import query
from analytics.question import Question
from analytics.rows import rows
from db.domains import DOMAINS

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.iter_modules(analytics.__path__, "analytics.")
    if not found.ispkg
]

QUESTIONS = [
    question
    for module in MODULES
    for question in vars(module).values()
    if isinstance(question, Question) and question.function.__module__ == module.__name__
]

ARGUMENTS: dict[str, Any] = {
    "group_ids": [],
    "days": 7,
    "iso_weekday": 1,
    "hour": 8,
    "first_hour": 8,
    "last_hour": 20,
    "student_id": str(UUID(int=1)),
    "video_id": str(UUID(int=2)),
    "run": 1,
    "reject": 1,
    "source": "ngeshare",
    "table": "User",
    "key": "1",
    "metric": "confianza",
    "typed": "bogota",
}
"""What a question that must be told something is told."""

EVERY_QUESTION = pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda question: f"{question.__module__}.{question.name}"
)


def needed(question: Question[...]) -> dict[str, Any]:
    parameters = inspect.signature(question).parameters.values()
    return {wanted.name: ARGUMENTS[wanted.name] for wanted in parameters if wanted.default is wanted.empty}


def asked(question: Question[...], **arguments: Any) -> tuple[pd.DataFrame, list[str]]:
    """The answer, and the statements that were sent for it."""
    heard: list[tuple[str, int]] = []
    token = query.heard.set(heard)
    try:
        answer = question(**needed(question), **arguments)
    finally:
        query.heard.reset(token)
    return answer, [statement for statement, _rows in heard]


def relations_of(statement: str) -> set[str]:
    """What a statement reads rows from, but its own parts: tables, views, functions that stand where a table could."""
    tree = sqlglot.parse_one(statement, read="postgres")
    parts = {part.alias for part in tree.find_all(expressions.CTE)}
    read = (table for table in tree.find_all(expressions.Table) if table.db or table.this.name not in parts)
    return {f"{table.db}.{table.this.name}" for table in read}


def answers_with_rows(function: object) -> bool:
    return inspect.isfunction(function) and inspect.signature(function).return_annotation is pd.DataFrame


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_function_that_answers_with_rows_is_a_question(module: ModuleType) -> None:
    own = {name for name, found in vars(module).items() if answers_with_rows(found) and not name.startswith("_")}
    assert {name for name in own if getattr(module, name).__module__ == module.__name__} <= (
        {"frame", "known"} if module is query else set()
    )


def test_every_domain_has_a_module_of_questions() -> None:
    assert {domain.name for domain in DOMAINS} <= {
        question.__module__.removeprefix("analytics.") for question in QUESTIONS
    }


@EVERY_QUESTION
def test_a_question_says_what_it_answers_and_from_where(question: Question[...]) -> None:
    told = inspect.getdoc(question) or ""
    assert question.words.endswith("?")
    assert question.words in " ".join(told.split())
    assert {question.relation, question.explained_by} & {name.strip(".,") for name in told.split()}


@EVERY_QUESTION
def test_a_question_looks_from_a_day_or_is_always_now(question: Question[...]) -> None:
    assert ("as_of" in inspect.signature(question).parameters) is not question.live
    assert question.live or not question.settled


@pytest.mark.usefixtures("reading")
def test_every_question_answers_an_empty_warehouse_from_the_relation_that_it_names() -> None:
    read = {}
    for question in QUESTIONS:
        days: list[dict[str, Any]] = [{}] if question.live else [{"as_of": None}, {"as_of": date(2025, 1, 31)}]
        for day in days:
            answer, statements = asked(question, **day)
            assert list(answer.columns)
            read[f"{question.__module__}.{question.name}"] = relations_of(statements[-1]), {question.relation}
    assert {name: found for name, (found, named) in read.items() if found != named} == {}


def named_columns(question: Question[...]) -> set[str]:
    """The words of a description, and the columns of the relation whose columns it takes over."""
    told = " ".join((inspect.getdoc(question) or "").split())
    taken_over = re.findall(r"(?:those|the others) of (\w+\.\w+)", told)
    columns = [set(query.frame(f"select * from {relation} limit 0").columns) for relation in taken_over]
    return set(re.findall(r"\w+", told)).union(*columns)


@pytest.mark.usefixtures("reading")
def test_a_question_names_the_columns_of_its_answer() -> None:
    unnamed = {
        f"{question.__module__}.{question.name}": set(asked(question)[0].columns) - named_columns(question)
        for question in QUESTIONS
    }
    assert {question: columns for question, columns in unnamed.items() if columns} == {}


@pytest.mark.usefixtures("reading")
def test_what_explains_an_answer_is_there() -> None:
    named = sorted({name for question in QUESTIONS for name in (question.relation, question.explained_by)})
    found = query.frame(
        "select name from unnest(cast(:named as text[])) as name "
        "where coalesce(obj_description(to_regclass(name), 'pg_class'), obj_description(to_regproc(name), 'pg_proc')) "
        "is null",
        named=named,
    )
    assert list(found["name"]) == []


def test_rows_are_plain_and_missing_values_none() -> None:
    frame = pd.DataFrame(
        {"whole": pd.array([1, None], dtype="Int64"), "day": pd.to_datetime(["2026-06-01", None]), "exact": [0.5, None]}
    )
    assert rows(frame)[1] == {"whole": None, "day": None, "exact": None}
    assert rows(frame)[0] == {"whole": 1, "day": pd.Timestamp("2026-06-01"), "exact": 0.5}
