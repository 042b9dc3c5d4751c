"""Every number can be followed upstream, from the files alone, to where it begins."""

import pytest

from db.derived import derived_objects
from db.lineage import RAW, Lineage, lineage, written_relations
from db.settings import PROJECT
from db.sql_file import DerivedObject
from sync.specifications import SOURCES

OBJECTS = derived_objects()
NAMES = [found.identity for found in OBJECTS]
BEGINNINGS = {RAW, "table", "catalogue"}


def made(identity: str, kind: str, **fields: str) -> DerivedObject:
    return DerivedObject(identity, kind, fields, "")


def shop() -> Lineage:
    """A view over a fact, which a trigger on a raw table keeps through a function."""
    objects = [
        made("mgmt.zone", "function", Reads="none"),
        made("mgmt.sales_per_day", "view", Reads="mgmt.sales, mgmt.zone"),
        made("mgmt.sales", "fact"),
        made("mgmt.refresh_sales", "function", Reads="mgmt.sales, academy.check_ins", Writes="mgmt.sales"),
        made("mgmt.rebuild", "function", Reads="mgmt.refresh_sales, mgmt.sales, mgmt.refresh_staff"),
        made("mgmt.refresh_staff", "function", Reads="academy.students", Writes="mgmt.staff"),
        made("mgmt.staff", "fact"),
        made("mgmt.changed", "trigger function", Reads="mgmt.rebuild", Triggers="academy.check_ins"),
    ]
    return Lineage({found.identity: found for found in objects})


def test_a_fact_comes_from_what_its_writers_read() -> None:
    assert [step.name for step in shop().chain("mgmt.sales_per_day")] == [
        "mgmt.sales_per_day",
        "mgmt.sales",
        "academy.check_ins",
    ]


def test_a_function_that_only_computes_is_no_step() -> None:
    assert "mgmt.zone" not in shop().upstream("mgmt.sales_per_day")


def test_a_function_changes_what_those_that_it_calls_change() -> None:
    assert shop().all_writes("mgmt.changed") == {"mgmt.sales", "mgmt.staff"}


def test_a_table_names_its_writers_and_the_triggers_that_end_in_one() -> None:
    assert shop().written_by("mgmt.sales") == ("mgmt.refresh_sales", "mgmt.changed")


def test_a_raw_table_ends_at_production_and_its_specification() -> None:
    step = lineage().step('public."User"')
    assert (step.kind, step.upstream) == (RAW, ())
    assert step.file == "sync/specifications/curriculum.py"
    assert step.question == "copied from production ngeshare, table User"


def test_texts_within_statements_count_and_comments_do_not() -> None:
    text = "-- update a.b\nexecute format('insert into a.c (x)'); delete from a.\"D\" using a.e; truncate a.f"
    assert written_relations(text) == {"a.c", 'a."D"', "a.f"}


@pytest.mark.parametrize("kind", ["view", "materialized view", "fact"])
def test_everything_that_is_shown_begins_somewhere(kind: str) -> None:
    endless = []
    for found in OBJECTS:
        if found.kind == kind:
            kinds = {step.kind for step in lineage().chain(found.identity)}
            endless += [] if kinds & BEGINNINGS else [found.identity]
    assert endless == []


def test_every_fact_begins_in_production() -> None:
    facts = [found.identity for found in OBJECTS if found.kind == "fact"]
    assert [name for name in facts if RAW not in {step.kind for step in lineage().chain(name)}] == []


def test_no_step_comes_from_itself() -> None:
    for name in NAMES:
        assert lineage().chain(name)[0].name == name


def test_every_raw_table_is_one_that_the_sync_copies() -> None:
    copied = {f"{source.schema}.{table.name}" for source in SOURCES for table in source.tables}
    named = {step.name.replace('"', "") for name in NAMES for step in lineage().chain(name) if step.kind == RAW}
    assert named <= copied


def test_every_step_has_its_file() -> None:
    files = {step.file for name in NAMES for step in lineage().chain(name)}
    assert [file for file in files if not (PROJECT / file).is_file()] == []


def test_every_table_but_a_catalogue_is_written_by_somebody() -> None:
    tables = [found for found in OBJECTS if found.is_table and found.kind != "catalogue"]
    assert [found.identity for found in tables if not lineage().written_by(found.identity)] == []


def test_a_step_is_worked_out_once() -> None:
    """Hundreds of ways go through the same steps."""
    ways = lineage()
    for name in ways.objects:
        assert ways.step(name) is ways.step(name)
