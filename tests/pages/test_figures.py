"""A figure that a page shows is exactly what the list beside it holds, however long that is."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from analytics import advisors, checks, curriculum, engagement, places
from analytics.rows import Row, rows
from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import group, met
from tests.ops import records
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine
from tests.timeline.school import add, found, key

STEPS = ("groups_total", "groups_started", "groups_graduated", "groups_continued", "groups_stalled")


@pytest.fixture
def programme(full_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The choices of courses that a reader may make: all, the first, the last two."""
    monkeypatch.setattr("db.warehouse.current", lambda: full_warehouse)
    courses = [row["course_name"] for row in rows(curriculum.funnel())]
    return [[], courses[:1], courses[-2:]]


@pytest.fixture(scope="module")
def crowded(postgres_18: Server) -> Iterator[Warehouse]:
    """A student who waits for more answers than any page lists, cities with several groups, rows of every doubt."""
    name = postgres_18.create("atalaya_template")
    warehouse = Warehouse(postgres_18.database_url(name))
    with warehouse.connect() as connection:
        found(connection)
        add(connection, "reflections", "waiting 1", student_id="bo")
        connection.execute(
            """insert into learning.reflections
            select (jsonb_populate_record(waiting, jsonb_build_object('id', gen_random_uuid()))).*
            from learning.reflections as waiting, generate_series(2, 1201) where waiting.id = %s""",
            [key("waiting 1")],
        )
        for number, city in enumerate(["Bandung", "Bandung", "Jakarta Timur", "Jakarta Barat", "Atlantis", None, None]):
            group(connection, f"g{number}", city=city)
            met(connection, f"g{number}", "2026-05-01", episode=8)
        records.run(connection, 1, "academy", "teloo")
        for number, severity in enumerate(["error", "error", "warning", "info", "info", "info"]):
            records.found(connection, 1, "academy", f"check {number}", number, severity=severity)
            records.rejected(connection, "academy" if number else "teloo", "students", f"key {number}")
    yield warehouse
    warehouse.reader.dispose()
    postgres_18.drop(name)


@pytest.fixture
def asking_the_crowded(crowded: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: crowded)


def test_a_student_who_waits_for_more_than_a_page_is_counted_whole(crowded: Warehouse, open_page: OpenPage) -> None:
    app = open_page(crowded, "student_timeline", student=key("bo"), language="en")
    assert fine(app)
    assert {figure.label: figure.value for figure in app.metric}["Waiting for an answer"] == "1,201"
    assert len(app.dataframe[0].value) == 50


def test_the_whole_school_that_waits_for_more_than_a_page_is_counted_whole(
    crowded: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(crowded, "student_timeline", show="waiting", language="en")
    assert fine(app)
    # One of them is Ana's.
    assert {figure.label: figure.value for figure in app.metric}["Waiting for an answer"] == "1,202"
    assert len(app.dataframe[0].value) == 50


def test_the_funnels_totals_are_its_courses_added_up(programme: list[list[str]]) -> None:
    for courses in programme:
        [total], each = rows(curriculum.funnel_totals(courses=courses)), rows(curriculum.funnel(courses=courses))
        assert {step: total[step] for step in STEPS} == {step: sum(row[step] for row in each) for step in STEPS}
        assert total["groups_total"] == len(curriculum.groups(courses=courses))


def test_every_choice_in_the_flow_lists_as_many_groups_as_it_says(programme: list[list[str]]) -> None:
    for courses in programme:
        listed = rows(curriculum.groups(courses=courses))
        counted: Counter[tuple[str | None, str | None]] = Counter()
        for row in listed:
            way = row["course_name"], row["flow_target"]
            counted.update([way, (way[0], None), (None, way[1]), (None, None)])
        told = rows(curriculum.flow_totals(courses=courses))
        assert {(row["source"], row["target"]): row["groups"] for row in told} == dict(counted)


def test_findings_are_counted_by_kind_as_they_are_listed(programme: list[list[str]]) -> None:
    every = [row["kind"] for row in rows(curriculum.anomalies())]
    [total] = rows(curriculum.anomaly_totals())
    assert total["groups_without_facilitator"] == every.count("NO_FACILITATOR") > 0
    assert total["groups_without_facilitator"] + total["other_findings"] == len(every)
    for courses in programme:
        shown = {row["group_id"] for row in rows(curriculum.groups(courses=courses))}
        listed = Counter(row["kind"] for row in rows(curriculum.anomalies()) if row["group_id"] in shown)
        told = rows(curriculum.anomaly_kinds(courses=courses))
        assert {row["kind"]: row["findings"] for row in told} == dict(listed)
    others = curriculum.anomalies(kinds=total["other_kinds"])
    assert len(others) == total["other_findings"] > 0
    assert others["kind"].value_counts().to_dict() == {
        row["kind"]: row["findings"] for row in rows(curriculum.anomaly_kinds(kinds=total["other_kinds"]))
    }


@pytest.mark.usefixtures("asking_the_crowded")
@pytest.mark.parametrize("cities", [[], ["Bandung"], ["Bandung", "Jakarta Barat"]])
def test_the_rescue_list_is_counted_whole_and_by_city(cities: list[str]) -> None:
    asked = {"cities": cities, "as_of": date(2026, 6, 15)}
    there = [row["city"] for row in rows(curriculum.rescue_list(**asked))]
    [total] = rows(curriculum.rescue_totals(**asked))
    assert total == {"groups": len(there), "groups_without_city": there.count(None)}
    told = rows(curriculum.rescue_cities(**asked))
    assert {row["city"]: row["groups"] for row in told} == Counter(city for city in there if city)
    places = {row["city"]: row["place_groups"] for row in told}
    assert places["Bandung"] == 2
    if not cities:
        assert (len(there), places["Jakarta Timur"], places["Jakarta Barat"], places["Atlantis"]) == (7, 2, 2, 1)


@pytest.mark.usefixtures("asking_the_crowded")
def test_what_is_odd_is_counted_as_it_is_listed() -> None:
    report, [total] = rows(checks.quality()), rows(checks.quality_totals())
    counted = Counter(row["severity"] if row["count"] else "clean" for row in report)
    assert total == {kind: counted[kind] for kind in ("error", "warning", "info", "clean")}
    assert total == {"error": 1, "warning": 1, "info": 3, "clean": 1}
    of_severity = [row for row in report if row["severity"] == "info" and row["count"]]
    assert rows(checks.quality(severity="info")) == of_severity
    [info] = rows(checks.quality_totals(severity="info"))
    assert info == {"error": 0, "warning": 0, "info": len(of_severity), "clean": 0}
    about = of_severity[0]["table"]
    assert rows(checks.quality(tables=[about])) == [row for row in report if row["table"] == about]
    [failed] = rows(checks.failed_checks_total(source="academy"))
    assert failed["checks_failed"] == len(checks.failed_checks(source="academy")) == 1


@pytest.mark.usefixtures("asking_the_crowded")
@pytest.mark.parametrize("source", [None, "academy"])
@pytest.mark.parametrize("limit", [2, 10_000])
def test_what_is_refused_is_counted_whole_and_as_far_as_it_is_listed(source: str | None, limit: int) -> None:
    [total] = rows(checks.quarantine_total(source=source, limit=limit))
    each = [row["rejected_rows"] for row in rows(checks.quarantine()) if source in {None, row["source"]}]
    listed = len(checks.rejects(source=source, limit=limit))
    assert total == {"rejected_rows": sum(each), "tables": len(each), "listed_rows": listed}
    assert total["rejected_rows"] == (5 if source else 6)


@pytest.mark.usefixtures("programme")
def test_who_was_there_at_an_hour_is_counted_as_they_are_listed() -> None:
    [extremes] = rows(engagement.heatmap_extremes())
    cell = {"iso_weekday": extremes["fullest_weekday"], "hour": extremes["fullest_hour"]}
    [total] = rows(engagement.present_in_hour_total(**cell))
    assert total["check_ins"] == len(engagement.present_in_hour(**cell)) > 0


@pytest.mark.usefixtures("programme")
def test_offers_on_the_map_are_those_of_the_cities() -> None:
    def offers(cities: list[Row]) -> dict[str, int]:
        return {row["ciudad"]: row["ofertas"] for row in cities if row["ofertas"]}

    placed = rows(advisors.offers_by_place())
    assert offers(placed) == offers(rows(advisors.cities()))
    assert all(row["place_offers"] >= row["ofertas"] for row in placed)
    [figures] = rows(advisors.trade_figures())
    assert figures["ofertas"] == sum(offers(placed).values())


@pytest.mark.usefixtures("programme")
def test_a_place_on_the_map_rests_on_the_advisors_of_its_cities() -> None:
    people = {row["ciudad"]: row["asesores_con_ofertas"] for row in rows(advisors.cities())}
    placed = rows(advisors.offers_by_place())
    assert placed
    for row in placed:
        spot = places.place(row["ciudad"], places.COLOMBIA) or row["ciudad"]
        there = [one for one in people if (places.place(one, places.COLOMBIA) or one) == spot]
        resting_on = sum(people[one] for one in there)
        assert row["few_people"] == (resting_on if resting_on < 5 else None), row
