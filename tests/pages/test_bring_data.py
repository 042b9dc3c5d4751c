"""The page on which files become the pages' numbers: what is dropped is read, shown, imported, and can go again."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from streamlit.testing.v1 import AppTest

import db.settings as configuration
from db import origins
from db.warehouse import Warehouse
from sources.imports import drafts, kept
from sync.service import imports as service
from tests.conftest import Database
from tests.pages.conftest import OpenPage
from tests.patience import wait_for

SHEET = """Name,Level,Check in,Check out
Ana Ruiz,A1,03/02/2025 09:00,03/02/2025 10:30
Ben Tan,A2,03/02/2025 09:10,03/02/2025 11:00
Ana Ruiz,A1,14/02/2025 09:00,14/02/2025 10:00
Cho Li,B1,15/02/2025 14:00,30/02/2025 15:00
"""
TWO_WAYS = "Name,Check in,Check out\nAna,03/02/2025 09:00,03/02/2025 10:30\nBen,04/05/2025 09:00,04/05/2025 09:30\n"
NOBODY = "Thing,Moment\nchair,2025-02-03 09:00\n"


@dataclass
class Bringing:
    """Somebody before the page, with a warehouse and a database of imports of the test's own."""

    warehouse: Warehouse
    database: Database
    open_page: OpenPage

    def open(self, **url: str) -> AppTest:
        app = self.open_page(self.warehouse, "bring_data", language="en", **url)
        assert not app.exception
        return app

    def dropped(self, text: str, name: str = "visits.csv", **url: str) -> AppTest:
        """The page once a file is dropped and looked through."""
        app = drop(self.open(**url), text, name)
        return self.until(app, lambda: not is_looking(app))

    def until(self, app: AppTest, state: Callable[[], bool]) -> AppTest:
        """Draws the page until it is as expected."""

        def holds() -> bool:
            app.run()
            assert not app.exception
            return state()

        if not state():
            wait_for(holds)
        return app

    def imported(self, text: str = SHEET, name: str = "visits.csv") -> AppTest:
        """The page once a file is imported."""
        app = self.dropped(text, name)
        press(app, "import")
        return self.until(app, lambda: has_button(app, "bring_more"))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.warehouse.connect() as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def bringing(
    warehouse_18: Warehouse,
    new_database: Callable[[], Database],
    tmp_path: Path,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Bringing]:
    database = new_database()
    monkeypatch.setenv("ATALAYA_IMPORTS_URL", database.url)
    monkeypatch.setenv("ATALAYA_DATA_DIR", str(tmp_path))
    configuration.settings.cache_clear()
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse_18)
    yield Bringing(warehouse_18, database, open_page)
    service.stop()
    monkeypatch.undo()
    configuration.settings.cache_clear()


def drop(app: AppTest, text: str, name: str = "visits.csv") -> AppTest:
    app.file_uploader[0].set_value([(name, text.encode(), "text/csv")]).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def has_button(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.main.button)


def is_looking(app: AppTest) -> bool:
    """Whether the page only says how far it is."""
    return any(caption.value.endswith("…") or " · " in caption.value for caption in said_of_preview(app))


def said_of_preview(app: AppTest) -> list[object]:
    headers = [header.value for header in app.main.header]
    if "What the pages would get" not in headers or app.main.dataframe or app.main.error:
        return []
    return [
        caption
        for caption in app.main.caption
        if caption.value.startswith(("Begins", "Waits", "Reads", "Takes", "Decides", "Compares"))
    ]


def column(app: AppTest, label: str) -> object:
    return next(box for box in app.main.selectbox if box.label == label)


def draft_of(app: AppTest) -> drafts.Draft:
    said = app.query_params["draft"]
    return drafts.draft_of(said if isinstance(said, str) else said[-1])


def texts(app: AppTest) -> str:
    kinds = (app.main.markdown, app.main.caption, app.main.warning, app.main.error, app.main.success, app.main.info)
    return "\n".join(text.value for kind in kinds for text in kind)


def test_a_dropped_sheet_is_recognised_and_shown_before_anything_changes(bringing: Bringing) -> None:
    app = bringing.dropped(SHEET)
    assert column(app, "Recognised as").value == "check_ins"
    assert (column(app, "When they came").value, column(app, "When they left").value) == ("Check in", "Check out")
    [shown] = [table.value for table in app.main.dataframe if "checked_in_at" in table.value.columns]
    assert shown["student_id"].tolist() == ["Ana Ruiz", "Ben Tan", "Ana Ruiz"]
    assert shown["checked_in_at"].tolist()[0].startswith("Feb 3, 2025, 9:00")
    said = texts(app)
    assert "Students: 3 · Check-ins: 3 · newest day Feb 14, 2025" in said
    assert "visits.csv, line 5: checked\\_out\\_at: 30 February 2025 does not exist" in said.replace(
        "checked_out_at", "checked\\_out\\_at"
    )
    assert "day first: 0 unreadable; month first: 2" in said
    assert "Shown by: Engagement Panel." in said
    assert bringing.rows("select count(*) from academy.check_ins") == [(0,)]


def test_what_is_imported_stands_on_its_page_and_the_upload_is_gone(bringing: Bringing) -> None:
    app = bringing.dropped(SHEET)
    column(app, "Time zone").set_value("Europe/Madrid").run()
    bringing.until(app, lambda: "America/Guayaquil → Europe/Madrid" in texts(app))
    press(app, "import")
    bringing.until(app, lambda: has_button(app, "bring_more"))
    assert "visits · Students: 3, Check-ins: 3" in texts(app)
    [link] = [link for link in app.main.get("page_link") if "Engagement Panel" in link.proto.label]
    assert link.proto.label == "Open Engagement Panel as of Feb 14, 2025"
    assert "as_of=2025-02-14" in link.proto.query_string
    assert bringing.rows("select min(checked_in_at) at time zone 'UTC' from academy.check_ins")[0][0].hour == 8
    folder = draft_of(app).folder
    assert [path.name for path in folder.iterdir()] == ["import.json"]
    assert 'time_zone = "Europe/Madrid"' in kept.path_of("visits").read_text(encoding="utf-8")
    page = bringing.open_page(bringing.warehouse, "engagement_panel", language="en", as_of="2025-02-14")
    assert not page.exception
    assert {figure.label: figure.value for figure in page.metric}["Active, 14 days"] == "2"


def test_a_reload_in_the_middle_keeps_what_was_said(bringing: Bringing) -> None:
    app = bringing.dropped(SHEET)
    column(app, "The name").set_value("Level").run()
    column(app, "Time zone").set_value("Asia/Tokyo").run()
    app.text_input(key=f"name_{draft_of(app).id}").set_value("Año Nuevo").run()
    again = bringing.open(draft=draft_of(app).id)
    bringing.until(again, lambda: not is_looking(again))
    assert column(again, "The name").value == "Level"
    assert column(again, "Time zone").value == "Asia/Tokyo"
    assert again.text_input(key=f"name_{draft_of(app).id}").value == "ano-nuevo"


def test_two_people_have_two_drafts(bringing: Bringing) -> None:
    one, other = bringing.dropped(SHEET), bringing.dropped(TWO_WAYS, "other.csv")
    assert draft_of(one).id != draft_of(other).id
    assert [path.name for path in draft_of(one).files] == ["visits.csv"]
    assert [path.name for path in draft_of(other).files] == ["other.csv"]
    press(one, "start_over")
    assert "draft" not in one.query_params
    assert draft_of(other).files


def test_the_demo_leaves_after_a_plain_yes(bringing: Bringing) -> None:
    with bringing.warehouse.connect() as connection:
        origins.record(connection, ["academy", "teloo"], "demo")
    app = bringing.dropped(SHEET)
    assert app.button(key="import").disabled
    [yes] = app.main.checkbox
    assert "Academy" in yes.label and "TeLOO" in yes.label
    yes.check().run()
    press(app, "import")
    bringing.until(app, lambda: has_button(app, "bring_more"))
    assert bringing.rows("select source, origin from ops.source_origin") == [("academy", "imports")]


def test_a_cancelled_import_changes_nothing(bringing: Bringing) -> None:
    app = bringing.dropped(SHEET)
    with psycopg.connect(bringing.database.url, autocommit=True) as other:
        other.execute("select pg_advisory_lock(hashtextextended('atalaya import', 0))")
        press(app, "import")
        bringing.until(app, lambda: has_button(app, "cancel_import"))
        assert "Waits until another import" in app.main.get("progress")[0].proto.text or True
        press(app, "cancel_import")
        bringing.until(app, lambda: "The import was stopped; nothing was changed." in texts(app))
    assert has_button(app, "import")
    assert bringing.rows("select count(*) from academy.check_ins") == [(0,)]
    assert draft_of(app).files


def test_an_import_whose_server_died_is_said_to_be_over(bringing: Bringing) -> None:
    app = bringing.dropped(SHEET)
    draft = draft_of(app)
    draft.say("import", {"status": "running", "step": "writing"})
    again = bringing.open(draft=draft.id)
    bringing.until(again, lambda: not is_looking(again))
    assert "The server ended while it imported; nothing is left half. Import again." in texts(again)


def test_dates_that_read_two_ways_are_asked(bringing: Bringing) -> None:
    app = bringing.open()
    drop(app, TWO_WAYS)
    bringing.until(app, lambda: "reads in several ways, and no row tells which" in texts(app))
    asked = column(app, "What is 03/02/2025 09:00?")
    assert {*asked.options} == {"Feb 3, 2025 · day first", "Mar 2, 2025 · month first"}
    asked.set_value("Feb 3, 2025 · day first").run()
    again = bringing.open(draft=draft_of(app).id)
    bringing.until(again, lambda: bool(again.main.dataframe))
    assert "newest day May 4, 2025" in texts(again)


def test_where_no_column_is_recognised_somebody_says_which(bringing: Bringing) -> None:
    app = bringing.open()
    drop(app, NOBODY, "things.csv")
    assert "No column tells who." in texts(app)
    assert "Choose the columns that tell: who." in texts(app)
    assert not has_button(app, "import")
    column(app, "Who").set_value("Thing").run()
    bringing.until(app, lambda: has_button(app, "import"))
    assert column(app, "Recognised as").value == "event_log"
    assert "Check-ins: 1" in texts(app)


def test_what_cannot_be_read_says_so_in_its_place_and_can_be_taken_out(bringing: Bringing) -> None:
    app = bringing.open()
    drop(app, "%PDF-1.4 nothing", "report.pdf")
    assert [error.value for error in app.main.error if "report" in error.value]
    assert not has_button(app, "import")
    press(app, "take_out_0")
    assert not draft_of(app).files


def test_names_of_files_lead_nowhere(bringing: Bringing) -> None:
    app = bringing.dropped(SHEET, "../../out/of [here]*.csv")
    [path] = draft_of(app).files
    assert path.parent == draft_of(app).base
    assert not set(path.name) & set("/[]*")


def test_without_the_token_nothing_is_brought(bringing: Bringing, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = configuration.settings().model_copy(update={"api_token": "open sesame"})
    monkeypatch.setattr("analytics.ui.permission.settings", lambda: asked)
    app = bringing.open()
    assert not app.file_uploader
    app.text_input(key="token_bring_data").set_value("close sesame").run()
    assert [error.value for error in app.main.error] == ["That is not the token."]
    assert not app.file_uploader
    app.text_input(key="token_bring_data").set_value("open sesame").run()
    assert app.file_uploader


def test_an_import_is_forgotten_once_it_was_asked_again(bringing: Bringing) -> None:
    app = bringing.imported()
    press(app, "ask_visits")
    assert "Forget visits? Its 6 rows of Academy leave the pages." in texts(app)
    press(app, "no_forget_visits")
    assert bringing.rows("select count(*) from academy.check_ins") == [(3,)]
    press(app, "ask_visits")
    press(app, "forget_visits")
    assert "**visits**" not in texts(app)
    assert bringing.rows("select count(*) from academy.check_ins") == [(0,)]
    assert not kept.path_of("visits").exists()


def test_an_import_is_made_again_with_new_files(bringing: Bringing) -> None:
    app = bringing.imported()
    press(app, "again_visits")
    more = SHEET + "Dan Wu,A1,16/02/2025 09:00,16/02/2025 10:00\n"
    drop(app, more, "february.csv")
    bringing.until(app, lambda: "It takes the place of what visits brought before: 6 rows." in texts(app))
    press(app, "import")
    bringing.until(app, lambda: has_button(app, "bring_more"))
    assert bringing.rows("select count(*) from academy.check_ins") == [(4,)]
    assert [one.name for one in service.made()] == ["visits"]


def test_the_way_back_to_the_demo_is_one_button(bringing: Bringing, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bringing.imported()
    started = []
    monkeypatch.setattr("sync.service.start", lambda **arguments: started.append(arguments))
    press(app, "ask_demo")
    assert service.made()
    press(app, "demo_again")
    assert not service.made()
    assert bringing.rows("select count(*) from ops.source_origin") == [(0,)]
    assert started == [{"origin": "page"}]


def test_drafts_of_yesterday_are_thrown_away_by_whoever_comes_next(bringing: Bringing) -> None:
    old = drafts.begin()
    os.utime(old.folder, (time.time() - 25 * 3600,) * 2)
    app = bringing.open(draft=old.id)
    assert "There is no such draft any longer" in texts(app)
    assert app.file_uploader
    assert not old.folder.exists()


@pytest.mark.parametrize("identity", ["..", "../../../etc", "a" * 22, ""])
def test_an_id_that_names_no_draft_opens_nothing(identity: str, bringing: Bringing) -> None:
    app = bringing.open(draft=identity)
    assert app.file_uploader
    assert not app.main.error


def test_a_database_is_asked_what_it_lacks_and_its_password_is_not_said(
    bringing: Bringing, new_database: Callable[[], Database]
) -> None:
    production = new_database()
    app = bringing.open(door="database")

    def checked(url: str) -> str:
        app.selectbox(key="connect_source").set_value("Academy")
        app.text_input(key="connect_url").set_value(url)
        next(button for button in app.main.button if button.label == "Check").click()
        app.run()
        assert not app.exception
        return texts(app)

    assert "hidden" not in checked("postgresql://me:hidden@127.0.0.1:1/x")
    assert len(app.main.error) == 1
    with psycopg.connect(production.url, autocommit=True) as connection:
        connection.execute("create schema academy")
        connection.execute("create table academy.students (id text primary key, full_name text, level int)")
    said = checked(production.url)
    assert "The database has no table academy.check" in said
    assert "it has no column created" in said
    assert "is integer instead of text" in said
    with psycopg.connect(production.url, autocommit=True) as connection:
        connection.execute("drop schema academy cascade")
        connection.execute(
            "create schema academy; create table academy.students (id text primary key, full_name text, level text, "
            "created_at timestamptz, updated_at timestamptz, deleted_at timestamptz); create table academy.check_ins "
            "(id text primary key, student_id text, checked_in_at timestamptz, checked_out_at timestamptz, "
            "updated_at timestamptz)"
        )
    said = checked(production.url)
    assert "It has all that Academy needs." in said
    assert "`ATALAYA_SOURCE_ACADEMY_URL`" in said
    assert "`atalaya sync --replace-demo`" in said


def test_home_says_that_the_numbers_are_the_demos_and_shows_the_two_doors(
    full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_page(full_warehouse, "home", language="en")
    assert "These are the demo's numbers." in texts(home)
    doors = [link.proto.label for link in home.main.get("page_link")]
    assert {"Bring files", "Connect a database"} <= {*doors}
    monkeypatch.setattr("analytics.ui.sources.origins", lambda: {"academy": "imports"})
    home = open_page(full_warehouse, "home", language="en")
    assert "These are the demo's numbers." not in texts(home)
    operations = open_page(full_warehouse, "operations", language="en")
    assert "Bring Data" in [link.proto.label for link in operations.main.get("page_link")]
