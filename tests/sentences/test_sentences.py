"""What views say by code and values: each sentence is exercised by rows, and each is said in every language."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from babel.messages.extract import extract_from_file

from analytics.sentences import OF_VIEWS, SETTING, in_language
from analytics.ui import i18n, numbers, sentences
from analytics.ui.extraction import of_views
from db.derived import SQL, derived_objects
from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import Connection, look_from, rows
from tests.sentences.circumstances import CIRCUMSTANCES

_PLACE = re.compile(r"\{(\w+)\}")

_SPEAKING = """
    select format('%I.%I', nspname, relname), code.attname, text.attname, given.attname
    from pg_class
    inner join pg_namespace on pg_namespace.oid = relnamespace
    inner join pg_attribute as code on code.attrelid = pg_class.oid and code.attname like '%\\_code'
    inner join pg_attribute as given
        on given.attrelid = pg_class.oid and given.attname = replace(code.attname, '_code', '_values')
    inner join pg_attribute as text
        on text.attrelid = pg_class.oid and text.attname = replace(code.attname, '_code', '')
    where relkind = 'v' and nspname <> 'information_schema'
    order by 1, 2
"""


@dataclass(frozen=True)
class Said:
    """What a view said: its text (of what stands within another: none), the code, the values."""

    view: str
    text: str | None
    code: str
    values: dict[str, Any]


@pytest.fixture(scope="module")
def everything(postgres_18: Server) -> list[Said]:
    """What the views say in every circumstance."""
    return list(_said_on(postgres_18))


def _said_on(server: Server) -> Iterator[Said]:
    warehouse = Warehouse(server.database_url(server.create("atalaya_template")))
    with warehouse.connect() as connection:
        speaking = rows(connection, _SPEAKING)
        for circumstance in CIRCUMSTANCES:
            with connection.transaction(force_rollback=True):
                look_from(connection, "2026-06-15 12:00:00")
                circumstance(connection)
                for view, code, text, values in speaking:
                    for found in rows(
                        connection, f"select {text}, {code}, {values} from {view} where {code} is not null"
                    ):
                        yield from _within(view, *found)
    warehouse.reader.dispose()


def _within(view: str, text: str | None, code: str, values: dict[str, Any]) -> Iterator[Said]:
    yield Said(view, text, code, values)
    for name, value in values.items():
        if name.endswith("_days"):
            yield Said(view, None, "days", {"days": value})
        for item in value if isinstance(value, list) else []:
            if isinstance(item, dict):
                yield from _within(view, None, item["code"], item["values"])


def templates(connection: Connection) -> dict[str, tuple[str | None, str]]:
    return {code: (one, many) for code, one, many in rows(connection, "select code, one, many from ops.sentences")}


@pytest.fixture(scope="module")
def listed(postgres_18: Server) -> dict[str, tuple[str | None, str]]:
    warehouse = Warehouse(postgres_18.database_url("atalaya_template"))
    with warehouse.connect() as connection:
        return templates(connection)


def test_every_sentence_was_said_in_some_circumstance(everything: list[Said], listed: dict[str, Any]) -> None:
    assert {said.code for said in everything} == set(listed)


def test_what_a_sentence_says_is_what_the_view_gives(
    everything: list[Said], listed: dict[str, tuple[str | None, str]]
) -> None:
    lacking = [
        (said.view, said.code, sorted(wanted - set(said.values)))
        for said in everything
        if (wanted := set(_PLACE.findall(listed[said.code][1]))) - set(said.values)
    ]
    assert lacking == []


def test_a_text_is_its_sentence_with_its_values(everything: list[Said], connection: Connection) -> None:
    told = [said for said in everything if said.text is not None and said.view != "ops.quarantined_rows"]
    assert told
    for said in told:
        [[text]] = connection.execute("select ops.say(%s, %s)", [said.code, json.dumps(said.values)]).fetchall()
        assert said.text == text
        assert "{" not in text


def test_the_catalogue_has_the_sentences_of_the_warehouse(listed: dict[str, tuple[str | None, str]]) -> None:
    extracted = {
        context.removeprefix(OF_VIEWS): (message[0], message[1]) if not isinstance(message, str) else (None, message)
        for context, message in i18n.contexts()
        if context.startswith(OF_VIEWS)
    }
    assert extracted == listed
    keywords = {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
    found = list(extract_from_file(of_views, SQL / "ops" / "sentences.sql", keywords=keywords))
    assert len(found) == len(listed)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_sentence_is_whole_in_every_language(everything: list[Said], language: str) -> None:
    with i18n.speaking(language):
        for said in everything:
            text = sentences.sentence(said.code, said.values)
            assert text
            assert not re.search(r"[{}]|\bnull\b|\bNone\b|\(\)|  ", text), (said.code, text)


def test_no_two_languages_say_the_same(everything: list[Said], listed: dict[str, Any]) -> None:
    for language in ("es", "id"):
        with i18n.speaking("en"):
            english = {said.code: sentences.sentence(said.code, said.values) for said in everything}
        with i18n.speaking(language):
            other = {said.code: sentences.sentence(said.code, said.values) for said in everything}
        wordless = {code for code, (_one, many) in listed.items() if not re.search(r"[a-z]", _PLACE.sub("", many))}
        assert {code for code in english if english[code] == other[code]} <= wordless


def test_the_english_sentence_is_the_view_s_text_with_numbers_and_dates_as_pages_write_them(
    everything: list[Said],
) -> None:
    with i18n.speaking("en"):
        for said in everything:
            if said.text is not None and said.view != "ops.quarantined_rows":
                assert sentences.sentence(said.code, said.values) == _as_pages_write(said.text)


def _as_pages_write(text: str) -> str:
    text = re.sub(
        r"(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC",
        lambda found: f"{numbers.minute(pd.Timestamp(f'{found[1]} {found[2]}').to_pydatetime())} UTC",
        text,
    )
    text = re.sub(r"\d{4}-\d\d-\d\d", lambda found: numbers.day(date.fromisoformat(found[0])), text)
    return re.sub(r"([\d.]+) %", lambda found: numbers.exact_percent(Decimal(found[1])), text)


def test_every_code_that_a_file_gives_is_in_the_list(listed: dict[str, Any]) -> None:
    given = {
        code
        for found in derived_objects()
        for code in (
            *re.findall(r"'(\w+)' as \w+_code\b", found.statement),
            *re.findall(r"'code', '(\w+)'", found.statement),
            *re.findall(r"ops\.say\(\s*'(\w+)'", found.statement),
            *(
                code
                for cases in re.findall(
                    r"\bcase\b((?:(?!\bcase\b|\bend\b).)*)\bend\s+as \w+_code\b", found.statement, re.S
                )
                for code in re.findall(r"\b(?:then|else) '(\w+)'", cases)
            ),
        )
    }
    kinds = {code for code in listed if code.upper() in (SQL / "ngeshare" / "pipeline_findings.sql").read_text()}
    assert given | kinds == set(listed)


def test_forms_follow_the_number(connection: Connection) -> None:
    for hours, said in ((1, "1 finished hour is not closed."), (2, "2 finished hours are not closed.")):
        assert rows(connection, f"select ops.say('hours_not_closed', '{{\"hours\": {hours}}}')") == [(said,)]
        with i18n.speaking("en"):
            assert sentences.sentence("hours_not_closed", {"hours": hours}) == said
    with i18n.speaking("es"):
        assert sentences.sentence("hours_not_closed", {"hours": 1}) == "1 hora terminada está sin cerrar."
        assert sentences.sentence("hours_not_closed", {"hours": 1200}) == "1.200 horas terminadas están sin cerrar."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Stalled: the last meeting was on 2026-05-01, 45 days ago (limit: 1 day). Worth rescuing: it reached "
         "episode 7 of 9, 77.78 % (threshold: 70 %)."),
        ("es", "Estancado: la última reunión fue el 2026-05-01, hace 45 días (límite: 1 día). Vale la pena rescatarlo: "
         "llegó al episodio 7 de 9, 77.78 % (umbral: 70 %)."),
        ("id", "Terhenti: pertemuan terakhir pada 2026-05-01, 45 hari yang lalu (batas: 1 hari). Layak diselamatkan: "
         "sudah mencapai episode 7 dari 9, 77.78 % (ambang: 70 %)."),
    ],
)  # fmt: skip
def test_a_session_that_writes_a_file_reads_texts_in_its_language(
    connection: Connection, language: str, said: str
) -> None:
    given = {
        "last_meeting_on": "2026-05-01", "inactive_days": 45, "active_days": 1, "episode": 7, "episodes": 9,
        "progress_pct": 77.78, "least_progress_pct": 70,
    }  # fmt: skip
    connection.execute("select set_config(%s, %s, false)", [SETTING, in_language(language)])
    assert connection.execute("select ops.say('nearly_through', %s)", [json.dumps(given)]).fetchone() == (said,)


def test_values_stay_what_they_are(connection: Connection) -> None:
    """A name with braces, quotation marks or the name of another value is no part of the sentence."""
    name = "{event} % \\1 'x' {number}"
    given = {"event": name, "number": 7, "session": "{event}"}
    [[text]] = connection.execute("select ops.say('number_taken', %s)", [json.dumps(given)]).fetchall()
    assert text == f"Event {name} has number 7 of session {{event}}."
    with i18n.speaking("en"):
        assert sentences.sentence("number_taken", given) == text


def test_a_code_that_nobody_knows_leaves_the_text() -> None:
    with i18n.speaking("es"):
        assert sentences.sentence("brand_new", {}, "As it was.") == "As it was."
        assert sentences.sentence(None, None, None) is None


def test_words_take_the_place_of_codes_in_a_frame() -> None:
    frame = pd.DataFrame(
        {
            "key": [1, 2],
            "reason": ["Every finished hour is closed.", "As it was."],
            "reason_code": ["every_hour_closed", None],
            "reason_values": [{}, None],
        }
    )
    with i18n.speaking("es"):
        said = sentences.worded(frame)
    assert said.to_dict("list") == {
        "key": [1, 2],
        "reason": ["Todas las horas terminadas están cerradas.", "As it was."],
    }
    assert list(frame.columns) == ["key", "reason", "reason_code", "reason_values"]
