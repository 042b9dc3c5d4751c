"""The sidebar and the frame: the sync, its state, failed checks, and no bare word in a page."""

import ast
import re
from datetime import UTC, datetime, timedelta

import pytest

from analytics.files import link
from analytics.ui.i18n import LOCALE_DIRECTORY
from db import replicas
from db.settings import Settings
from db.warehouse import SYNC, Warehouse, advisory_lock
from sync.endpoints.session import LOCK
from sync.specifications import SOURCES
from tests.ops import records
from tests.pages.conftest import PAGES, OpenHead, OpenPage
from tests.pages.test_pages import fine

PROJECT = LOCALE_DIRECTORY.parent

NOT_SAID = {"name", "counting", "default", "path", "page"}
"""Keyword arguments that the reader never sees."""

SAYING = {"_", "ngettext", "pgettext"}


def test_sync_now_starts_a_sync(
    full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    monkeypatch.setattr("sync.service.start", lambda **arguments: started.append(arguments))
    open_page(full_warehouse, "home", language="en").button(key="sync_now").click().run()
    assert started == [{"origin": "page"}]


def test_a_running_sync_shows_a_bar_per_source_and_its_tables_behind_it(
    warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection, advisory_lock(connection, LOCK):
        records.run(connection, 1, "ngeshare", "academy", status="running", finished=None)
        records.under_way(connection, 1, "ngeshare", "User", 0, phase="done", done=10, expected=10)
        records.under_way(connection, 1, "ngeshare", "Hangout", 1, phase="reading", done=1, expected=4)
        records.under_way(connection, 1, "ngeshare", "HangoutEpisode", 2)
        records.under_way(connection, 1, "academy", "students", 0, phase="failed")
        app = open_page(warehouse_18, "home", language="en")
    assert not app.exception
    bars = [(bar.proto.text, bar.proto.value) for bar in app.sidebar.get("progress")]
    assert bars == [("ngeShare · 41%", 41), ("Academy · 100%", 100)]
    assert [(part.label, part.caption[0].value.split("  \n")) for part in app.sidebar.expander] == [
        ("1 of 3 tables", ["User · done", "Hangout · reading · 1 of 4", "HangoutEpisode · waiting"]),
        ("1 of 1 table · 1 failed", ["students · failed"]),
    ]


def test_38_tables_do_not_flood_the_sidebar(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection, advisory_lock(connection, LOCK):
        records.run(connection, 1, *(source.name for source in SOURCES), status="running", finished=None)
        for source in SOURCES:
            for position, table in enumerate(source.tables):
                records.under_way(connection, 1, source.name, table.name, position)
        app = open_page(warehouse_18, "home", language="en")
    assert len(app.sidebar.get("progress")) == len(SOURCES)
    assert not any(part.proto.expanded for part in app.sidebar.expander)


@pytest.mark.parametrize(("kind", "label"), [("verify", "Verifying…"), ("restore", "Restoring…")])
def test_what_runs_is_called_by_its_name(kind: str, label: str, warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection, advisory_lock(connection, LOCK):
        records.run(connection, 1, "ngeshare", kind=kind, status="running", finished=None)
        app = open_page(warehouse_18, "home", language="en")
    assert app.sidebar.button(key="syncing").label == label


def test_the_sidebar_says_how_fresh_each_source_is(
    warehouse_18: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.endpoints.connected.settings", lambda: Settings(source_learning_url="postgresql://x/y"))
    with warehouse_18.connect() as connection:
        for number, (source, hours) in enumerate([("ngeshare", 1), ("academy", 30), ("teloo", 100)], start=1):
            records.run(connection, number, source, started=f"{datetime.now(UTC) - timedelta(hours=hours)}")
            records.table(connection, number, source)
        records.run(connection, 4, "ngeshare", status="failed")
        app = open_page(warehouse_18, "home", language="en")
    [block] = [caption.value for caption in app.sidebar.caption if "ngeShare" in caption.value]
    assert [line.split("] ")[1] for line in block.split("  \n")][:5] == [
        "ngeShare · 1 hour ago · incomplete",
        "Academy · 1 day ago · late",
        "TeLOO · 4 days ago · stale",
        "ClassWaves · not connected",
        "Learning · never synced",
    ]


def test_a_long_complaint_is_cut_in_the_sidebar_and_whole_on_operations(
    warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    complaint = "A column is missing. " * 40
    with warehouse_18.connect() as connection:
        records.run(connection, 1, "ngeshare", status="failed", message=complaint)
    app = open_page(warehouse_18, "operations", language="en")
    assert len(app.sidebar.warning[0].value) <= 300
    assert app.main.warning[0].value == complaint.strip()


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


@pytest.mark.parametrize(("hours", "word"), [(1, ""), (27, "Late"), (100, "Stale")])
def test_the_head_of_a_page_says_when_its_source_is_late(
    hours: int, word: str, warehouse_18: Warehouse, open_head: OpenHead
) -> None:
    with warehouse_18.connect() as connection:
        records.run(connection, 1, "teloo", started=f"{datetime.now(UTC) - timedelta(hours=hours)}")
        records.table(connection, 1, "teloo")
    badges = [text.value for text in open_head(warehouse_18, "advisor_rankings").markdown if "badge" in text.value]
    assert [word in badge for badge in badges] == [True] * bool(word)


PARTS = [
    path.stem
    for path in (PROJECT / "analytics/ui/operations").glob("*.py")
    # A picture's own expressions are no words.
    if "import altair" not in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", [*PAGES, "../Home", *(f"../analytics/ui/operations/{part}" for part in PARTS)])
def test_a_page_has_no_bare_words(name: str) -> None:
    tree = ast.parse((PROJECT / "pages" / f"{name}.py").resolve().read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            silent |= quiet_parts(call)
    bare = {
        # What stands between values is no word.
        re.sub(r"\{\w+\}", "", node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    }
    assert {text for text in bare if text.istitle() or (" " in text.strip() and re.search(r"\w", text))} <= {"Atalaya"}


def quiet_parts(call: ast.Call) -> set[int]:
    said = isinstance(call.func, ast.Name) and call.func.id in SAYING
    parts = call.args if said else [word.value for word in call.keywords if word.arg in NOT_SAID]
    return {id(node) for part in parts for node in ast.walk(part)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_like_its_table_of_contents(name: str) -> None:
    lines = (PROJECT / "pages" / f"{name}.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 66
    assert not any("select " in line or "import pandas" in line for line in lines)


def test_a_replica_that_is_down_is_named_while_pages_read_elsewhere(
    full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    here = Warehouse(full_warehouse.url, read_url="postgresql://nobody@127.0.0.1:1/nothing")
    replicas.note(here)
    page = open_page(here, "engagement_panel")
    assert not page.exception
    assert not page.error
    said = " ".join(caption.value for caption in page.sidebar.caption)
    assert "Replica 127.0.0.1:1 cannot be read from, pages read elsewhere" in said
    here.dispose()
    with here.connect(SYNC) as connection:
        connection.execute("delete from ops.replica")


def test_a_page_says_how_far_its_replica_is_behind(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    here = Warehouse(full_warehouse.url, read_url=full_warehouse.url)
    [replica] = here.replicas
    with here.connect(SYNC) as connection:
        connection.execute(
            "insert into ops.replica (name, asked_at, version, replayed_at) "
            "values (%s, now(), -1, now() - interval '90 s')",
            [replica.name],
        )
        page = open_page(here, "engagement_panel")
        assert any("is 1 min 30 s behind" in caption.value for caption in page.main.caption)
        assert any("is 1 min 30 s behind" in caption.value for caption in page.sidebar.caption)
        connection.execute("delete from ops.replica")
    here.dispose()


def test_pages_go_on_from_a_replica_while_the_warehouse_is_away(
    full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fine(open_page(full_warehouse, "curriculum_funnel"))
    here = Warehouse("postgresql://nobody@127.0.0.1:1/nothing", read_url=full_warehouse.url)
    # A server that has run for an hour knows the keys of links, and may need newer ones.
    _until, keys = link._remembered[full_warehouse.url]
    monkeypatch.setitem(link._remembered, here.url, (0.0, keys))
    page = open_page(here, "curriculum_funnel", browser="en-US")
    assert not page.exception
    assert not page.error
    assert page.metric[0].label == "Groups"
    away = "The warehouse does not answer, pages show what its replica has"
    assert any(away in caption.value for caption in page.main.caption)
    assert any(away in caption.value for caption in page.sidebar.caption)
    here.dispose()
