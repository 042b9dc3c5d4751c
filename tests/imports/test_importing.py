"""From lines to rows: what an import makes of a file, of the same file again, and of lines that are no rows."""

import pytest

from db.rules import change
from sources.imports.errors import ImportRefused, WrongExpression
from tests.imports.conftest import Desk

VISITS = """
source = "academy"
[check_ins]
from = "visits.csv"
student_id = "who"
checked_in_at = "came"
checked_out_at = "left"
"""

CAME = "who,came,left\nana,2024-03-04 09:00,2024-03-04 10:30\nbo,2024-03-05 09:00,\n"


def test_rows_come_to_the_warehouse_and_people_whom_only_they_name(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    done = desk.bring(VISITS)
    assert [(table.table, table.inserted) for table in done.imported.tables] == [("students", 2), ("check_ins", 2)]
    assert done.synced is not None and done.synced.status == "succeeded"
    assert desk.shown(
        "select student_id, checked_in_at::text, checked_out_at::text from academy.check_ins order by 1"
    ) == [
        ("test:ana", "2024-03-04 09:00:00+00", "2024-03-04 10:30:00+00"),
        ("test:bo", "2024-03-05 09:00:00+00", None),
    ]
    assert desk.shown("select full_name, created_at::date::text from academy.students order by 1") == [
        ("ana", "2024-03-04"),
        ("bo", "2024-03-05"),
    ]
    assert done.imported.newest_day is not None
    assert done.imported.newest_day.isoformat() == "2024-03-05"


def test_moments_are_in_the_zone_that_is_given_which_becomes_the_organisations(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    done = desk.bring(VISITS, time_zone="Europe/Madrid")
    assert desk.shown("select min(checked_in_at)::text from academy.check_ins") == [("2024-03-04 08:00:00+00",)]
    assert [change.new for change in done.rules] == [{"academy.time_zone": "Europe/Madrid"}]
    assert desk.shown("select ops.rule_academy_time_zone()") == [("Europe/Madrid",)]


def test_rules_stay_where_they_shall(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    before = desk.shown("select ops.rule_academy_time_zone()")
    assert desk.bring(VISITS, time_zone="Asia/Tokyo", keep_rules=True).rules == []
    assert desk.shown("select ops.rule_academy_time_zone()") == before


def test_days_stay_those_of_the_first_import(desk: Desk) -> None:
    desk.write("visits.csv", "who,came,left\nana,2024-03-04,\n")
    desk.bring(VISITS, name="north", time_zone="Asia/Jakarta")
    for dry_run in (True, False):
        with pytest.raises(ImportRefused, match=r"days of academy are those of Asia/Jakarta, by which north came in"):
            desk.bring(VISITS, name="south", time_zone="America/New_York", dry_run=dry_run)
    assert desk.bring(VISITS, name="south", time_zone="Asia/Jakarta").brought.changes == []
    days = (
        "select distinct (checked_in_at at time zone ops.rule_academy_time_zone())::date::text from academy.check_ins"
    )
    assert desk.shown(days) == [("2024-03-04",)]


def test_a_zone_that_was_changed_since_is_not_changed_back_by_a_repetition(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    text = VISITS.replace("[check_ins]", 'time_zone = "Europe/Madrid"\n[check_ins]')
    desk.bring(text, time_zone="")
    with desk.warehouse.connect() as connection:
        change.apply(connection, {"academy.time_zone": "Asia/Tokyo"}, "somebody")
    desk.bring(text, time_zone="")
    assert desk.shown("select ops.rule_academy_time_zone()") == [("Asia/Tokyo",)]


ROWS = "select id, student_id, checked_in_at, checked_out_at, updated_at from academy.check_ins order by 1"


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    before = desk.imported(ROWS), desk.shown(ROWS)
    again = desk.bring(VISITS)
    assert again.imported.changed == 0
    assert (desk.imported(ROWS), desk.shown(ROWS)) == before
    assert desk.shown("select max(rows_changed) from ops.sync_log where run = (select max(run) from ops.sync_run)") == [
        (0,)
    ]


def test_only_what_differs_moves(desk: Desk) -> None:
    text = 'source = "academy"\n[students]\nfrom = "s.csv"\nid = "id"\nfull_name = "name"\nlevel = "level"\n'
    desk.write("s.csv", "id,name,level\n1,Ana,A1\n2,Bo,B1\n3,Cy,\n")
    desk.bring(text)
    known = dict(desk.imported("select id, updated_at from academy.students"))
    desk.write("s.csv", "id,name,level\n1,Ana,A1\n2,Bo,B2\n4,Di,C1\n")
    [students] = desk.bring(text).imported.tables
    assert (students.rows, students.inserted, students.updated, students.deleted) == (3, 1, 1, 1)
    moved = dict(desk.imported("select id, updated_at from academy.students"))
    assert moved["test:1"] == known["test:1"]
    assert moved["test:2"] > known["test:2"]
    assert desk.shown("select id, level from academy.students where deleted_at is null order by 1") == [
        ("test:1", "A1"),
        ("test:2", "B2"),
        ("test:4", "C1"),
    ]


def test_recipes_of_one_source_add_up_and_share_no_key(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS, name="north")
    desk.bring(VISITS, name="south")
    assert desk.shown("select id from academy.students order by 1") == [
        ("north:ana",),
        ("north:bo",),
        ("south:ana",),
        ("south:bo",),
    ]
    assert desk.shown("select count(*) from academy.check_ins") == [(4,)]


DIRTY = """who;came;left
ana;29/02/2018 10:05;29/02/2018 11:00
Ana ;28/02/2018 10:05;28/02/2018 11:00
bo;13/03/2018 09:00;
bo;13/03/2018 09:00;
bo;soon;
 ;13/03/2018 09:00;
cy;13/03/2018 09:00;;and;more
di;28/02/2018 10:05;
"""


def test_what_cannot_be_read_is_told_by_file_line_and_reason(desk: Desk) -> None:
    desk.write("visits.csv", DIRTY)
    done = desk.bring(VISITS)
    told = desk.shown("""select "import", "table", file, line, reason, given from ops.unreadable_lines order by line""")
    assert told == [
        (
            "test",
            "check_ins",
            "visits.csv",
            2,
            "checked_in_at: 29 February 2018 does not exist; checked_out_at: 29 February 2018 does not exist",
            "checked_in_at: 29/02/2018 10:05; checked_out_at: 29/02/2018 11:00; student_id: ana",
        ),
        (
            "test",
            "check_ins",
            "visits.csv",
            6,
            'checked_in_at: "soon" is no moment',
            "checked_in_at: soon; checked_out_at: ; student_id: bo",
        ),
        (
            "test",
            "check_ins",
            "visits.csv",
            7,
            "student_id is empty",
            "checked_in_at: 13/03/2018 09:00; checked_out_at: ; student_id: ",
        ),
        ("test", "check_ins", "visits.csv", 8, "5 cells, where the header has 3", None),
    ]
    assert done.imported.rejected == 4
    assert any("repeat another word for word, and count once with it: 1" in said for said in done.imported.evidence)
    # Every line is a row, a repetition, or told.
    assert desk.shown("select count(*) from academy.check_ins") == [(8 - 4 - 1,)]
    assert desk.shown("select count(*) from ops.quarantine") == [(0,)]


@pytest.mark.parametrize("nothing", ["-", " -- ", "N/A", "null", "Never", "nunca", "—"])
def test_a_word_for_nothing_is_nothing_where_there_may_be_nothing(desk: Desk, nothing: str) -> None:
    desk.write("visits.csv", CAME + f"cy,2024-03-06 09:00,{nothing}\ndi,{nothing},\n")
    assert desk.bring(VISITS).imported.rejected == 1
    assert desk.shown("select line from ops.unreadable_lines") == [(5,)]
    assert desk.shown("select checked_out_at from academy.check_ins where student_id = 'test:cy'") == [(None,)]


def test_a_mended_file_leaves_nothing_unread(desk: Desk) -> None:
    desk.write("visits.csv", DIRTY)
    desk.bring(VISITS)
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    assert desk.shown("select count(*) from ops.unreadable_lines") == [(0,)]


def test_each_repeated_line_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.write("visits.csv", "who,came,left\nana,2024-03-04,\n" + "ana,30/02/2024,\n" * 3)
    assert desk.bring(VISITS).imported.rejected == 3
    assert desk.shown("select line from ops.unreadable_lines order by 1") == [(3,), (4,), (5,)]


def test_only_mapped_columns_are_stored(desk: Desk) -> None:
    desk.write(
        "visits.csv", "who,came,left,ip,note\nana,2024-03-04,,10.9.8.7,a secret\nana,nonsense,,10.9.8.7,a secret\n"
    )
    desk.bring(VISITS)
    for of in (desk.imported, desk.shown):
        tables = of(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables "
            "where schemaname not in ('pg_catalog', 'information_schema')"
        )
        for (table,) in tables:
            assert of(f"select t::text from {table} as t where t::text ~ '10[.]9[.]8[.]7|secret'") == [], table


def test_rows_that_a_rule_leaves_out_are_counted_under_its_reason(desk: Desk) -> None:
    desk.write("visits.csv", CAME + "-,2024-03-05 10:00,\n-,2024-03-05 11:00,\n")
    done = desk.bring(VISITS + 'where = "who <> \'-\'"\nleft_out = "system users"\n')
    assert done.imported.left_out == {"system users": 2}
    assert desk.shown("select count(*) from academy.check_ins") == [(2,)]


def test_events_become_stays(desk: Desk) -> None:
    minutes = {"ana": [0, 30, 60, 91, 300], "bo": [5]}
    lines = [f"{who},2024-03-04 {9 + at // 60:02}:{at % 60:02}" for who, of in minutes.items() for at in of]
    desk.write("visits.csv", "who,came\n" + "\n".join(reversed(lines)) + "\n")
    desk.bring(VISITS.replace('checked_out_at = "left"', 'sessions = "30 min"'))
    stays = desk.shown(
        "select student_id, checked_in_at::time::text, checked_out_at::time::text from academy.check_ins order by 1, 2"
    )
    assert stays == [
        ("test:ana", "09:00:00", "10:00:00"),
        ("test:ana", "10:31:00", "10:31:00"),
        ("test:ana", "14:00:00", "14:00:00"),
        ("test:bo", "09:05:00", "09:05:00"),
    ]


@pytest.mark.parametrize(
    ("written", "key"),
    [("7", "7"), (" 7 ", "7"), ("Ana@X.org ", "ana@x.org"), ("Ana Ruiz", "Ana Ruiz"), ("ä'\\", "ä'\\")],
)
def test_keys_of_any_kind_are_kept_as_they_are_written_but_for_blanks_and_addresses(
    desk: Desk, written: str, key: str
) -> None:
    desk.write("visits.csv", f'who,came,left\n"{written}",2024-03-04,\n')
    desk.bring(VISITS)
    assert desk.shown("select student_id from academy.check_ins") == [(f"test:{key}",)]


VIDEOS = """
source = "learning"
[profiles]
from = "people.csv"
id = "mail"
[courses]
from = "courses.csv"
id = "code"
[enrollments]
from = "enrolled.csv"
student_id = "mail"
course_id = "code"
enrolled_at = "day"
"""


def test_uuids_are_the_same_in_every_import(desk: Desk) -> None:
    desk.write("people.csv", "mail\nana@x.org\nBO@x.org\n")
    desk.write("courses.csv", "code\n12\n")
    desk.write("enrolled.csv", "mail,code,day\nAna@x.org,12,2024-03-04\nbo@x.org, 12,2024-03-05\n")
    desk.bring(VIDEOS)
    keys = "select id, student_id, course_id from learning.enrollments order by 1"
    before = desk.imported(keys)
    assert len(before) == 2
    assert {key.version for row in before for key in row} == {5}
    assert desk.bring(VIDEOS).imported.changed == 0
    assert desk.imported(keys) == before


GROUPS = """
source = "ngeshare"
[Hangout]
from = "g.csv"
id = "course"
name = "course"
[HangoutEpisode]
from = "g.csv"
id = "course || ' ' || episode"
hangoutId = "course"
order = "episode"
[HangoutGroup]
from = "groups.csv"
id = "group"
name = "group"
hangoutId = "course"
[UserHangoutGroupAttendance]
from = "g.csv"
userId = "who"
hangoutGroupId = "group"
hangoutEpisodeId = "course || ' ' || episode"
attendedAt = "day"
"""


def test_rows_of_a_parent_that_is_not_there_are_told(desk: Desk) -> None:
    desk.write("groups.csv", "group,course\nG1,Alpha\n")
    desk.write("g.csv", "who,group,course,episode,day\nana,G1,Alpha,1,2024-03-04\nbo,G1,Alpha,first,2024-03-11\n")
    done = desk.bring(GROUPS)
    assert desk.shown("select file, line, reason from ops.unreadable_lines order by 3") == [
        ("g.csv", 3, "hangoutEpisodeId: HangoutEpisode 'Alpha first' is not there, or cannot be read"),
        ("g.csv", 3, 'order: "first" is no number'),
    ]
    assert done.imported.rejected == 2
    assert desk.shown('select count(*) from "UserHangoutGroupAttendance"') == [(1,)]


def test_courses_that_are_found_become_the_organisations(desk: Desk) -> None:
    desk.write("groups.csv", "group,course\nG1,Alpha\nG2,Beta\n")
    desk.write(
        "g.csv",
        "who,group,course,episode,day\nana,G2,Beta,1,2024-03-04\nana,G2,Beta,7,2024-04-22\nbo,G1,Alpha,3,2024-05-11\n",
    )
    desk.bring(GROUPS)
    assert desk.shown("select ops.rule_ngeshare_courses()::text") == [
        ('[{"name": "Beta", "episodes": 7}, {"name": "Alpha", "episodes": 3}]',)
    ]


def test_a_trial_changes_nothing(desk: Desk) -> None:
    desk.write("visits.csv", DIRTY)
    done = desk.bring(VISITS, dry_run=True, time_zone="Asia/Tokyo")
    assert done.synced is None
    assert [dict(row)["student_id"] for row in done.imported.preview["check_ins"]] == ["Ana", "bo", "di"]
    assert desk.imported("select count(*) from academy.check_ins") == [(0,)]
    assert desk.imported("select count(*) from imports.recipe") == [(0,)]
    assert desk.imported("select count(*) from pg_class where relnamespace = 'staging'::regnamespace") == [(0,)]
    assert desk.shown("select count(*) from ops.sync_rejects") == [(0,)]
    assert desk.shown("select ops.rule_academy_time_zone()") != [("Asia/Tokyo",)]


def test_a_file_of_which_nothing_can_be_read_is_refused_and_nothing_changes(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    desk.write("visits.csv", "who,came,left\nana,soon,\nbo,later,\n")
    with pytest.raises(ImportRefused, match=r'none of 2 rows can be read\. The first, line 2: checked_in_at: "soon"'):
        desk.bring(VISITS)
    assert desk.shown("select count(*) from academy.check_ins") == [(2,)]


def test_an_expression_that_is_none_is_refused_with_the_headers(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    with pytest.raises(WrongExpression, match=r'\[check_ins\] student_id: .*nobody.* the headers are "who", "came"'):
        desk.bring(VISITS.replace('"who"', '"nobody"'))


def test_files_of_one_pattern_are_one_table(desk: Desk) -> None:
    desk.write("visits-1.csv", CAME)
    desk.write("visits-2.csv", "left;who;came\n;cy;2024-03-06 08:00\n")
    desk.bring(VISITS.replace("visits.csv", "visits-*.csv"))
    assert desk.shown("select count(*) from academy.check_ins") == [(3,)]
    (desk.path / "visits-2.csv").unlink()
    desk.bring(VISITS.replace("visits.csv", "visits-*.csv"))
    assert desk.shown("select count(*) from academy.check_ins") == [(2,)]
