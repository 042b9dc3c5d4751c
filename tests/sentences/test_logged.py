"""What runs wrote down in English is said again in the reader's language, old rows included."""

import ast
import re
import time
from pathlib import Path

import pytest

from analytics.ui import i18n, logged
from analytics.ui.extraction import OF_LOGS
from db.errors import DiskFull
from db.settings import PROJECT
from sync.errors import STOPPED

TEMPLATES = sorted(message for context, message in i18n.contexts() if context == OF_LOGS and isinstance(message, str))
_PLACE = re.compile(r"\{(\w+)\}")


def filled(template: str, value: str) -> str:
    return _PLACE.sub(value, template)


@pytest.mark.parametrize("language", ["es", "id"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_sentence_of_a_log_is_known_again(template: str, language: str) -> None:
    with i18n.speaking(language):
        wanted = i18n.pgettext(OF_LOGS, template)
        assert wanted != template
        for value in ("academy.check_ins", "1,234"):
            shown = value if language == "en" or value != "1,234" else "1.234"
            assert logged.again(filled(template, value)) == filled(wanted, shown)


@pytest.mark.parametrize("template", TEMPLATES)
def test_in_english_a_log_reads_as_it_was_written(template: str) -> None:
    with i18n.speaking("en"):
        assert logged.again(filled(template, "academy.check_ins")) == filled(template, "academy.check_ins")


def test_several_sentences_follow_each_other() -> None:
    with i18n.speaking("es"):
        assert logged.again(f"{STOPPED} Rows differ in teloo clientes; `atalaya verify --repair` mends them.") == (
            "La sincronización se detuvo; lo confirmado se conserva, y la próxima sigue desde ahí. Hay filas distintas "
            "en teloo clientes; `atalaya verify --repair` las repara."
        )


def test_a_sentence_within_a_sentence_is_said_too() -> None:
    said = f"The facts of teloo could not be compared: teloo: {DiskFull('no room')}"
    with i18n.speaking("es"):
        assert logged.again(said) == (
            "No se pudieron comparar los hechos de teloo: teloo: El disco está lleno (no room). Libera espacio en él y "
            "repite; lo confirmado se conserva."
        )


@pytest.mark.parametrize(
    "said",
    ["", 'relation "x" does not exist', "FATAL:  la base de datos «x» no existe", "{} {said} \\1 (", "Its. End."],
)
def test_what_a_database_said_stays(said: str) -> None:
    with i18n.speaking("es"):
        assert logged.again(said) == said


def test_a_long_text_that_is_no_sentence_of_ours_costs_little() -> None:
    said = "of the rows in quarantine, the source has gone: " * 400
    began = time.process_time()
    with i18n.speaking("es"):
        assert logged.again(said) == said
    assert time.process_time() - began < 5


def test_no_error_of_the_sync_has_words_that_nobody_can_translate() -> None:
    """What is raised in `sync/` may be written down, so it is said by `phrase`."""
    assert [found for path in sorted(PROJECT.glob("sync/**/*.py")) for found in untranslatable(path)] == []


NEVER_LOGGED = {"UnknownSource", "NothingToRestore", "UnknownJob", "InternalError", "OperationalError"}
"""Answers to a command at a terminal, and what stands in for an error of the driver."""


def untranslatable(path: Path) -> list[str]:
    return [
        f"{path.relative_to(PROJECT)}:{raised.lineno}"
        for raised in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(raised, ast.Raise) and isinstance(raised.exc, ast.Call)
        if ast.unparse(raised.exc.func).rpartition(".")[2] not in NEVER_LOGGED
        if any(isinstance(argument, ast.Constant | ast.JoinedStr) for argument in raised.exc.args)
    ]
