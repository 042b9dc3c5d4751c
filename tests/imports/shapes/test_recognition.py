"""Every shape is recognised by headers and values, as it is and no other; what has none is refused in one line."""

import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from sources.imports.errors import ImportRefused
from sources.imports.files import tables
from sources.imports.shapes import (
    NoMomentTold,
    NoPersonTold,
    Recognised,
    Sample,
    SeveralShapes,
    ShapeDoesNotFit,
    ShapeNotRecognised,
    UnknownShape,
    recognise,
    sample,
    shapes,
)
from sources.imports.shapes.kinds import is_clock
from tests.imports.shapes.written import WRITTEN, Files

APART = {"moodle_database", "roster"}
"""Shapes that no file has alone."""


def samples_of(files: Files, folder: Path) -> list[Sample]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [sample(table) for name in files for table in tables(folder / name)]


def shout(header: str) -> str:
    """Another spelling of a header; that of a date stays one."""
    return header.upper() if re.search("[0-9]", header) else header.upper().replace(" ", "_")


def spoken(*headers: str, rows: list[list[str]] | None = None, file: str = "some.csv") -> Sample:
    return Sample(file, headers, tuple(rows or []))


def uses(found: Recognised) -> dict[str, str]:
    return {use.role: use.header for use in found.uses}


def test_every_shape_has_a_generated_file() -> None:
    assert {name.partition(",")[0] for name in WRITTEN} == {*shapes(), "own_columns"} - APART


@pytest.mark.parametrize("name", WRITTEN)
def test_a_generated_file_is_recognised_as_its_shape(name: str, tmp_path: Path) -> None:
    found = recognise(samples_of(WRITTEN[name](Random(7)), tmp_path))
    assert found.shape == name.partition(",")[0]


@pytest.mark.parametrize("name", WRITTEN)
def test_neither_case_nor_blanks_nor_underscores_tell_headers_apart(name: str, tmp_path: Path) -> None:
    written = samples_of(WRITTEN[name](Random(7)), tmp_path)
    shouted = [Sample(one.file, tuple(map(shout, one.header)), one.rows) for one in written]
    assert recognise(shouted).shape == name.partition(",")[0]


def test_accents_do_not_tell_headers_apart() -> None:
    rows = [["24/06/19, 10:05", "Ana", "Curso: 1", "Sistema", "x"]]
    plain = spoken("Hora", "Nombre completo del usuario", "Contexto del evento", "Componente", "Descripcion", rows=rows)
    assert uses(recognise([plain]))["description"] == "Descripcion"


def test_a_shape_that_is_named_overrides(tmp_path: Path) -> None:
    written = samples_of(WRITTEN["moodle_log"](Random(7)), tmp_path)
    assert recognise(written, "event log").shape == "event_log"
    with pytest.raises(ShapeDoesNotFit, match="Zoom participants needs a column that tells"):
        recognise(written, "zoom_participants")
    with pytest.raises(UnknownShape, match=r"There is no shape mystery; there are attendance_list, .*zoom"):
        recognise(written, "mystery")


@pytest.mark.parametrize(
    ("headers", "values", "refusal", "said"),
    [
        (
            ("Date", "Temperature"),
            ["2025-09-01", "4"],
            NoPersonTold,
            "No column tells who. The headers are Date, Temperature.",
        ),
        (("Name", "Grade"), ["Ann", "4"], NoMomentTold, "No column tells when. The headers are Name, Grade."),
        (("Name (Original Name)", "Total Duration (Minutes)"), ["Ann", "40"], NoMomentTold, "No column tells when."),
        (
            ("First name", "Last name", "Time joined"),
            ["Ann", "Lee", "10:05"],
            NoMomentTold,
            "Time joined tell hours, and nothing",
        ),
        (("Name", "2-mar", "9-mar"), ["Ann", "x", ""], NoMomentTold, "have no year, as in 2-mar"),
        (
            ("Name", "Date", "Hour"),
            ["Ann", "soon", "x"],
            NoMomentTold,
            'Date sounds like a date, and its cells hold none, as in "soon".',
        ),
        (
            ("NIM", "Semester", "IPS"),
            ["A1", "8", "2.57"],
            NoMomentTold,
            "No column tells when. The headers are NIM, Semester, IPS.",
        ),
        (("Nama", "Clock In", "Clock Out"), ["Ann", "9", "17"], NoMomentTold, "Clock In, Clock Out tell hours, and"),
        (
            ("Nama", "Kehadiran"),
            ["Ann", "Hadir"],
            NoMomentTold,
            "Kehadiran tells who was there, and nothing tells the day.",
        ),
        (
            ("NIM0001", "8", "2.57", "Cuti"),
            ["NIM0002", "7", "3.53", "Cuti"],
            ShapeNotRecognised,
            "some.csv seems to have no line of names: it begins with NIM0001, 8, 2.57, Cuti.",
        ),
        (tuple(f"c{number}" for number in range(40)), ["1"] * 40, NoPersonTold, "c11, …"),
    ],
)
def test_what_has_no_shape_is_refused_in_one_line(
    headers: tuple[str, ...], values: list[str], refusal: type[ImportRefused], said: str
) -> None:
    with pytest.raises(refusal) as refused:
        recognise([spoken(*headers, rows=[values])])
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_somebody_says_of_columns_finds_the_shape_anew() -> None:
    sheet = spoken("Wer", "Date", "In", "Out", rows=[["Ann", "2025-09-01", "10:00", "11:00"]] * 3)
    with pytest.raises(NoPersonTold):
        recognise([sheet])
    assert recognise([sheet], "event_log", {"who": "Wer", "when": "Date"}).shape == "check_ins_by_day"
    known = spoken("Name", "Date", "In", "Out", rows=[["Ann", "2025-09-01", "10:00", "11:00"]] * 3)
    assert recognise([known], "event_log", {"who": "Name"}).shape == "event_log"


@pytest.mark.parametrize(
    ("header", "rows", "left_out"),
    [
        ("Name,Date,In,Out,Falta", "Ann,2025-09-01,10:00,11:00,1", "no hour written, or absent"),
        ("Name,Date,In,Out,Status", "Ann,2025-09-01,10:00,11:00,Absent", "no hour written, or absent"),
        ("Name,Date,In,Out,Status", "Ann,2025-09-01,10:00,11:00,Fine", "no hour written"),
        ("Name,Date,Falta", "Ann,2025-09-01,1", "absent"),
        ("Name,Time,Action", "Ann,2025-09-01 10:00,view", ""),
    ],
)
def test_whoever_was_absent_made_no_visit(header: str, rows: str, left_out: str) -> None:
    found = recognise([spoken(*header.split(","), rows=[rows.split(",")] * 3)])
    assert found.recipe["check_ins"].get("left_out", "") == left_out


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        ("user_id,age,signup_date", ["1,20,2025-09-01", "2,30,2025-09-02"], "signup_date tells of people"),
        ("role,email,created_at", ["1,a@b.c,2025-09-01", "2,b@b.c,2025-09-02"], "created_at tells of people"),
        ("Nome,Data_admissao", ["Ana,2025-09-01", "Rui,2025-09-02"], "Data_admissao tells of people"),
        ("student_id,registration_date", ["1,2025-09-01", "1,2025-09-02"], "registration_date tells of people"),
    ],
)
def test_when_people_were_entered_is_no_visit(header: str, rows: list[str], said: str) -> None:
    with pytest.raises(NoMomentTold, match=said):
        recognise([spoken(*header.split(","), rows=[row.split(",") for row in rows])])
    repeated = ["u1,2025-09-01 10:00", "u1,2025-09-01 11:00"]
    events = spoken("user_id", "created_at", rows=[row.split(",") for row in repeated])
    assert recognise([events]).shape == "event_log"


def test_a_completion_without_an_enrolment_is_told() -> None:
    rows = [["1", "c1", "2025-09-01"], ["1", "c2", "2025-09-02"]]
    found = recognise([spoken("student_id", "course_id", "issue_date", rows=rows)])
    assert found.shape == "course_enrollments"
    assert "Nothing tells when people were enrolled: the day of completion stands for it." in found.warnings


def test_several_shapes_are_a_question() -> None:
    rows = [["Ann", "2025-09-01 10:00:00", "x", "y", "Math", "view", "courses", "http://x"]]
    headers = ("User", "Time", "Event context", "Component", "Course title", "Event", "Controller", "url")
    with pytest.raises(SeveralShapes, match=r"some.csv may be .* or .*\. Say which: --as \w+\.$"):
        recognise([spoken(*headers, rows=rows)])


def test_files_of_two_shapes_are_a_question(tmp_path: Path) -> None:
    written = samples_of(WRITTEN["moodle_log"](Random(7)) | WRITTEN["zoom_participants"](Random(7)), tmp_path)
    with pytest.raises(SeveralShapes, match="Moodle log export"):
        recognise(written)


def test_what_fits_less_is_left_out_and_said(tmp_path: Path) -> None:
    written = samples_of(WRITTEN["moodle_log"](Random(7)) | WRITTEN["check_ins"](Random(7)), tmp_path)
    found = recognise([*written, spoken("City", "Rain", rows=[["Quito", "4"]], file="rain.csv")])
    assert found.shape == "moodle_log"
    assert "ingresos.csv is left out: Check-in sheet. Import it by itself." in found.evidence
    assert "rain.csv is left out: no page shows what it holds." in found.evidence


def test_a_list_of_a_day_is_named_by_it() -> None:
    rows = [["Ann", "Hadir"], ["Ben", "Alpa"]]
    found = recognise([spoken("Nama", "Kehadiran", rows=rows, file="absen_13_01_2026.csv")])
    assert found.shape == "attendance_list"
    assert found.recipe["check_ins"]["checked_in_at"].startswith("translate(substring(_file from ")


def test_numbers_are_no_hours() -> None:
    assert not any(is_clock(text) for text in ("3.75", "25:10", "2.5", "86.44", "100"))
    assert all(is_clock(text) for text in ("09.05", "9:05", "23h59", "10:05 PM", "10:05:11.250"))
    found = recognise([spoken("Name", "Date", "Grade", rows=[["Ann", "2025-09-01", "3.50"]] * 3)])
    assert found.shape == "event_log"
    assert not any("hours" in said for said in found.evidence)


def test_hours_that_nothing_is_made_of_are_told() -> None:
    found = recognise([spoken("Name", "Date", "From", "Till", rows=[["Ann", "2025-09-01", "10:00", "11:00"]])])
    assert "Till holds hours, and its name does not say of what: nothing is made of it." in found.evidence


@pytest.mark.parametrize(
    "name", ["attendance_list", "attendance_matrix", "moodle_log", "check_ins_by_day", "event_log_by_day"]
)
def test_dates_without_hours_are_a_warning(name: str, tmp_path: Path) -> None:
    found = recognise(samples_of(WRITTEN[name](Random(7)), tmp_path))
    assert bool(found.warnings) == name.startswith("attendance")


def test_files_of_which_the_same_recipe_comes_belong_together() -> None:
    found = recognise(
        [
            spoken("user_id", "timestamp", rows=[["u1", "2024-09-01 10:00"]], file="2024.csv"),
            spoken("City", "Rain", rows=[["Quito", "4"]], file="rain.csv"),
            spoken("user_id", "timestamp", "device", rows=[["u1", "2025-09-01 10:00", "x"]], file="2025.csv"),
            spoken("who", "timestamp", rows=[["u1", "2025-09-01 10:00"]] * 3, file="other.csv"),
        ]
    )
    assert found.recipe["check_ins"]["from"] == ["2024.csv", "2025.csv"]


def test_a_roster_joins_the_people_who_do_something(tmp_path: Path) -> None:
    found = recognise(samples_of(WRITTEN["event_log"](Random(7)), tmp_path))
    assert found.recipe["students"] == {
        "from": "people.csv",
        "id": "user_id",
        "full_name": "full name",
        "level": "class",
    }


def test_files_with_a_source_s_own_columns_are_its_tables() -> None:
    found = recognise(
        [
            spoken("id", "full_name", "level", file="students.csv"),
            spoken("id", "student_id", "checked_in_at", "checked_out_at", file="check_ins.csv"),
        ]
    )
    assert (found.shape, found.source) == ("own_columns", "academy")
    assert found.recipe["check_ins"]["student_id"] == "student_id"


@pytest.mark.parametrize(
    ("header", "days"), [("Date,Ann,Ben", range(1, 20)), ("Date,Ann,Ben,Cho", [1, 1, 1, 2, 2])], ids=["flags", "rows"]
)
def test_flags_of_a_row_are_no_people(header: str, days: Iterable[int]) -> None:
    headers = header.split(",")
    rows = [[f"2025-09-{day:02}", *("x" for _ in headers[1:])] for day in days]
    with pytest.raises(NoPersonTold):
        recognise([spoken(*headers, rows=rows)])


def numbered(*headers: str, file: str) -> Sample:
    """Rows of numbers from one on, as tables of a database have them."""
    return spoken(*headers, rows=[[str(number)] * len(headers) for number in range(1, 9)], file=file)


def test_numbers_from_one_on_are_not_the_same_people() -> None:
    enrolled = spoken(
        *("id", "student_id", "course_id", "enrollment_date"),
        rows=[[str(number), str(number), "1", f"2025-09-0{number}"] for number in range(1, 9)],
        file="enrollments.csv",
    )
    found = recognise(
        [
            enrolled,
            numbered("id", "first_name", "last_name", "email", file="students.csv"),
            numbered("id", "first_name", "last_name", "email", "bio", file="teachers.csv"),
            numbered("id", "title", "level", file="courses.csv"),
            numbered("course_id", "rating", file="ratings.csv"),
            numbered("city", "rain", file="rain.csv"),
        ]
    )
    assert found.recipe["profiles"]["from"] == "students.csv"
    assert found.recipe["courses"] == {"from": "courses.csv", "id": "id", "title": "title"}
    assert found.evidence == (
        "enrollments.csv: Course enrolments.",
        "student_id tells who.",
        "course_id tells the course.",
        "enrollment_date tells when somebody was enrolled.",
        "students.csv: Roster.",
        "id tells who.",
        "last_name tells the last name.",
        "first_name tells the first name.",
        "email tells the e-mail.",
        "courses.csv: title tells the titles of courses.",
        "teachers.csv is left out: its columns are not used.",
        "ratings.csv is left out: its columns are not used.",
        "rain.csv is left out: no page shows what it holds.",
    )
    assert found.unused == {"enrollments.csv": ("id",), "students.csv": ()}


SEEN = [
    (
        "Time,First name,Last name,Affected user,Event context,Component,Description",
        "3 February 2018 10:04,Ann,Lee,-,Course,System,x",
        "moodle_log",
    ),
    (
        "Name,Email,Join Time,Leave Time,Duration",
        "Ann,a@b.c,2021-03-02 10:00:05,2021-03-02 11:00:05,60 mins",
        "teams_attendance",
    ),
    ("Name,Email,Time joined,Time exited", "Ann,a@b.c,2021-03-02 10:00,2021-03-02 11:00", "check_ins"),
    ("Full Name,User Action,Timestamp", "Ann,Joined,2021-03-02 10:00:05", "check_ins_and_outs"),
    ("No.,Name,Date/Time,Status,Location ID", "1,Ann,3/2/2021 9:05 AM,C/In,1", "check_ins_and_outs"),
    ("Nombre completo,Fecha,Hora", "Ana Pérez,24/06/2019,10:05", "event_log_by_day"),
    ("Badge Number,Swipe Date,Swipe Time,Door", "12,03/02/2021,09:05:00,Main", "event_log_by_day"),
    ("NIM,Nama Mahasiswa,Tanggal,Jam Masuk,Jam Keluar", "1,Ann,02/03/2021,09.05,10.05", "check_ins_by_day"),
    ("Nome completo,Data,Hora de entrada,Hora de saída", "Ana,24/06/2019,10:05,11:05", "check_ins_by_day"),
    (
        "Employee ID,Name,Date,Check-In Time,Check-Out Time,Status",
        "E1,Ann,2021-03-02,09:00:00,17:00:00,Present",
        "check_ins_by_day",
    ),
    ("Employee ID,Name,Date,Check-In Time,Status", "E1,Ann,2021-03-02,09:00:00,Present", "attendance_list"),
    ("Cédula,Nombres,Apellidos,Fecha,Asistencia", "1,Ana,Pérez,24/06/2019,Asistió", "attendance_list"),
    ("Marca temporal,Dirección de correo electrónico,¿Asististe?", "24/6/2019 10:05:00,a@b.c,Sí", "attendance_list"),
    ("Roll No,Name,01/03/2021,02/03/2021,Total", "1,Ann,P,A,1", "attendance_matrix"),
    (
        "Last name,First name,1 Mar 2021 10.00AM All,8 Mar 2021 10.00AM All",
        "Lee,Ann,P (2/2),A (0/2)",
        "attendance_matrix",
    ),
    ("Apellidos,Nombre,2021-03-02T00:00:00,2021-03-09T00:00:00", "Lee,Ann,✓,", "attendance_matrix"),
    ("enrollment_id,time,source,event,object", "1,2014-06-14T09:38:29,server,navigate,Oj6", "event_log"),
    ("Id_funcionario,Data,bool_entrada,bool_saida", "1,2025-05-06,true,false", "event_log"),
    ("Id_funcionario,Data,Entrada,Saida", "1,2025-05-06,11:38:44,12:03:04", "check_ins_by_day"),
    ("ID Pegawai,Tanggal,Jam Masuk", "1,2025-05-06,07:38", "event_log_by_day"),
    ("cod_aluno,Data,Presença", "1,06/05/2025,Presente", "attendance_list"),
    ("matricula,Data,Hora", "1,06/05/2025,11:38", "event_log_by_day"),
    *(
        (f"Name,{came},{left}", "Ann,2025-09-01 10:00,2025-09-01 11:00", "check_ins")
        for came, left in (("came", "left"), ("Came at", "Left at"), ("arrived", "gone"))
    ),
    *(
        (f"Name,Day,{came},{left}", "Ann,2025-09-01,10:00,11:00", "check_ins_by_day")
        for came, left in (("came", "left"), ("Came at", "Left at"), ("arrived", "gone"))
    ),
    ("Nama,Tanggal,Clock In,Clock Out", "Ann,2025-09-01,9,17", "check_ins_by_day"),
    ("Name,Day,Came", "Ann,2025-09-01,10:00", "event_log_by_day"),
    ("course_id,userid_DI,start_time_DI,last_event_DI", "X,MHxPC1,2012-12-19,2013-11-17", "event_log"),
    ("Patron ID,Checkout DateTime,Branch", "1,03/02/2021 10:00:00 AM,Main", "event_log"),
    ("USER_PK1,COURSE_PK1,TIMESTAMP,EVENT_TYPE", "1,2,2019-06-24 10:05:00,COURSE_ACCESS", "event_log"),
    ("checkin_id,member_id,checkin_time,checkout_time", "c1,m1,2023-09-10 15:55:00,2023-09-10 16:34:00", "check_ins"),
    ("session_id,student_id,start_time,end_time", "s,1,2021-03-02 10:00,2021-03-02 11:00", "check_ins"),
    (
        "timestamp,actor.mbox,verb.id,object.id,result.score.scaled",
        "2021-03-02T10:00:00Z,mailto:a@b.c,http://v/answered,q,0.5",
        "xapi_learning",
    ),
]


@pytest.mark.parametrize(("header", "row", "shape"), SEEN, ids=[header for header, _, _ in SEEN])
def test_headers_of_other_programs_are_recognised(header: str, row: str, shape: str) -> None:
    found = recognise([spoken(*header.split(","), rows=[row.split(",")] * 3)])
    assert found.shape == shape


@pytest.mark.parametrize("nothing", ["-", "n/a", "Never", "—"])
def test_a_dash_for_who_has_not_left_hides_no_leaving(nothing: str) -> None:
    rows = [("ann", "2025-09-01 10:05", "2025-09-01 11:05"), *[("ben", "2025-09-02 10:05", nothing)] * 9]
    found = recognise([Sample("sheet.csv", ("Student", "Check in", "Check out"), tuple(rows))])
    assert found.shape == "check_ins"
