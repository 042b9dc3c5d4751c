"""Real check-ins of 115 students, copied from a source, seen from 2014-12-12: as the oracle counts, on a whole page."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import psycopg
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from db.warehouse import Warehouse
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.conftest import Database
from tests.oracle.engagement.academy import Academy, CheckIn, Student
from tests.oracle.engagement.oracle import UNORDERED, compute
from tests.oracle.engagement.rules import DEFAULTS
from tests.pages.conftest import HOME, run_home
from tests.patience import LONG_ENOUGH_SECONDS

FILES = Path(__file__).with_name("lab_sessions")
TODAY = date(2014, 12, 12)
SECTIONS = 10
SOURCE = """
    create schema academy;
    create table academy.students (
        id text primary key, full_name text not null, level text, created_at timestamptz not null,
        updated_at timestamptz not null, deleted_at timestamptz
    );
    create table academy.check_ins (
        id text primary key, student_id text not null references academy.students, checked_in_at timestamptz not null,
        checked_out_at timestamptz, updated_at timestamptz not null
    )
"""


@pytest.fixture
def laboratory(empty_database: Database, warehouse_18: Warehouse) -> Iterator[Warehouse]:
    """The warehouse after one sync of the real rows."""
    with empty_database.connect() as source:
        source.execute(SOURCE)
        for table in ("students", "check_ins"):
            with source.cursor().copy(f"copy academy.{table} from stdin (format csv, header)".encode()) as copy:
                copy.write((FILES / f"{table}.csv").read_bytes())
    outcome = run_sync(warehouse_18, Request((ConnectedSource(source_named("academy"), empty_database.url),), "test"))
    assert outcome.status == "succeeded"
    st.cache_data.clear()
    yield warehouse_18
    st.cache_data.clear()


def test_the_laboratory_is_shown_as_the_oracle_counts_it(
    laboratory: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    academy = recorded()
    assert (len(academy.students), len(academy.check_ins)) == (115, 523)
    with psycopg.connect(laboratory.url) as connection:
        connection.execute("select set_config('atalaya.as_of', %s, true)", [TODAY.isoformat()])
        for view, expected in compute(academy, TODAY, DEFAULTS).items():
            found = connection.execute(f"select * from mgmt.{view}".encode()).fetchall()
            assert (Counter(found) if view in UNORDERED else found) == expected, view
    monkeypatch.setattr("db.warehouse.current", lambda: laboratory)
    monkeypatch.setattr("streamlit.runtime.scriptrunner.script_runner._mpa_v1", run_home)
    app = AppTest.from_file(str(HOME), default_timeout=LONG_ENOUGH_SECONDS)
    app.query_params.update(language="es", as_of=TODAY.isoformat(), away="7")
    app.run().switch_page("pages/engagement_panel.py").run()
    assert not app.exception
    assert not app.error
    assert len(app.header) == SECTIONS
    assert len(app.metric) == 5


def recorded() -> Academy:
    """The rows as the files have them."""
    students = [
        Student(row["id"], row["full_name"], row["level"] or None, moment(row["created_at"]))
        for row in read("students")
    ]
    check_ins = [
        CheckIn(
            row["id"],
            row["student_id"],
            moment(row["checked_in_at"]),
            moment(row["checked_out_at"]) if row["checked_out_at"] else None,
        )
        for row in read("check_ins")
    ]
    return Academy({row.id: row for row in students}, {row.id: row for row in check_ins})


def read(table: str) -> list[dict[str, str]]:
    with (FILES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
