"""Rows of the demo and of an organisation never share a replica; a source has imports or a URL."""

from collections.abc import Callable

import pytest

from db.domains import DOMAINS
from db.rules import change
from sources.imports.errors import DemoInTheWay, ImportRefused, NoSuchRecipe
from sync.endpoints.connected import connected_sources
from sync.errors import DemoInReplica, SourceRefused
from sync.run.every_source import run_sync
from sync.run.imports import back_to_demo, imports, replace_demo
from sync.run.request import Request
from sync.service.imports import forget_import
from tests.conftest import Database
from tests.imports.conftest import Desk
from tests.imports.test_importing import CAME, VISITS

EVERY = [domain.source for domain in DOMAINS]


def pretend_the_demo_was_copied(desk: Desk) -> None:
    """Rows of all five sources, noted as the demo's."""
    desk.shown(
        "with said as (insert into academy.students (id, full_name, created_at, updated_at) "
        "values ('s1', 'Simulated', now(), now())), "
        "known as (insert into ops.source_origin (source, origin) "
        f"select unnest(array{EVERY}), 'demo') select 1"
    )


def test_the_demo_stays_until_somebody_says_that_it_may_go(desk: Desk) -> None:
    pretend_the_demo_was_copied(desk)
    desk.write("visits.csv", CAME)
    with pytest.raises(DemoInTheWay, match=r"the demo's rows of ngeshare, academy, .*--replace-demo"):
        desk.bring(VISITS)
    assert desk.shown("select id from academy.students") == [("s1",)]
    assert desk.imported("select count(*) from pg_namespace where nspname = 'imports'") == [(0,)]


def test_a_trial_needs_no_word_about_the_demo(desk: Desk) -> None:
    pretend_the_demo_was_copied(desk)
    desk.write("visits.csv", CAME)
    assert desk.bring(VISITS, dry_run=True).imported.rows == 4
    assert desk.shown("select id from academy.students") == [("s1",)]


def test_the_demo_gives_way_and_the_others_are_not_connected(desk: Desk) -> None:
    pretend_the_demo_was_copied(desk)
    desk.write("visits.csv", CAME)
    desk.bring(VISITS, replace_demo=True)
    assert desk.shown("select id from academy.students order by 1") == [("test:ana",), ("test:bo",)]
    assert desk.shown("select source, origin from ops.source_origin") == [("academy", "imports")]
    assert [source.specification.name for source in connected_sources()] == ["academy"]
    with pytest.raises(SourceRefused, match="not connected; set ATALAYA_SOURCE_TELOO_URL, or import"):
        connected_sources(["teloo"])


def test_a_sync_of_everything_copies_imports_too(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    desk.shown("with gone as (delete from academy.check_ins) select 1")
    outcome = run_sync(desk.warehouse, Request(connected_sources(), "test", full=True))
    assert outcome.status == "succeeded"
    assert desk.shown("select count(*) from academy.check_ins") == [(2,)]


def test_an_import_beside_a_url_is_refused(desk: Desk, setting: Callable[[str, str], None]) -> None:
    setting("ATALAYA_SOURCE_ACADEMY_URL", "postgresql://localhost/academy")
    desk.write("visits.csv", CAME)
    with pytest.raises(ImportRefused, match=r"has imports or a URL, never both\. Take ATALAYA_SOURCE_ACADEMY_URL away"):
        desk.bring(VISITS)


def test_a_url_beside_the_demos_rows_is_refused_until_they_are_gone(
    desk: Desk, setting: Callable[[str, str], None], new_database: Callable[[], Database]
) -> None:
    pretend_the_demo_was_copied(desk)
    setting("ATALAYA_SOURCE_TELOO_URL", new_database().url)
    with pytest.raises(DemoInReplica, match=r"`atalaya sync --replace-demo`"):
        connected_sources()
    assert replace_demo(desk.warehouse) == EVERY
    assert [source.specification.name for source in connected_sources()] == ["teloo"]
    assert desk.shown("select count(*) from academy.students") == [(0,)]


def test_nothing_replaces_the_demo_while_nothing_else_is_connected(desk: Desk) -> None:
    pretend_the_demo_was_copied(desk)
    assert replace_demo(desk.warehouse) == []
    assert desk.shown("select count(*) from academy.students") == [(1,)]


def test_an_import_is_forgotten_with_all_that_it_brought(desk: Desk) -> None:
    desk.write("visits.csv", CAME + "cy,soon,\n")
    desk.bring(VISITS, name="north")
    desk.bring(VISITS, name="south")
    forget_import(desk.warehouse, "north")
    assert [one.name for one in imports()] == ["south"]
    assert desk.shown("select id from academy.students where deleted_at is null order by 1") == [
        ("south:ana",),
        ("south:bo",),
    ]
    assert desk.shown('select distinct "import" from ops.unreadable_lines') == [("south",)]
    forget_import(desk.warehouse, "south")
    assert imports() == []
    assert desk.shown("select count(*) from academy.students") == [(0,)]
    assert desk.shown("select count(*) from ops.unreadable_lines") == [(0,)]
    assert desk.shown("select count(*) from ops.source_origin") == [(0,)]


def test_rules_that_followed_an_import_go_with_it(desk: Desk) -> None:
    usual = desk.shown("select ops.rule_academy_time_zone()")
    desk.write("visits.csv", CAME)
    for go in (lambda: forget_import(desk.warehouse, "test"), lambda: back_to_demo(desk.warehouse)):
        desk.bring(VISITS, time_zone="Asia/Tokyo")
        assert desk.shown("select ops.rule_academy_time_zone()") == [("Asia/Tokyo",)]
        go()
        assert desk.shown("select ops.rule_academy_time_zone()") == usual
    desk.bring(VISITS, time_zone="Asia/Tokyo")
    with desk.warehouse.connect() as connection:
        change.apply(connection, {"academy.time_zone": "Europe/Madrid"}, "somebody")
    back_to_demo(desk.warehouse)
    assert desk.shown("select ops.rule_academy_time_zone()") == [("Europe/Madrid",)]


def test_what_was_never_imported_is_not_forgotten(desk: Desk) -> None:
    with pytest.raises(NoSuchRecipe, match="There is no import north; nothing was imported yet"):
        forget_import(desk.warehouse, "north")
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    with pytest.raises(NoSuchRecipe, match="There is no import north; there are test"):
        forget_import(desk.warehouse, "north")


def test_back_to_the_demo_takes_all_imports_away(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    back_to_demo(desk.warehouse)
    assert imports() == []
    assert desk.imported("select count(*) from academy.check_ins") == [(0,)]
    assert desk.shown("select count(*) from academy.check_ins") == [(0,)]
    assert {source.origin for source in connected_sources()} == {"demo"}
