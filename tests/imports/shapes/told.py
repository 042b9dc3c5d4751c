"""What files tell, read in plain Python from their text: no code that imports has a hand in it."""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl

from tests.imports.shapes.written import Files
from tests.oracle.engagement.academy import Academy, CheckIn, Student

PAUSE = timedelta(minutes=30)


@dataclass(frozen=True)
class Visit:
    """A row: who was there, from when, until when where the file says so."""

    who: str
    came: datetime
    went: datetime | None = None
    name: str = ""
    level: str | None = None
    key: str = ""
    """Tells apart what is otherwise alike, where the file does."""


@dataclass
class Visits:
    """What files tell of a study centre."""

    rows: list[Visit]
    events: bool = False
    """Rows are moments, and those with no longer pause than half an hour one visit."""
    rejected: int = 0
    left_out: int = 0
    listed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name and level of everybody whom a roster lists, also of those who were never there."""


def _moment(text: str, *formats: str) -> datetime | None:
    for form in formats:
        try:
            return datetime.strptime(text.strip(), form)  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _table(content: bytes, encoding: str = "utf-8", separator: str = ",", above: int = 0) -> Iterator[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=separator))[above:]
    for row in rows[1:]:
        yield dict(zip(rows[0], row, strict=True))


def _sheet(content: bytes, above: int = 0) -> Iterator[dict[object, object]]:
    [rows] = [
        list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
    ]
    for row in rows[above + 1 :]:
        yield dict(zip(rows[above], row, strict=True))


def _moodle(rows: Iterator[dict[str, str]], when: str, who: str, said: str) -> Visits:
    found = Visits([], events=True)
    kept = set()
    for row in rows:
        number = re.search("user with id '([1-9][0-9]*)'", row[said])
        person = row[who] if row[who] != "-" else number and f"user {number[1]}"
        moment = _moment(row[when], "%d/%m/%y, %H:%M")
        if not person:
            found.left_out += 1
        elif moment is None:
            kept.add((person, row[when]))
        else:
            found.rows.append(Visit(person, moment))
    found.rejected = len(kept)
    return found


def moodle_log(files: Files) -> Visits:
    return _moodle(_table(files["registros.csv"], "utf-8-sig"), "Hora", "Nombre completo del usuario", "Descripción")


def moodle_log_workbook(files: Files) -> Visits:
    rows = ({str(key): str(value) for key, value in row.items()} for row in _sheet(files["logs.xlsx"]))
    return _moodle(rows, "Time", "User full name", "Description")


def moodle_events(files: Files) -> Visits:
    rows = list(_table(files["mdl_logstore.csv"]))
    told = [Visit(row["userid"], _seconds(row["timecreated"])) for row in rows if row["userid"] != "0"]
    return Visits(told, events=True, left_out=len(rows) - len(told))


def _seconds(text: str, per_second: int = 1) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text) * 1000 // per_second)


def zoom_participants(files: Files) -> Visits:
    found = Visits([])
    for row in _table(files["participants_123.csv"], above=3):
        if row["In Waiting Room"] == "Yes":
            found.left_out += 1
            continue
        came, went = (_moment(row[f"{which} Time"], "%m/%d/%Y %I:%M:%S %p") for which in ("Join", "Leave"))
        assert came is not None
        name = row["Name (Original Name)"]
        found.rows.append(Visit(row["User Email"].lower() or name, came, went, name))
    return found


def teams_attendance(files: Files) -> Visits:
    text = files["attendance report.csv"].decode("utf-16").partition("3. In-Meeting")[0].rstrip()
    rows = _table(text.encode(), separator="\t", above=5)
    form = "%m/%d/%y, %I:%M:%S %p"
    found = Visits(
        [
            Visit(row["Email"], _sure(row["First Join"], form), _sure(row["Last Leave"], form), row["Name"])
            for row in rows
        ]
    )
    found.left_out = len(found.rows) + 2
    return found


def _sure(text: str, *formats: str) -> datetime:
    moment = _moment(text, *formats)
    assert moment is not None, text
    return moment


def google_classroom(files: Files) -> Visits:
    rows = list(_table(files["Classroom log events.csv"]))
    told = [Visit(row["Actor"].lower(), datetime.fromisoformat(row["Date"])) for row in rows if row["Actor"]]
    return Visits(told, events=True, left_out=len(rows) - len(told))


def canvas_page_views(files: Files) -> Visits:
    return Visits(
        [
            Visit(name.partition("-")[0], datetime.fromisoformat(row["created_at"].replace("Z", "+00:00")))
            for name, content in files.items()
            for row in _table(content)
        ],
        events=True,
    )


def check_ins(files: Files) -> Visits:
    found, unread = Visits([]), set()
    for row in _table(files["ingresos.csv"], "cp1252", ";"):
        came, went = (_moment(row[f"Fecha y hora de {which}"], "%d/%m/%Y %H:%M") for which in ("ingreso", "egreso"))
        if came is None:
            unread.add((row["DNI"], row["Fecha y hora de egreso"]))
        else:
            found.rows.append(Visit(row["DNI"].strip(), came, went, row["Apellido y nombre"]))
    found.rejected = len(unread)
    return found


def check_ins_by_day(files: Files) -> Visits:
    found = Visits([])
    for row in _table(files["hoja.csv"], separator=";", above=2):
        if not row["Hora de entrada"]:
            found.left_out += 1
            continue
        came, went = (
            _sure(f"{row['Fecha']} {row[f'Hora de {which}']}", "%d-%m-%Y %H:%M") for which in ("entrada", "salida")
        )
        who = " ".join(part for part in (row["Nombre"], row["Apellidos"]) if part)
        found.rows.append(Visit(who, came, went, who))
    return found


def attendance_list_of_days(files: Files) -> Visits:
    found = Visits([])
    for name, content in files.items():
        for row in _table(content):
            if row["Absensi"] == "Hadir":
                found.rows.append(Visit(row["Nama"], _sure(name, "absensi %d_%m_%Y.csv")))
            else:
                found.left_out += 1
    return found


def hours_of_days(files: Files) -> Visits:
    found = Visits([])
    for name, content in files.items():
        for row in _sheet(content):
            day = name.removesuffix(".xlsx").rpartition("_")[2]
            came, went = (_sure(f"{day} {row[f'Clock {which}']}", "%Y-%m-%d %H") for which in ("In", "Out"))
            found.rows.append(Visit(str(row["Nama"]), came, went))
    return found


def check_ins_by_day_with_absences(files: Files) -> Visits:
    found = Visits([])
    for row in _sheet(files["frequencia.xlsx"]):
        if row["Falta"] == "1":
            found.left_out += 1
            continue
        came, went = (_sure(f"{row['Data']} {row[which]}", "%Y-%m-%d %H:%M:%S") for which in ("Entrada", "Saida"))
        found.rows.append(Visit(str(row["Id_funcionario"]), came, went))
    return found


def check_ins_and_outs(files: Files) -> Visits:
    """The file begins with the newest row."""
    found = Visits([])
    open_: dict[str, tuple[datetime, str]] = {}
    rows = list(_table(files["door.csv"]))
    for row in reversed(rows):
        who, moment = row["AC-No."], _sure(row["Time"], "%d/%m/%Y %H:%M:%S")
        if row["State"] == "C/In":
            if who in open_:
                found.rows.append(Visit(who, open_[who][0], None, open_[who][1]))
            open_[who] = moment, row["Name"]
        else:
            found.left_out += 1
            found.rows.append(Visit(who, open_.pop(who)[0], moment, row["Name"]))
    found.rows += [Visit(who, came, None, name) for who, (came, name) in open_.items()]
    return found


def punches(files: Files) -> Visits:
    """A coming and the going after it; two rows alike are one."""
    found = Visits([])
    rows = list(dict.fromkeys(tuple(row.values()) for row in _table(files["registros.csv"])))
    for (who, day, clock, mark), (other, later, until, next_mark) in zip(rows, [*rows[1:], ("",) * 4], strict=True):
        if mark == "S":
            continue
        pair = (who, "S") == (other, next_mark)
        went = _sure(f"{later} {until}", "%m/%d/%y %H:%M") if pair else None
        found.rows.append(Visit(who.strip(), _sure(f"{day} {clock}", "%m/%d/%y %H:%M"), went))
    found.left_out = sum(mark == "S" for _, _, _, mark in rows)
    return found


def attendance_matrix_of_moodle(files: Files) -> Visits:
    found = Visits([])
    for row in _table(files["Attendances.csv"]):
        name = f"{row['First name']} {row['Last name']}".strip()
        for header, mark in row.items():
            if not header.endswith("All students"):
                continue
            if mark.startswith("P"):
                came = _sure(header.removesuffix(" All students"), "%d %b %Y %I.%M%p")
                found.rows.append(Visit(row["Email address"].lower(), came, None, name))
            else:
                found.left_out += 1
    return found


def attendance_matrix_of_months(files: Files) -> Visits:
    found = Visits([])
    for sheet in openpyxl.load_workbook(io.BytesIO(files["register.xlsx"])).worksheets:
        header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        for number, name, *marks in rows:
            for day, mark in zip(header[2:], marks, strict=True):
                assert isinstance(day, datetime)
                if mark == "P":
                    found.rows.append(Visit(str(number), day, None, str(name)))
                else:
                    found.left_out += 1
    return found


def attendance_matrix_by_day(files: Files) -> Visits:
    cells = [
        (name, datetime.fromisoformat(row["Date"]), mark)
        for row in _table(files["attendance.csv"])
        for name, mark in row.items()
        if name != "Date"
    ]
    there = [Visit(name, day) for name, day, mark in cells if mark == "P"]
    return Visits(there, left_out=len(cells) - len(there))


def event_log_of_days(files: Files) -> Visits:
    return Visits(
        [
            Visit(row["Name"], _sure(f"{name[11:21]} {row['Time']}", "%d_%m_%Y %H:%M:%S"))
            for name, content in files.items()
            for row in _table(content)
        ],
        events=True,
    )


def attendance_list(files: Files) -> Visits:
    rows = list(_table(files["attendance.csv"]))
    there = [row for row in rows if row["Attendance_Status"] in ("Present", "Late")]
    everybody = {row["Student_ID"] for row in rows}
    assert everybody == {row["Student_ID"] for row in there}, "nobody is only absent"
    return Visits(
        [Visit(row["Student_ID"], _sure(row["Date"], "%Y-%m-%d")) for row in there], left_out=len(rows) - len(there)
    )


def attendance_matrix(files: Files) -> Visits:
    found = Visits([])
    for row in _sheet(files["lista.xlsx"], above=2):
        if row["Apellidos"] == "Total":
            continue
        who = f"{row['Nombre']} {row['Apellidos'] or ''}".strip()
        for day, mark in row.items():
            if not isinstance(day, datetime):
                continue
            if mark in ("✓", "x", 1, "P"):
                found.rows.append(Visit(who, day, None, who, str(row["Grupo"])))
            else:
                found.left_out += 1
    return found


def event_log(files: Files) -> Visits:
    rows = _table(files["clicks.tsv"], separator="\t")
    listed = {row["user_id"]: (row["full name"], row["class"]) for row in _table(files["people.csv"])}
    return Visits([Visit(row["user_id"], _seconds(row["timestamp"], 1000)) for row in rows], events=True, listed=listed)


def event_log_by_day(files: Files) -> Visits:
    rows = _table(files["events.csv"], separator="|")
    form = "%m/%d/%Y %I:%M:%S %p"
    return Visits(
        [Visit(row["User"], _sure(f"{row['Event Date']} {row['Event Time']}", form)) for row in rows], events=True
    )


def event_log_by_person(files: Files) -> Visits:
    with zipfile.ZipFile(io.BytesIO(files["all.zip"])) as members:
        return Visits(
            [
                Visit(re.sub(r".*/|\.csv", "", name), _seconds(row["timestamp"]))
                for name in members.namelist()
                for row in _table(members.read(name))
            ],
            events=True,
        )


def oulad(files: Files) -> Visits:
    found = []
    for row in _table(files["studentVle.csv"]):
        begins = datetime(int(row["code_presentation"][:4]), {"B": 2, "J": 10}[row["code_presentation"][4]], 1)  # noqa: DTZ001
        found.append(Visit(row["id_student"], begins + timedelta(days=int(row["date"]))))
    return Visits(found)


def own_columns(files: Files) -> Visits:
    def moment(text: str) -> datetime | None:
        return datetime.fromisoformat(text + ":00") if text else None

    people = {row["id"]: row for row in _table(files["students.csv"])}
    found = Visits([])
    for row in _table(files["check_ins.csv"]):
        came, person = moment(row["checked_in_at"]), people[row["student_id"]]
        assert came is not None
        went = moment(row["checked_out_at"])
        found.rows.append(Visit(row["student_id"], came, went, person["full_name"], person["level"], row["id"]))
    return found


def xapi(files: Files) -> Visits:
    return Visits(
        [
            Visit(
                said["actor"]["mbox"].lower().removeprefix("mailto:"),
                _utc(said["timestamp"]),
                None,
                said["actor"]["name"],
            )
            for said in json.loads(files["statements.json"])["statements"]
        ],
        events=True,
    )


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def edx(files: Files) -> Visits:
    events = [json.loads(line) for line in files["tracking.log"].decode().splitlines()]
    return Visits([Visit(event["username"], _utc(event["time"])) for event in events], events=True)


VISITS: Mapping[str, Callable[[Files], Visits]] = {
    "attendance_list": attendance_list,
    "attendance_list, in the file's name": attendance_list_of_days,
    "attendance_matrix": attendance_matrix,
    "attendance_matrix, a sheet a month": attendance_matrix_of_months,
    "attendance_matrix, Moodle's": attendance_matrix_of_moodle,
    "attendance_matrix_by_day": attendance_matrix_by_day,
    "canvas_page_views": canvas_page_views,
    "check_ins": check_ins,
    "check_ins_and_outs": check_ins_and_outs,
    "check_ins_and_outs, days apart": punches,
    "check_ins_by_day": check_ins_by_day,
    "check_ins_by_day, whole hours": hours_of_days,
    "check_ins_by_day, with absences": check_ins_by_day_with_absences,
    "edx": edx,
    "event_log": event_log,
    "event_log_by_day": event_log_by_day,
    "event_log_by_day, in the file's name": event_log_of_days,
    "event_log_by_person": event_log_by_person,
    "google_classroom": google_classroom,
    "moodle_events": moodle_events,
    "moodle_log": moodle_log,
    "moodle_log, a workbook": moodle_log_workbook,
    "oulad": oulad,
    "own_columns": own_columns,
    "teams_attendance": teams_attendance,
    "xapi": xapi,
    "zoom_participants": zoom_participants,
}
"""By shape: how its file is read here."""


Stay = tuple[str, datetime, datetime | None, str]


def academy_of(visits: Visits, recipe: str, zone: ZoneInfo) -> Academy:
    """The study centre that visits make, each row once."""
    found = Academy()
    people: dict[str, tuple[str, str | None]] = {}
    first: dict[str, datetime] = {}
    stays: set[Stay] = set()
    for visit in visits.rows:
        came, went = _there(visit.came, zone), visit.went and _there(visit.went, zone)
        people[visit.who] = (visit.name or visit.who, visit.level)
        first[visit.who] = min(first.get(visit.who, came), came)
        stays.add((visit.who, came, went, visit.key))
    for who, (name, level) in (people | visits.listed).items():
        since = first.get(who, min(first.values()))
        found.students[f"{recipe}:{who}"] = Student(f"{recipe}:{who}", name, level, since)
    if visits.events:
        stays = set(_stays(stays))
    for number, (who, came, went, _) in enumerate(sorted(stays, key=str)):
        found.check_ins[str(number)] = CheckIn(str(number), f"{recipe}:{who}", came, went)
    return found


def _there(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=zone).astimezone(UTC)


def _stays(events: set[Stay]) -> Iterator[Stay]:
    by_person = defaultdict(list)
    for who, moment, _, _ in events:
        by_person[who].append(moment)
    for who, moments in by_person.items():
        begun = last = min(moments)
        for moment in sorted(moments):
            if moment - last > PAUSE:
                yield who, begun, last, ""
                begun = moment
            last = moment
        yield who, begun, last, ""


def newest_day(academy: Academy, zone: ZoneInfo) -> date:
    """From which the pages are looked at."""
    moments = [
        moment for row in academy.check_ins.values() for moment in (row.checked_in_at, row.checked_out_at) if moment
    ]
    return max(moments).astimezone(zone).date()
