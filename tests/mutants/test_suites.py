"""An object is tried with the tests of its domain, and with those elsewhere that alone know it."""

from db.derived import derived_objects
from tests.mutants.suites import FARTHEST, TESTS, Suite, suites


def suite(identity: str) -> Suite:
    return suites(derived_objects())[identity]


def rooms(identity: str) -> set[str]:
    return {path.relative_to(TESTS).parts[0] for path in suite(identity)}


def test_what_its_domain_names_is_tried_there_alone() -> None:
    found = suite("ngeshare.v_rescue_list")
    assert TESTS / "curriculum" / "test_rescue_list.py" in found
    assert TESTS / "oracle" / "curriculum" / "test_oracle.py" in found
    assert rooms("ngeshare.v_rescue_list") == {"curriculum", "oracle"}


def test_what_its_domain_does_not_name_is_tried_where_it_is_named() -> None:
    assert TESTS / "sync" / "test_schedule.py" in suite("ops.schedule_changes")
    assert rooms("ops.schedule_changes") == {"ops", "sync", "api"}


def test_what_nobody_names_is_tried_where_its_nearest_reader_is_named() -> None:
    """No test names offers_per_advisor, but recent_offers reads it."""
    assert suite("kpi.offers_per_advisor")[TESTS / "ops" / "test_health.py"] == 1


def test_every_object_has_tests_and_none_needs_a_browser() -> None:
    found = suites(derived_objects())
    assert all(found.values())
    assert not any("browser" in path.parts for files in found.values() for path in files)


def test_what_names_an_object_is_near_and_what_names_its_reader_is_farther() -> None:
    found = suite("ngeshare.horizon")
    assert found[TESTS / "curriculum" / "test_rescue_list.py"] == 2
    assert found[TESTS / "curriculum" / "test_shared_members.py"] == FARTHEST
