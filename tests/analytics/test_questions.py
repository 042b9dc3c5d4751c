"""Every question of the query layer can be asked of an empty warehouse and answers with its columns."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pandas as pd
import pytest

from analytics import checks, curriculum, engagement, operations, timeline
from analytics.rows import rows

pytestmark = pytest.mark.usefixtures("reading")


def questions(module: Any) -> list[Callable[..., pd.DataFrame]]:
    return [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation in {pd.DataFrame, int}
    ]


@pytest.mark.parametrize("question", questions(curriculum), ids=lambda question: question.__name__)
@pytest.mark.parametrize("as_of", [None, date(2025, 1, 31)], ids=["live", "as of"])
def test_curriculum_answers_when_nothing_is_there(question: Callable[..., pd.DataFrame], as_of: date | None) -> None:
    asked = {"group_ids": []} if "group_ids" in inspect.signature(question).parameters else {}
    assert list(question(as_of=as_of, **asked).columns)


@pytest.mark.parametrize("question", questions(engagement), ids=lambda question: question.__name__)
def test_the_study_centre_answers_when_nobody_is_there(question: Callable[..., pd.DataFrame]) -> None:
    possible = {"days": 7, "iso_weekday": 1, "hour": 8}
    asked = {name: possible[name] for name in inspect.signature(question).parameters if name in possible}
    assert list(question(as_of=date(2025, 1, 31), **asked).columns)


@pytest.mark.parametrize("question", questions(timeline), ids=lambda question: question.__name__)
def test_the_courses_answer_when_nobody_takes_one(question: Callable[..., pd.DataFrame]) -> None:
    nobody = {"student_id": str(UUID(int=1)), "video_id": str(UUID(int=2))}
    asked = {name: nobody[name] for name in inspect.signature(question).parameters if name in nobody}
    assert list(question(as_of=date(2025, 1, 31), **asked).columns)


@pytest.mark.parametrize("question", [*questions(operations), *questions(checks)], ids=lambda q: q.__name__)
def test_operations_answers_when_nothing_has_run(question: Callable[..., pd.DataFrame]) -> None:
    possible = {"run": 1, "source": "ngeshare", "table": "User", "key": "1"}
    answer = question(**{name: possible[name] for name in inspect.signature(question).parameters if name in possible})
    assert answer == 0 if isinstance(answer, int) else answer.empty


@pytest.mark.parametrize(
    "question",
    [*questions(curriculum), *questions(engagement), *questions(timeline), *questions(operations), *questions(checks)],
    ids=lambda q: q.__name__,
)
def test_a_question_says_what_it_answers_and_from_where(question: Callable[..., pd.DataFrame]) -> None:
    told = inspect.getdoc(question) or ""
    assert "?" in told.splitlines()[0]
    assert "Source: " in told


def test_rows_are_plain_and_missing_values_none() -> None:
    frame = pd.DataFrame(
        {"whole": pd.array([1, None], dtype="Int64"), "day": pd.to_datetime(["2026-06-01", None]), "exact": [0.5, None]}
    )
    assert rows(frame)[1] == {"whole": None, "day": None, "exact": None}
    assert rows(frame)[0] == {"whole": 1, "day": pd.Timestamp("2026-06-01"), "exact": 0.5}
