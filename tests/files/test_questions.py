"""A file has exactly the rows that its question answers with: pages and files cannot tell two stories."""

import csv
import inspect
import io

import pytest

from analytics.files import extract, link
from analytics.question import Question
from analytics.rows import rows
from db.warehouse import Warehouse
from tests.analytics.test_questions import EVERY_QUESTION, needed
from tests.files.conftest import written


@EVERY_QUESTION
def test_a_file_has_the_rows_of_the_answer(
    question: Question[...], full_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: full_warehouse)
    paging = {"limit": None} if "limit" in inspect.signature(question.function).parameters else {}
    answer = question(**needed(question), **paging)
    asked = extract.of_question(question, needed(question), name="file", day=None)
    lines = list(csv.reader(io.StringIO(written(asked, "csv").decode("utf-8-sig"), newline="")))
    assert lines[0] == list(answer.columns)
    assert len(lines) - 1 == len(answer)
    text = [name for name in answer.columns if str(answer[name].dtype) == "str" and not name.startswith("run")]
    for line, row in zip(lines[1:], rows(answer), strict=True):
        # A line of one missing value is empty.
        found = dict(zip(lines[0], line or [""], strict=True))
        assert [found[name].replace("'", "") for name in text] == [(row[name] or "").replace("'", "") for name in text]


@EVERY_QUESTION
def test_a_link_names_every_question_and_its_arguments(
    question: Question[...], full_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: full_warehouse)
    given = needed(question)
    asked = link.Asked(link.named(question), given, "file", "es", day=None if question.live else "2026-06-15")
    for form, url in link.of_formats(asked).items():
        read = link.read(url.removeprefix("files/"))
        found, arguments, day = link.question_of(read)
        assert (found, arguments, read.file_format, read.language) == (question, given, form, "es")
        assert (day is None) is question.live
