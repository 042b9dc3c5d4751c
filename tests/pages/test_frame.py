"""The sidebar and the frame: the sync, its state, failed checks, and no bare word in a page."""

import ast

import pytest

from analytics.ui.i18n import LOCALE_DIRECTORY
from db.warehouse import Warehouse, advisory_lock
from sync.progress import LOCK
from tests.pages.conftest import PAGES, OpenPage

PROJECT = LOCALE_DIRECTORY.parent

NOT_SAID = {"name", "view", "domain", "default", "path", "page"}
"""Keyword arguments that the reader never sees."""

SAYING = {"_", "ngettext"}


def test_sync_now_starts_a_sync(
    full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    monkeypatch.setattr("sync.service.start", lambda **arguments: started.append(arguments))
    open_page(full_warehouse, "home", language="en").button(key="sync_now").click().run()
    assert started == [{"origin": "page"}]


def test_a_running_sync_shows_a_bar_per_table(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection, advisory_lock(connection, LOCK):
        connection.execute("insert into ops.sync_run (origin, sources) values ('page', '{ngeshare}')")
        connection.execute(
            'insert into ops.sync_progress (run, source, "table", position, phase, rows_done, rows_expected) values '
            "(1, 'ngeshare', 'User', 0, 'done', 10, 10), (1, 'ngeshare', 'Hangout', 1, 'reading', 1, 4), "
            "(1, 'ngeshare', 'HangoutEpisode', 2, 'waiting', 0, null)"
        )
        app = open_page(warehouse_18, "home", language="en")
    assert not app.exception
    bars = [(bar.proto.text, bar.proto.value) for bar in app.sidebar.get("progress")]
    assert bars == [("User · done", 100), ("Hangout · reading · 1 of 4", 25), ("HangoutEpisode · waiting", 0)]


def test_a_failed_sync_names_the_problem_while_pages_keep_their_data(
    warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection:
        connection.execute(
            "insert into ops.sync_run (origin, sources, status, finished_at, message) values "
            "('page', '{ngeshare}', 'failed', now(), 'The source does not answer. Check ATALAYA_SOURCE_NGESHARE_URL.')"
        )
    app = open_page(warehouse_18, "operations", language="en")
    assert "ATALAYA_SOURCE_NGESHARE_URL" in app.sidebar.warning[0].value
    assert "ATALAYA_SOURCE_NGESHARE_URL" in app.main.warning[0].value


def test_a_failed_check_badges_every_page_of_its_source(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection:
        connection.execute(
            "insert into ops.sync_run (origin, sources, status) values ('page', '{ngeshare}', 'succeeded')"
        )
        connection.execute(
            'insert into ops.data_quality (run, source, "check", "table", severity, count) '
            "values (1, 'ngeshare', 'orphan_user', 'UserHangoutGroup', 'error', 3)"
        )
    app = open_page(warehouse_18, "rescue_list", language="en")
    assert any("1 data check failed" in text.value for text in app.main.markdown)


@pytest.mark.parametrize("name", [*PAGES, "../Home"])
def test_a_page_has_no_bare_words(name: str) -> None:
    tree = ast.parse((PROJECT / "pages" / f"{name}.py").resolve().read_text(encoding="utf-8"))
    silent = {id(tree.body[0].value)}  # type: ignore[attr-defined]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            silent |= quiet_parts(call)
    bare = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    }
    assert {text for text in bare if " " in text.strip() or text.istitle()} <= {"Atalaya"}


def quiet_parts(call: ast.Call) -> set[int]:
    said = isinstance(call.func, ast.Name) and call.func.id in SAYING
    parts = call.args if said else [word.value for word in call.keywords if word.arg in NOT_SAID]
    return {id(node) for part in parts for node in ast.walk(part)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_like_its_table_of_contents(name: str) -> None:
    lines = (PROJECT / "pages" / f"{name}.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80
    assert not any("select " in line or "import pandas" in line for line in lines)
