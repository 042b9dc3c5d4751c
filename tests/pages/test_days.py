"""Every part of a page says of which day it is, and nothing that is only true now is said of another day."""

import ast
import re
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from analytics.question import Question
from analytics.ui import i18n, shown_page
from analytics.ui.answers import Answer
from db.warehouse import Warehouse
from tests.pages.conftest import FIGURES, PAGES, OpenPage
from tests.pages.test_frame import PROJECT
from tests.pages.test_pages import each_page_in_a_language, fine

THEN = (datetime.now(UTC) - timedelta(days=200)).date()

ONLY_NOW = re.compile(r"\b(today|still|so far|right now|ago|as of now)\b", re.IGNORECASE)


def said(app: AppTest) -> list[str]:
    """What stands on a page, without the line about its source, which was synced some time ago on any day."""
    metrics = [" ".join([figure.label, figure.proto.delta_description]) for figure in app.main.metric]
    texts = [text.value for kind in (app.main.caption, app.main.markdown, app.main.success) for text in kind]
    return [text for text in [*metrics, *texts] if " synced " not in text]


def only_now() -> list[str]:
    """The sentences of which the pages say another one where the day is over."""
    paths = [*PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")]
    calls = [node for path in paths for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return [
        word.value.args[0].value
        for call in calls
        if getattr(call.func, "attr", "") == "from_its_day"
        for word in call.keywords
        if word.arg == "now" and isinstance(word.value, ast.Call) and isinstance(word.value.args[0], ast.Constant)
    ]


def asked_by(monkeypatch: pytest.MonkeyPatch) -> list[Question[...]]:
    """The questions that pages will ask from here on."""
    asked: list[Question[...]] = []

    def answered(question: Question[...], *given: object) -> Answer:
        asked.append(question)
        return Answer(question, *given)

    monkeypatch.setattr("analytics.ui.loaders.Answer", answered)
    return asked


@pytest.mark.parametrize("name", PAGES)
def test_a_page_offers_a_day_where_one_of_its_questions_takes_it_and_claims_none_elsewhere(
    name: str, full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_by(monkeypatch)
    app = open_page(full_warehouse, name, language="en", as_of=THEN.isoformat())
    assert fine(app)
    takes_a_day = any(not question.live for question in asked)
    assert ["as_of" in (field.key or "") for field in app.sidebar.date_input] == [True] * takes_a_day
    heads = [caption.value for caption in app.main.caption if "s of " in caption.value or "lways" in caption.value]
    assert heads[0].startswith("As of " if takes_a_day else "Always now, not as of ")
    if not takes_a_day:
        assert {head for head in heads[1:] if "refresh" not in head} <= {"Always now"}


@pytest.mark.parametrize(("name", "language"), each_page_in_a_language(FIGURES))
def test_nothing_that_is_only_true_now_is_said_of_another_day(
    name: str, language: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, name, language=language, as_of=THEN.isoformat())
    assert fine(app)
    shown_page.running.set(name)
    if not shown_page.takes_a_day():
        assert i18n.catalogue(language).gettext("Always now") in said(app)
        return
    if language == "en":
        assert [text for text in said(app) if ONLY_NOW.search(text)] == []
    for sentence in only_now():
        pieces = [piece for piece in re.split(r"\{\w+\}", i18n.catalogue(language).gettext(sentence)) if piece.strip()]
        assert not any(all(piece in text for piece in pieces) for text in said(app)), sentence


def test_the_sentences_of_now_are_found_and_said_now(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    assert len(only_now()) >= 7
    app = open_page(full_warehouse, "engagement_panel", language="en")
    assert any("Today is not over" in text for text in said(app))
    today = open_page(full_warehouse, "engagement_panel", language="en", as_of=datetime.now(UTC).date().isoformat())
    assert any("Today is not over" in text for text in said(today))


@pytest.mark.parametrize("name", FIGURES)
def test_every_footer_says_of_which_day_its_numbers_are(
    name: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    for day in ({}, {"as_of": THEN.isoformat()}):
        app = open_page(full_warehouse, name, language="en", **day)
        definitions = [button for button in app.main.button if (button.key or "").startswith("definition_")]
        lines = [text for text in said(app) if text == "Always now" or text.startswith("Data as of ")]
        more_than_one = [button for button in definitions if button.label.startswith("Definition: ")]
        assert len(lines) >= len(definitions) - len(more_than_one) > 0


def test_what_is_always_now_on_a_page_of_another_day_says_so_in_plain_sight(
    full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, "home", language="en", as_of=THEN.isoformat())
    texts = [caption.value for caption in app.main.caption]
    attention = texts.index("Always now")
    assert texts[attention + 1].startswith("Data as of ")
    app = open_page(full_warehouse, "home", language="en")
    assert "Always now" not in [caption.value for caption in app.main.caption]
