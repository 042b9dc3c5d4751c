"""The one way for files out of the pages: who may ask, what is written down, and that leaving ends the query."""

from dataclasses import replace
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from analytics import query
from analytics.api import files
from analytics.files import extract, link, refusals
from analytics.files.formats import xlsx
from analytics.languages import LANGUAGES
from db import warehouse as warehouses
from db.basic_auth import BasicAuth
from db.errors import AtalayaError
from db.warehouse import Warehouse
from tests.ports import free_port


def asked(question: str = "engagement.inactive_students", **more: Any) -> link.Asked:
    arguments = more.pop("arguments", {"days": 7})
    return link.Asked(question, arguments, "away", "en", **more)


def test_each_format_comes_with_its_name_and_type(client: TestClient) -> None:
    for form, url in link.of_formats(asked()).items():
        answer = client.get(f"/{url}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].startswith('attachment; filename="atalaya-away-')
        assert f".{form}" in answer.headers["content-disposition"]
        assert answer.content
    assert client.get(f"/{link.of_formats(asked())['csv']}").content.startswith(b"\xef\xbb\xbfstudent_id,")


SPOKEN = {
    "en": ("not from here", "too old", "another version", "Take the CSV or the Parquet file"),
    "es": ("no es de aquí", "demasiado antiguo", "otra versión", "CSV o Parquet"),
    "id": ("bukan dari sini", "terlalu lama", "versi lain", "CSV atau Parquet"),
}


def refused(client: TestClient, token: str, language: str = "en") -> tuple[int, str]:
    """The status, and the one line that a reader sees."""
    answer = client.get(f"/files/{token}", headers={"Accept-Language": f"{language}-XX,{language};q=0.9,fr;q=0.8"})
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "content-disposition" not in answer.headers
    assert len(answer.text.splitlines()) == 1
    return answer.status_code, answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_that_was_changed_or_made_elsewhere_is_refused(client: TestClient, language: str) -> None:
    token = link.of_formats(asked())["csv"].removeprefix("files/")
    signing = URLSafeTimedSerializer("a" * 64, salt="atalaya file")
    forged = signing.dumps({"question": "engagement.levels", "arguments": {}, "name": "levels", "language": "en"})
    payload, signature = token.rsplit(".", 1)
    swapped = link.of_formats(asked("engagement.levels", arguments={}))["csv"].removeprefix("files/").rsplit(".", 1)[0]
    for bad in (
        f"{token[:-3]}abc",
        forged,
        "x",
        payload,
        f"{swapped}.{signature}",
        f"{payload}.{signature}.{signature}",
    ):
        status, line = refused(client, bad, language)
        assert (status, SPOKEN[language][0] in line) == (403, True), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_is_good_for_some_hours_only(client: TestClient, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    token = link.of_formats(replace(asked(), language=language))["csv"].removeprefix("files/")
    monkeypatch.setattr(link, "GOOD_FOR_SECONDS", -1)
    status, line = refused(client, token)
    assert (status, SPOKEN[language][1] in line) == (410, True), line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "told",
    [
        {"question": "engagement.gone", "arguments": {}},
        {"question": "engagement.inactive_students", "arguments": {"weeks": 2}},
        {"question": "engagement.inactive_students", "arguments": {"days": "many"}},
        {"question": "engagement.inactive_students", "arguments": {}},
        {"question": "engagement.levels", "arguments": {}, "day": "yesterday"},
        {"question": "engagement.levels", "arguments": {}, "colour": "red"},
    ],
    ids=str,
)
def test_a_link_of_another_version_is_refused(
    client: TestClient, warehouse_18: Warehouse, language: str, told: dict[str, Any]
) -> None:
    with warehouse_18.connect() as connection:
        connection.execute("insert into ops.link_key (key) values (repeat('c', 64))")
    token = URLSafeTimedSerializer("c" * 64, salt="atalaya file").dumps({**told, "name": "x", "language": language})
    status, line = refused(client, token)
    assert (status, SPOKEN[language][2] in line) == (410, True), line


def test_nobody_gets_a_file_without_the_password_of_the_pages(client: TestClient) -> None:
    url = link.of_formats(asked())["csv"]
    guarded = TestClient(BasicAuth(client.app, credentials="ana:secret"))
    assert (guarded.get(f"/{url}").status_code, guarded.get(f"/{url}", auth=("ana", "secret")).status_code) == (
        401,
        200,
    )


def test_a_link_of_another_process_is_answered(client: TestClient, warehouse_18: Warehouse) -> None:
    client.get(f"/{link.of_formats(asked())['csv']}")
    with warehouse_18.connect() as connection:
        connection.execute("insert into ops.link_key (key) values (repeat('b', 64))")
    newer = URLSafeTimedSerializer("b" * 64, salt="atalaya file")
    token = newer.dumps({"question": "engagement.levels", "arguments": {}, "name": "levels", "language": "en"})
    assert client.get(f"/files/{token}").status_code == 200


def test_readers_cannot_look_at_the_keys(client: TestClient, warehouse_18: Warehouse) -> None:
    link.of_formats(asked())
    with warehouse_18.connect() as connection:
        found = connection.execute(
            "select has_table_privilege('atalaya_reader', 'ops.link_key', 'select'), count(*) from ops.link_key"
        ).fetchone()
    assert found == (False, 1)


def test_who_takes_data_of_students_is_written_down_once(client: TestClient, warehouse_18: Warehouse) -> None:
    urls = link.of_formats(asked(rows=3, day="2026-06-15"))
    client.get(f"/{urls['csv']}", auth=("ana", "secret"))
    client.get(f"/{link.of_formats(asked('engagement.levels', arguments={}))['csv']}")
    with warehouse_18.connect() as connection:
        found = connection.execute("select who, action, what, filters, rows from ops.access_log").fetchall()
    assert found == [
        ("ana", "export", "mgmt.inactive_students (away, csv)", {"days": "7", "as_of": "2026-06-15"}, 3)
    ] or found == [
        ("ana", "export", "mgmt.engagement_inactive_roster_v (away, csv)", {"days": "7", "as_of": "2026-06-15"}, 3)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_without_room_is_refused_before_it_starts(
    client: TestClient, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", -1)
    token = link.of_formats(replace(asked(), language=language))["xlsx"].removeprefix("files/")
    status, line = refused(client, token)
    assert (status, SPOKEN[language][3] in line) == (413, True), line


def test_so_many_files_at_once_are_written_and_no_more(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_AT_ONCE", 0)
    status, line = refused(client, link.of_formats(asked())["csv"].removeprefix("files/"))
    assert (status, "in a moment" in line) == (429, True)


SILENT = {"en": "does not answer", "es": "no responde", "id": "tidak menjawab"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warehouse_that_does_not_answer_is_said_in_the_language_of_the_page(
    client: TestClient, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = link.of_formats(replace(asked(), language=language))["csv"].removeprefix("files/")
    monkeypatch.setattr(warehouses, "current", lambda: Warehouse(f"postgresql://nobody@127.0.0.1:{free_port()}/none"))
    status, line = refused(client, token, language)
    assert (status, SILENT[language] in line, "nobody" in line) == (503, True, False), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_has_thought_of_is_one_line_too(
    client: TestClient, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = link.of_formats(replace(asked(), language=language))["csv"].removeprefix("files/")
    monkeypatch.setattr(extract, "of_question", None)
    assert refused(client, token) == (500, refusals.unexpected(language))


def test_each_reason_of_the_warehouse_has_a_sentence_in_each_language() -> None:
    kinds = [query.QueryError, *descendants(query.QueryError), *descendants(AtalayaError)]
    reasons = [kind.__new__(kind) for kind in kinds]
    said = {language: [refusals.unanswered(reason, language) for reason in reasons] for language in LANGUAGES}
    assert len(set(said["en"])) == 6
    for language in set(LANGUAGES) - {"en"}:
        assert all(own != english for own, english in zip(said[language], said["en"], strict=True)), said[language]


def descendants(kind: type[Exception]) -> list[type[Exception]]:
    return [one for child in kind.__subclasses__() for one in (child, *descendants(child))]
