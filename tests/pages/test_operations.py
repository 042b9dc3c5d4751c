"""The Operations page: one run in time, agreement, quarantine, data quality, for several sources at once."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics import checks, ui
from analytics.ui import i18n
from db.warehouse import Warehouse
from tests.ops import records
from tests.pages.conftest import OpenPage
from tests.pages.ticking import tick, ticked
from tests.thoroughness import in_turn

WHO = "Ana Pérez, born in 2001"


@pytest.fixture
def several(warehouse_18: Warehouse) -> Warehouse:
    """Two sources: a run that half failed, a verification, rows in quarantine, two quality reports."""
    started = f"{datetime.now(UTC) - timedelta(hours=1)}"
    with warehouse_18.connect() as connection:
        records.run(connection, 1, "academy", "teloo", started=started, status="partial", message="clientes failed.")
        records.table(connection, 1, "academy", "students", begins=started)
        records.table(connection, 1, "academy", "check_ins", begins=started, status="mismatch", warehouse_count=8)
        records.table(connection, 1, "teloo", "clientes", begins=started, status="failed", rows_read=0, bytes=0)
        records.failed(connection, 1, "teloo", "clientes", "c-17")
        records.run(connection, 2, "academy", kind="verify", started=started)
        records.verified(connection, 2, "academy", "students", at=started, missing=1, repaired=1, sample_keys=["s-1"])
        records.verified(connection, 2, "academy", "check_ins", at=started, different=2)
        records.rejected(connection, "academy", "check_ins", "k-1", data=f'{{"id": "k-1", "who": "{WHO}"}}')
        records.rejected(connection, "academy", "check_ins", "k-2")
        records.rejected(connection, "teloo", "ofertas", "o-1")
        for source, check, severity, count in [
            ("academy", "negative", "warning", 4),
            ("academy", "orphan_student", "error", 1),
            ("teloo", "duplicate_email", "warning", 0),
        ]:
            records.found(connection, 1, source, check, count, severity=severity)
    return warehouse_18


def shown(app: AppTest, column: str) -> pd.DataFrame:
    """The first table that has this column."""
    return next(table.value for table in app.dataframe if column in table.value.columns)


def said(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.main.markdown, *app.main.caption, *app.main.text])


def test_each_source_has_a_card_that_says_its_state_in_words(several: Warehouse, open_page: OpenPage) -> None:
    text = said(open_page(several, "operations", language="en"))
    for word in ("Academy", "TeLOO", "Never synced", "Last sync incomplete", "Late after 26 h", "Stale after 3 d"):
        assert word in text


def test_the_newest_run_is_shown_first_and_any_other_by_its_number(several: Warehouse, open_page: OpenPage) -> None:
    app = open_page(several, "operations", language="en")
    assert [card.label for card in app.metric][1:3] == ["Tables that agree", "Rows mended"]
    app.selectbox(key="choice_run").select("1").run()
    assert app.query_params["run"] == "1"
    assert [(card.label, card.value) for card in app.metric] == [
        ("Duration", "10 s"),
        ("Tables validated", "1"),
        ("Rows changed", "0"),
        ("Rows per second", "2"),
        ("Errors", "1"),
    ]
    assert "clientes failed." in app.main.warning[0].value


def test_a_run_tells_its_tables_their_speed_and_its_errors_with_their_keys(
    several: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(several, "operations", language="en", run="1")
    tables = shown(app, "rows_per_second")
    assert set(zip(tables["source"], tables["table"], tables["status"], strict=True)) == {
        ("academy", "students", "succeeded"),
        ("academy", "check_ins", "mismatch"),
        ("teloo", "clientes", "failed"),
    }
    assert list(shown(app, "sqlstate")["key"]) == ["c-17"]
    assert list(shown(app, "kind")["kind"]) == ["verify", "sync"]


def test_agreement_lists_what_disagrees_first(several: Warehouse, open_page: OpenPage) -> None:
    app = open_page(several, "operations", language="en", show="agreement")
    assert list(shown(app, "difference")["status"]) == ["mismatch", "failed", "succeeded"]
    assert list(shown(app, "surplus")["state"]) == ["differs", "mended"]
    assert "Agreement · 2" in app.segmented_control[0].options


def test_the_quarantine_is_narrowed_by_the_url(several: Warehouse, open_page: OpenPage) -> None:
    app = open_page(several, "operations", language="en", show="quarantine")
    assert len(shown(app, "reason")) == 3
    app.selectbox(key="choice_source").select("academy").run()
    assert app.selectbox(key="choice_table").options == ["All tables", "check_ins"]
    assert list(shown(app, "reason")["key"]) == ["k-1", "k-2"]
    assert app.query_params["source"] == "academy"
    elsewhere = open_page(several, "operations", language="en", show="quarantine", source="teloo", table="ofertas")
    assert list(shown(elsewhere, "reason")["key"]) == ["o-1"]
    assert "1 row of 1 table." in said(elsewhere)


def test_lines_that_an_import_could_not_read_are_no_rows_in_quarantine(several: Warehouse, open_page: OpenPage) -> None:
    app = open_page(several, "operations", language="en", show="quarantine")
    assert all("line" not in table.value.columns for table in app.dataframe)
    with several.connect() as connection:
        for line in (9, 4):
            records.unreadable(connection, "spring", "academy", "check_ins", line)
    app = open_page(several, "operations", language="en", show="quarantine")
    assert len(shown(app, "key")) == 3
    lines = shown(app, "line")
    assert list(lines["line"]) == [4, 9]
    assert set(lines["import"]) == {"spring"}
    assert set(lines["reason"]) == {"no moment"}
    assert "s-7" not in said(app), "what stands in a line is not on the page"
    assert list(checks.unreadable_lines()["given"]) == ["student_id: s-7"] * 2


def test_facts_that_do_not_add_up_are_said_whatever_is_shown(several: Warehouse, open_page: OpenPage) -> None:
    assert not open_page(several, "operations", language="en").main.error
    with several.connect() as connection:
        connection.execute(
            "insert into ops.self_check (source, state, duration_ms) values "
            "('academy', 'checked', 5), ('teloo', 'not synced', 0)"
        )
        connection.execute(
            "insert into ops.checked_identity values "
            "('academy', 'mgmt.presence_hours', 'sessions', false, now(), 9, 12), "
            "('academy', 'mgmt.visit_gaps', 'student_visits', false, now(), 4, 4)"
        )
    [loud] = [error.value for error in open_page(several, "operations", language="en").main.error]
    assert "Academy" in loud
    assert "mgmt.presence" in loud.replace("\\", "")
    assert "atalaya verify --facts --repair" in loud
    app = open_page(several, "operations", language="en", show="agreement")
    checked = shown(app, "disagreeing")
    assert list(zip(checked["source"], checked["state"], checked["disagreeing"], strict=True)) == [
        ("academy", "disagrees", 1),
        ("teloo", "not synced", 0),
    ]
    disagreements = shown(app, "expected")
    assert disagreements[["fact", "measure", "difference"]].values.tolist() == [["mgmt.presence_hours", "sessions", -3]]
    assert not app.exception


def test_what_stands_in_a_row_is_shown_only_when_it_is_selected(several: Warehouse, open_page: OpenPage) -> None:
    app = open_page(several, "operations", language="en", show="quarantine", source="academy")
    assert WHO not in said(app)
    assert "data" not in shown(app, "reason").columns
    tick(app, "quarantine_academy", 0)
    assert WHO in said(app)
    tick(app, "quarantine_academy", 1)
    assert WHO not in said(app)
    assert not app.exception


def test_a_row_of_the_quarantine_is_open_by_its_number_until_it_is_mended(
    several: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(several, "operations", language="en", show="quarantine")
    place = list(shown(app, "reason")["key"]).index("k-1")
    tick(app, "quarantine", place)
    assert WHO in said(app)
    with several.connect() as connection:
        records.rejected(connection, "academy", "check_ins", "k-0", at="2099-01-01")
    app.run()
    assert shown(app, "reason")["key"].iloc[0] == "k-0"
    assert (WHO in said(app), ticked(app, "quarantine")) == (True, [place + 1])
    app.selectbox(key="choice_source").select("teloo").run()
    assert WHO not in said(app)
    assert [info.value for info in app.main.info] == ["The row that was selected is not in this list now."]
    app.selectbox(key="choice_source").select("all").run()
    with several.connect() as connection:
        connection.execute("delete from ops.sync_rejects where key = 'k-1'")
    app.run()
    assert WHO not in said(app)
    assert [info.value for info in app.main.info] == ["The row that was selected is not in this list now."]


def test_the_quality_report_is_narrowed_by_source_and_severity(several: Warehouse, open_page: OpenPage) -> None:
    app = open_page(several, "operations", language="en", show="quality")
    assert list(shown(app, "severity")["check"]) == ["orphan_student", "negative", "duplicate_email"]
    assert "Numbers suffer: 1 · Look at it: 1 · 1 check found nothing" in said(app)
    app.selectbox(key="choice_severity").select("warning").run()
    app.selectbox(key="choice_source").select("academy").run()
    assert list(shown(app, "severity")["check"]) == ["negative"]
    assert (app.query_params["severity"], app.query_params["source"]) == ("warning", "academy")


@pytest.mark.parametrize(
    ("part", "language"), in_turn([("runs",), ("agreement",), ("quarantine",), ("quality",)], ["es", "id", "en"])
)
def test_every_part_is_drawn_in_every_language(
    part: str, language: str, several: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(several, "operations", language=language, show=part)
    assert not app.exception
    assert not app.error
    assert app.main.header


@pytest.mark.parametrize("part", ["agreement", "quarantine", "quality"])
def test_a_part_without_rows_says_what_that_means(part: str, warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection:
        records.run(connection, 1, "academy", status="failed")
    app = open_page(warehouse_18, "operations", language="en", show=part)
    assert not app.exception
    assert ":material/check_circle:" in said(app)


def test_home_leads_to_what_needs_attention(several: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: several)
    st.cache_data.clear()
    with i18n.speaking("en"):
        found = {concern.sentence: concern.url for concern in ui.home.about_trust().found if concern.count}
    assert found == {
        "The last sync of 2 sources did not validate.": {},
        "2 tables do not agree with their source.": {"show": "agreement"},
        "1 data check says that numbers suffer.": {"show": "quality", "severity": "error"},
        "3 rows are in quarantine.": {"show": "quarantine"},
        "1 table still differed when it was verified.": {"show": "agreement"},
    }
