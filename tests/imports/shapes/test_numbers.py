"""From a file of each shape to the numbers of the pages, which are those that plain Python finds in the file's text."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from db.warehouse import Warehouse
from sources.imports.draft import drafted
from sync.run.imports import Wish
from sync.service.imports import Done, run_import
from tests.conftest import Database
from tests.imports.shapes.told import VISITS, Visit, Visits, academy_of, newest_day
from tests.imports.shapes.told_of_groups import GROUPS, organisation_of, rules_of
from tests.imports.shapes.told_of_learning import LEARNING
from tests.imports.shapes.written import WRITTEN, Files
from tests.oracle.curriculum import oracle as curriculum
from tests.oracle.curriculum.test_oracle import comparable
from tests.oracle.engagement import oracle as engagement
from tests.oracle.engagement.rules import DEFAULTS
from tests.oracle.engagement.test_oracle import read
from tests.oracle.reading import read as read_groups
from tests.oracle.reading import without_free_text

ZONE = "Europe/Madrid"

ACTIVITIES = """
select profile.full_name, activity.activity_type, activity.created_at
from timeline.student_activity_timeline as activity
join learning.profiles as profile on profile.id = activity.student_id
where activity.removed_at is null"""

DAYS = """
select profile.full_name, day.activity_date, day.activity_count
from timeline.v_daily_activity as day
join learning.profiles as profile on profile.id = day.student_id"""


def imported(here: Warehouse, files: Files, folder: Path) -> Done:
    """What `atalaya import FILE…` does."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    recipe = drafted(list(files), folder, "try")
    return run_import(here, recipe, folder, Wish(ZONE, replace_demo=True))


@pytest.mark.parametrize("name", VISITS)
def test_the_study_centre_shows_what_the_file_tells(name: str, here: Warehouse, tmp_path: Path) -> None:
    files = WRITTEN[name](Random(name))
    done = imported(here, files, tmp_path)
    assert done.synced is not None and done.synced.status == "succeeded"
    visits = VISITS[name](files)
    assert sum(reject.table == "check_ins" for reject in done.imported.rejects) == visits.rejected
    assert max(done.imported.left_out.values(), default=0) == visits.left_out
    centre_agrees(here, visits, done)


def centre_agrees(here: Warehouse, visits: Visits, done: Done) -> None:
    """Every view, as of the newest day."""
    expected = academy_of(visits, "try", ZoneInfo(ZONE))
    today = newest_day(expected, ZoneInfo(ZONE))
    assert done.imported.newest_day == today
    with here.connect() as connection, connection.transaction():
        for view, rows in engagement.compute(expected, today, DEFAULTS | {"time_zone": ZONE}).items():
            assert read(connection, view, today) == rows, view


MOODLE = """
create table mdl_user (
    id bigint primary key, username text, firstname text, lastname text, email text, deleted smallint not null
);
create table mdl_course (id bigint primary key, fullname text);
create table mdl_logstore_standard_log (
    id bigint generated always as identity, eventname text, userid bigint, courseid bigint, anonymous smallint not null,
    timecreated bigint
);
insert into mdl_course values (1, 'Site'), (2, 'History'), (3, 'Física');
insert into mdl_user
select n, 'u' || n, 'Ana', 'Pérez ' || n, 'u' || n || '@example.org', (n = 9)::int from generate_series(2, 12) as n;
insert into mdl_user values (1, 'guest', 'Guest', 'user', '', 0);
insert into mdl_logstore_standard_log (eventname, userid, courseid, anonymous, timecreated)
select 'viewed', 1 + n * 7 % 11, 1 + n * n % 3, (n % 50 = 0)::int, 1756700000 + n * 1801
from generate_series(1, 600) as n"""


def test_moodle_s_own_database_shows_what_its_log_tells(
    here: Warehouse, new_database: Callable[[], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    moodle = new_database()
    monkeypatch.setenv("MOODLE_URL", moodle.url)
    with moodle.connect() as connection:
        connection.execute(MOODLE)
        log = connection.execute(
            "select userid, courseid, anonymous, timecreated from mdl_logstore_standard_log"
        ).fetchall()
    done = run_import(
        here, drafted([], Path.cwd(), "try", "moodle_database"), Path.cwd(), Wish(ZONE, replace_demo=True)
    )
    assert done.synced is not None and done.synced.status == "succeeded"
    visits = Visits([], events=True)
    courses: dict[int, Counter[int]] = {}
    for person, course, anonymous, seconds in log:
        if course > 1:
            courses.setdefault(person, Counter())[-course] += 1
        if person not in (1, 9) and not anonymous:
            visits.rows.append(Visit(str(person), datetime.fromtimestamp(seconds, UTC), None, f"Ana Pérez {person}"))
    names = {2: "History", 3: "Física"}
    for place, visit in enumerate(visits.rows):
        most = max(courses[int(visit.who)].items(), key=lambda pair: (pair[1], pair[0]))[0]
        visits.rows[place] = replace(visit, level=names[-most])
    centre_agrees(here, visits, done)


@pytest.mark.parametrize("name", GROUPS)
def test_the_study_groups_show_what_the_file_tells(name: str, here: Warehouse, tmp_path: Path) -> None:
    files = WRITTEN[name](Random(name))
    done = imported(here, files, tmp_path)
    assert done.synced is not None and done.synced.status == "succeeded"
    cells = GROUPS[name](files)
    organisation = organisation_of(cells, "try", ZoneInfo(ZONE))
    today = max(cell.day for cell in cells if cell.day).date()
    assert done.imported.newest_day == today
    assert done.imported.rejects == ()
    with here.connect() as connection, connection.transaction():
        connection.execute("select set_config('atalaya.as_of', %s, true)", [today.isoformat()])
        for view, rows in curriculum.compute(organisation, today, rules_of(cells, ZONE)).items():
            found = without_free_text(view, read_groups(connection, view))
            assert comparable(view, found) == comparable(view, rows), view


@pytest.mark.parametrize("name", LEARNING)
def test_the_timeline_shows_what_the_file_tells(name: str, here: Warehouse, tmp_path: Path) -> None:
    files = WRITTEN[name](Random(name))
    done = imported(here, files, tmp_path)
    assert done.synced is not None and done.synced.status == "succeeded"
    expected = LEARNING[name](files)
    days = Counter((who, moment.astimezone(ZoneInfo(ZONE)).date()) for who, _, moment in expected.elements())
    assert done.imported.newest_day is not None
    with here.connect() as connection, connection.transaction():
        connection.execute("select set_config('atalaya.as_of', %s, true)", [done.imported.newest_day.isoformat()])
        assert Counter(connection.execute(ACTIVITIES).fetchall()) == expected
        assert {(who, day): count for who, day, count in connection.execute(DAYS)} == days


def test_courses_have_the_titles_of_their_own_file(here: Warehouse, tmp_path: Path) -> None:
    files = {
        "enrollments.csv": b"user_id,course_id,enrollment_date\n1,7,2025-09-01\n2,8,2025-09-02\n2,9,2025-09-03\n",
        "courses.csv": b"course_id,course_name,price\n7,History,1\n8,Maths,2\n",
    }
    imported(here, files, tmp_path)
    with here.connect() as connection:
        assert sorted(connection.execute("select title from learning.courses").fetchall()) == [
            ("9",),
            ("History",),
            ("Maths",),
        ]
