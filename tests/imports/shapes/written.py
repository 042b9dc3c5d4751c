"""Files of every shape, written by seeded generators with the headers of real exports and their dirt."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import openpyxl

Files = Mapping[str, bytes]
Rows = list[list[object]]

NAMES = (
    "Ana Pérez",
    "José Núñez",
    "Siti Nurhaliza",
    "Ben O'Neill",
    "Zoë Lindqvist",
    "Li Wei",
    "María José Ruiz",
    "Émile Dubois",
    "Budi Santoso",
    "Iñaki Etxeberria",
    "Anna-Lena Groß",
    "Carlos de la Vega",
    "Nguyễn An",
    "Łucja Nowak",
    "Dewi Lestari",
    "Paul Smith",
    "Tomás Agüero",
    "Sofía Álvarez",
    "Agus Salim",
    "Chloé Martin",
)


@dataclass(frozen=True)
class Happening:
    """Somebody was there from a moment on; by the clock of the place where the file is written."""

    person: int
    came: datetime
    minutes: int


def happenings(random: Random, rows: int, begins: datetime = datetime(2025, 9, 1)) -> list[Happening]:  # noqa: DTZ001
    """In the order of time; people come back within minutes as well as after weeks."""
    found = []
    moment = begins
    for _ in range(rows):
        moment += timedelta(seconds=random.choice((0, 20, 600, 1_799, 1_800, 1_801, 4_000, 20_000, 60_000)))
        found.append(Happening(random.randrange(len(NAMES)), moment, random.choice((1, 30, 59, 75, 240, 1_500))))
    return found


def text_of(rows: Sequence[Sequence[object]], separator: str = ",", ends: str = "\r\n") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=ends).writerows(rows)
    return written.getvalue()


def workbook_of(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def repeated(random: Random, rows: Rows) -> Rows:
    """Some rows twice, word for word, as exports of overlapping days have them."""
    return [row for row in rows for _ in range(2 if random.random() < 0.05 else 1)]


def _moodle_rows(random: Random, spoken: Callable[[datetime], object]) -> Iterator[list[object]]:
    for one in reversed(happenings(random, 500)):
        name = "-" if random.random() < 0.1 else NAMES[one.person].upper()
        said = f"The user with id '{one.person if name != '-' else 0}' viewed the course with id '7', \"again\"."
        when = spoken(one.came) if random.random() > 0.01 else "31/02/25, 10:00"
        yield [when, name, "-", "Curso: Historia, 1", "Sistema", "Curso visto", said, "web", "10.0.0.7"]


def moodle_log(random: Random) -> Files:
    header = (
        "Hora",
        "Nombre completo del usuario",
        "Usuario afectado",
        "Contexto del evento",
        "Componente",
        "Nombre del evento",
        "Descripción",
        "Origen",
        "Dirección IP",
    )
    rows = repeated(random, list(_moodle_rows(random, lambda moment: f"{moment:%d/%m/%y, %H:%M}")))
    return {"registros.csv": b"\xef\xbb\xbf" + text_of([header, *rows]).encode()}


def moodle_log_workbook(random: Random) -> Files:
    header = (
        "Time",
        "User full name",
        "Affected user",
        "Event context",
        "Component",
        "Event name",
        "Description",
        "Origin",
        "IP address",
    )
    rows = _moodle_rows(random, lambda moment: f"{moment.day}/{moment:%m/%y, %H:%M}")
    return {"logs.xlsx": workbook_of([header, *rows])}


def moodle_events(random: Random) -> Files:
    header = ("id", "eventname", "component", "action", "userid", "courseid", "timecreated", "origin", "ip")
    rows: Rows = [
        [
            number,
            "\\core\\event\\course_viewed",
            "core",
            "viewed",
            random.choice((one.person + 2, one.person + 2, 0)),
            7,
            int(one.came.replace(tzinfo=UTC).timestamp()),
            "web",
            "10.0.0.7",
        ]
        for number, one in enumerate(happenings(random, 500))
    ]
    return {"mdl_logstore.csv": text_of([header, *rows]).encode()}


def zoom_participants(random: Random) -> Files:
    header = (
        "Name (Original Name)",
        "User Email",
        "Join Time",
        "Leave Time",
        "Duration (Minutes)",
        "Guest",
        "Recording Consent",
        "In Waiting Room",
    )
    rows: Rows = []
    for one in happenings(random, 200):
        mail = random.choice(("", f"P{one.person}@example.org", f"p{one.person}@Example.org"))
        left = one.came + timedelta(minutes=one.minutes)
        waiting = random.choice(("No", "No", "No", "Yes"))
        name = f"{NAMES[one.person]} (P{one.person})"
        rows.append(
            [
                name,
                mail,
                f"{one.came:%m/%d/%Y %I:%M:%S %p}",
                f"{left:%m/%d/%Y %I:%M:%S %p}",
                one.minutes,
                "No",
                "",
                waiting,
            ]
        )
    begun = f"{happenings(random, 1)[0].came:%m/%d/%Y %I:%M:%S %p}"
    above = [("Meeting ID", "Topic", "Start Time", "End Time"), ("123 456", "Study, again", begun, begun), ()]
    return {"participants_123.csv": text_of([*above, header, *repeated(random, rows)]).encode()}


def teams_attendance(random: Random) -> Files:
    header = ("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role")
    rows: Rows = []
    for one in happenings(random, 150):
        left = one.came + timedelta(minutes=one.minutes)
        mail = f"p{one.person}@example.org"
        rows.append(
            [NAMES[one.person], _american(one.came), _american(left), f"{one.minutes}m 0s", mail, mail, "Attendee"]
        )
    above = [("1. Summary",), ("Meeting title", "Study"), ("Attended participants", 150), (), ("2. Participants",)]
    done = [(), ("3. In-Meeting Activities",), ("Name", "Join Time", "Leave Time", "Duration", *header[4:]), *rows]
    return {"attendance report.csv": text_of([*above, header, *rows, *done], "\t").encode("utf-16")}


def _american(moment: datetime) -> str:
    return f"{moment.month}/{moment.day}/{moment:%y}, {moment.hour % 12 or 12}:{moment:%M:%S %p}"


def google_classroom(random: Random) -> Files:
    header = ("Date", "Event", "Description", "Actor", "Course title", "Course ID", "Actor type")
    rows: Rows = [
        [
            f"{one.came:%Y-%m-%dT%H:%M:%S}-05:00",
            "Course work viewed",
            "…",
            random.choice((f"P{one.person}@example.org", "")),
            "History",
            "c1",
            "User",
        ]
        for one in happenings(random, 400)
    ]
    return {"Classroom log events.csv": text_of([header, *repeated(random, rows)]).encode()}


def canvas_page_views(random: Random) -> Files:
    header = (
        "id",
        "created_at",
        "url",
        "context_type",
        "asset_type",
        "controller",
        "action",
        "interaction_seconds",
        "remote_ip",
    )
    by_person: dict[int, Rows] = {}
    for number, one in enumerate(happenings(random, 400)):
        moment = f"{one.came:%Y-%m-%dT%H:%M:%SZ}"
        row: list[object] = [
            f"v{number}",
            moment,
            "https://canvas/courses/7",
            "Course",
            "",
            "courses",
            "show",
            3.5,
            "10.0.0.7",
        ]
        by_person.setdefault(one.person + 40, []).append(row)
    return {f"{person}-pageviews.csv": text_of([header, *rows]).encode() for person, rows in by_person.items()}


def check_ins(random: Random) -> Files:
    header = ("DNI", "Apellido y nombre", "Fecha y hora de ingreso", "Fecha y hora de egreso", "Observaciones")
    rows: Rows = []
    for one in happenings(random, 300):
        left = one.came + timedelta(minutes=one.minutes)
        went = f"{left:%d/%m/%Y %H:%M}" if random.random() > 0.1 else ""
        came = f"{one.came:%d/%m/%Y %H:%M}" if random.random() > 0.01 else "29/02/2025 10:00"
        number = random.choice(("", " ")) + str(20_000_000 + one.person)
        rows.append([number, NAMES[one.person % 7], came, went, random.choice(("", "llegó tarde; avisó", 'dijo "ya"'))])
    said = text_of([header, *repeated(random, rows)], ";")
    return {"ingresos.csv": said.encode("cp1252")}


def check_ins_by_day(random: Random) -> Files:
    header = ("Fecha", "Nombre", "Apellidos", "Hora de entrada", "Hora de salida")
    rows: Rows = []
    for one in happenings(random, 300):
        left = min(one.came + timedelta(minutes=one.minutes), one.came.replace(hour=23, minute=59))
        first, _, last = NAMES[one.person].partition(" ")
        day, came = f"{one.came:%d-%m-%Y}", f"{one.came:%H:%M}"
        rows.append([day, first, last, came if random.random() > 0.05 else "", f"{left:%H:%M}"])
    return {"hoja.csv": text_of([("Centro de estudios",), (), header, *rows], ";").encode()}


def check_ins_by_day_with_absences(random: Random) -> Files:
    """A clock's list: who is known by a number, absences are marked, and flags stand beside."""
    rows: Rows = []
    for one in happenings(random, 200):
        left = min(one.came + timedelta(minutes=one.minutes), one.came.replace(hour=23, minute=59))
        absent = random.choice(("1", "", "", "0"))
        rows.append(
            [one.person, f"{one.came:%Y-%m-%d}", f"{one.came:%H:%M:%S}", f"{left:%H:%M:%S}", absent, "false", "true"]
        )
    header = ("Id_funcionario", "Data", "Entrada", "Saida", "Falta", "bool_entrada", "bool_saida")
    return {"frequencia.xlsx": workbook_of([header, *rows])}


def check_ins_and_outs(random: Random) -> Files:
    header = ("AC-No.", "Name", "Time", "State", "New State", "Exception")
    rows: Rows = []
    free: dict[int, datetime] = {}
    for one in happenings(random, 250):
        left = one.came + timedelta(minutes=one.minutes)
        if free.get(one.person, one.came) > one.came:
            continue
        free[one.person] = left + timedelta(seconds=1)
        # Whoever forgets to clock out is seen coming twice.
        for state, moment in (("C/In", one.came), ("C/Out", left)):
            if state == "C/In" or random.random() > 0.1:
                clock = f"{moment.day}/{moment.month}/{moment:%Y} {moment:%H:%M:%S}"
                rows.append([one.person + 1, NAMES[one.person], clock, state, "", "OK"])
    newest_first = sorted(rows, key=lambda row: datetime.strptime(str(row[2]), "%d/%m/%Y %H:%M:%S"), reverse=True)  # noqa: DTZ007
    return {"door.csv": text_of([header, *newest_first]).encode()}


def punches(random: Random) -> Files:
    """Day and hour apart, E and S for entrada and salida, and most punches twice."""
    rows: Rows = []
    for person in range(8):
        for number in range(random.randrange(10, 30)):
            day = datetime(2025, 9, 1) + timedelta(days=number, minutes=random.randrange(480, 600))  # noqa: DTZ001
            for mark, moment in (("E", day), ("S", day + timedelta(minutes=random.randrange(60, 500)))):
                if random.random() > 0.1:
                    row: list[object] = [
                        f"BT{person:04}  ",
                        f"{moment.month}/{moment.day}/{moment:%y}",
                        f"{moment:%H:%M}",
                        mark,
                    ]
                    rows += [row] * random.choice((1, 2))
    return {"registros.csv": text_of([("Trabajador", "Fecha Reg", "Hora Reg", "Tipo Registro"), *rows]).encode()}


def attendance_matrix_of_moodle(random: Random) -> Files:
    """Moodle's own sheet: points behind the marks, hours and groups behind the days, sums at the end."""
    days = [datetime(2025, 9, 1, 10) + timedelta(days=7 * number) for number in range(10)]  # noqa: DTZ001
    rows: Rows = [
        ["Last name", "First name", "Email address"]
        + [f"{day.day} {day:%b %Y %I.%M%p} All students" for day in days]
        + ["P", "A", "Taken sessions"]
    ]
    for number, name in enumerate(NAMES):
        first, _, last = name.partition(" ")
        marks = [random.choice(("P (2/2)", "P (2/2)", "A (0/2)", "?")) for _ in days]
        rows.append([last, first, f"P{number}@Example.org", *marks, 8, 2, 10])
    return {"Attendances.csv": text_of(rows).encode()}


def attendance_matrix_of_months(random: Random) -> Files:
    """A sheet a month, as registers are kept; who comes later is not in the first."""
    book = openpyxl.Workbook()
    for month in (9, 10, 11):
        sheet = book.worksheets[0] if month == 9 else book.create_sheet()
        sheet.title = f"2025-{month:02}"
        days = [datetime(2025, month, day) for day in range(1, 29, 3)]  # noqa: DTZ001
        sheet.append(["Roll No", "Name", *days])
        for number, name in enumerate(NAMES[: month - 1]):
            sheet.append([100 + number, name, *(random.choice(("P", "P", "A", None)) for _ in days)])
    written = io.BytesIO()
    book.save(written)
    return {"register.xlsx": written.getvalue()}


def attendance_matrix_by_day(random: Random) -> Files:
    rows: Rows = [["Date", *NAMES[:12]]]
    for number in range(20):
        day = datetime(2025, 9, 1) + timedelta(days=number)  # noqa: DTZ001
        rows.append([f"{day:%Y-%m-%d}", *(random.choice("PPA") for _ in NAMES[:12])])
    return {"attendance.csv": text_of(rows).encode()}


def event_log_of_days(random: Random) -> Files:
    """A file for each day, which only its name tells."""
    by_day: dict[str, Rows] = {}
    for one in happenings(random, 200):
        by_day.setdefault(f"{one.came:%d_%m_%Y}", []).append([NAMES[one.person], f"{one.came:%H:%M:%S}"])
    return {f"Attendance_{day}.csv": text_of([("Name", "Time"), *rows]).encode() for day, rows in by_day.items()}


def attendance_list(random: Random) -> Files:
    header = ("Student_ID", "Date", "Attendance_Status", "Subject")
    rows: Rows = [
        [
            f"S{one.person:03}",
            f"{one.came:%Y-%m-%d}",
            random.choice(("Present", "Present", "Absent", "Late", "")),
            "Math",
        ]
        for one in happenings(random, 400)
    ]
    return {"attendance.csv": text_of([header, *repeated(random, rows)]).encode()}


def attendance_list_of_days(random: Random) -> Files:
    """A sheet for each day, which only its name tells."""
    by_day: dict[str, Rows] = {}
    for one in happenings(random, 200):
        mark = random.choice(("Hadir", "Hadir", "Alpa", "Izin"))
        by_day.setdefault(f"{one.came:%d_%m_%Y}", []).append([NAMES[one.person], mark])
    return {f"absensi {day}.csv": text_of([("Nama", "Absensi"), *rows]).encode() for day, rows in by_day.items()}


def hours_of_days(random: Random) -> Files:
    """Whole hours, in a sheet for each day."""
    files = {}
    for number in range(10):
        rows: Rows = [["Nama", "Clock In", "Clock Out", "Lembur"]]
        rows += [[name, random.randrange(7, 11), random.randrange(12, 20), 0] for name in NAMES]
        files[f"absensi_2025-09-{number + 1:02}.xlsx"] = workbook_of(rows)
    return files


def attendance_matrix(random: Random) -> Files:
    days = [datetime(2025, 9, 1) + timedelta(days=7 * number) for number in range(12)]  # noqa: DTZ001
    rows: Rows = [["Asistencia 2025"], [], ["Apellidos", "Nombre", "Grupo", *days, "Total"]]
    for number, name in enumerate(NAMES):
        first, _, last = name.partition(" ")
        marks = [random.choice(("✓", "x", 1, "P", None, "A", 0)) for _ in days]
        rows.append([last, first, f"Grupo {number % 3}", *marks, len(days)])
    rows.append(["Total", None, None, *(1 for _ in days), len(days)])
    return {"lista.xlsx": workbook_of(rows)}


def event_log(random: Random) -> Files:
    """With a roster, of which some did nothing, and in which some are missing."""
    header = ("timestamp", "user_id", "item_id", "answer")
    rows: Rows = [
        [int(one.came.replace(tzinfo=UTC).timestamp() * 1000) + random.randrange(1000), f"u{one.person}", "q1", "b"]
        for one in happenings(random, 500)
    ]
    roster: Rows = [[f"u{number}", f"{NAMES[number % 20]} {number}", f"Level {number % 3}"] for number in range(3, 25)]
    return {
        "clicks.tsv": text_of([header, *rows], "\t", "\n").encode(),
        "people.csv": text_of([("user_id", "full name", "class"), *roster]).encode(),
    }


def event_log_by_day(random: Random) -> Files:
    header = ("User", "Event Date", "Event Time", "Event")
    rows: Rows = [
        [NAMES[one.person], f"{one.came:%m/%d/%Y}", f"{one.came:%I:%M:%S %p}", "login"]
        for one in happenings(random, 400)
    ]
    return {"events.csv": text_of([header, *rows], "|").encode()}


def event_log_by_person(random: Random) -> Files:
    by_person: dict[int, Rows] = {}
    for one in happenings(random, 400):
        row: list[object] = [int(one.came.replace(tzinfo=UTC).timestamp()), "q1", "a"]
        by_person.setdefault(one.person, []).append(row)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as members:
        for person, rows in by_person.items():
            members.writestr(f"KT/u{person}.csv", text_of([("timestamp", "question", "answer"), *rows]))
    return {"all.zip": written.getvalue()}


def oulad(random: Random) -> Files:
    header = ("code_module", "code_presentation", "id_student", "id_site", "date", "sum_click")
    rows: Rows = [
        ["AAA", random.choice(("2013J", "2014B")), 28_400 + random.randrange(20), 546_652, random.randrange(-10, 60), 4]
        for _ in range(400)
    ]
    return {"studentVle.csv": text_of([header, *rows]).encode()}


def own_columns(random: Random) -> Files:
    """The tables of a study centre to the letter."""
    students: Rows = [
        [f"S{number}", name, f"Level {number % 3}", "2025-08-01T08:00:00Z", "2025-09-01T08:00:00Z", ""]
        for number, name in enumerate(NAMES)
    ]
    rows: Rows = []
    for number, one in enumerate(happenings(random, 200)):
        left = one.came + timedelta(minutes=one.minutes)
        went = f"{left:%Y-%m-%d %H:%M:%S+00}" if random.random() > 0.1 else ""
        rows.append([number, f"S{one.person}", f"{one.came:%Y-%m-%d %H:%M:%S+00}", went, "2025-12-01 00:00:00+00"])
    people = ("id", "full_name", "level", "created_at", "updated_at", "deleted_at")
    return {
        "students.csv": text_of([people, *students]).encode(),
        "check_ins.csv": text_of(
            [("id", "student_id", "checked_in_at", "checked_out_at", "updated_at"), *rows]
        ).encode(),
    }


def _meetings(random: Random) -> Iterator[tuple[int, int, datetime]]:
    """Group, episode, day: groups meet each week, of which some stop."""
    for group in range(6):
        for episode in range(1, random.randrange(3, 9)):
            yield group, episode, datetime(2025, 9, 1) + timedelta(days=group + 7 * episode)  # noqa: DTZ001


def _members(group: int) -> range:
    return range(group * 5, group * 5 + 5)


def group_attendance(random: Random) -> Files:
    header = ("Group", "Course", "Episode", "Date", "Member", "Role", "Attendance")
    rows: Rows = []
    for group, episode, day in _meetings(random):
        for member in _members(group):
            role = "Facilitator" if member == group * 5 else "Member"
            mark = random.choice(("present", "present", "absent"))
            rows.append(
                [
                    f"Group {group}",
                    f"Course {group % 2}",
                    f"Episode {episode}",
                    f"{day:%Y-%m-%d}",
                    f"P{member}@example.org",
                    role,
                    mark,
                ]
            )
    return {"groups.csv": text_of([header, *repeated(random, rows)]).encode()}


def group_matrix(random: Random) -> Files:
    """A sheet of one group whose meetings are the sheet's columns."""
    days = [datetime(2025, 9, 1) + timedelta(days=7 * number) for number in range(6)]  # noqa: DTZ001
    rows: Rows = [
        ["Kelompok", "Kursus", "Nama", *(f"Sesi {number} ({day:%Y-%m-%d})" for number, day in enumerate(days, 1))]
    ]
    for group in range(4):
        for member in _members(group):
            marks = [random.choice(("x", "hadir", "", "-")) for _ in days]
            rows.append([f"Kelompok {group}", "Aqidah", NAMES[member % 20] + f" {member}", *marks])
    return {"absen.xlsx": workbook_of(rows)}


def group_matrix_of_days(random: Random) -> Files:
    rows: Rows = [["Group", "Name", "Role", *(f"Episode {number}" for number in range(1, 7))]]
    for group in range(4):
        days = [datetime(2025, 9, 1) + timedelta(days=group + 7 * number) for number in range(6)]  # noqa: DTZ001
        for member in _members(group):
            role = "Leader" if member == group * 5 else "Member"
            marks = [f"{day:%d/%m/%Y}" if random.random() > 0.3 else "" for day in days]
            rows.append([f"Group {group}", f"{NAMES[member % 20]} {member}", role, *marks])
    return {"episodes.csv": text_of(rows, ";").encode()}


def course_enrollments(random: Random) -> Files:
    header = ("User email", "Full name", "Course title", "Enrolled on", "Completion date", "Progress")
    rows: Rows = []
    for one in happenings(random, 200):
        done = one.came + timedelta(days=random.randrange(1, 60))
        completed = f"{done:%d %b %Y}" if random.random() > 0.4 else ""
        who = f"P{one.person}@example.org"
        rows.append([who, NAMES[one.person], f"Course {random.randrange(5)}", f"{one.came:%d %b %Y}", completed, "50%"])
    return {"enrolments.csv": text_of([header, *rows]).encode()}


def enrollments_and_completions(random: Random) -> Files:
    """Two files of the same people and courses; a few completed what they were never enrolled in."""
    begun: Rows = []
    done: Rows = []
    for number, one in enumerate(happenings(random, 200)):
        course = random.randrange(30)
        if random.random() > 0.1:
            begun.append([number, one.person + 1, course, f"{one.came:%Y-%m-%d}"])
        if random.random() > 0.5 and not any(row[:2] == [one.person + 1, course] for row in done):
            done.append([one.person + 1, course, f"{one.came + timedelta(days=9):%Y-%m-%d}"])
    return {
        "completions.csv": text_of([("user_id", "course_id", "completion_date"), *done]).encode(),
        "enrollments.csv": text_of([("enrollment_id", "user_id", "course_id", "enrollment_date"), *begun]).encode(),
        "students.csv": text_of(
            [("user_id", "age", "signup_date"), *([number + 1, 20, "2025-08-01"] for number in range(len(NAMES)))]
        ).encode(),
    }


def lesson_completions(random: Random) -> Files:
    """Steps as FutureLearn has them: who has not completed one has an empty cell."""
    header = ("learner_id", "step", "week_number", "step_number", "first_visited_at", "last_completed_at")
    rows: Rows = []
    for one in happenings(random, 400):
        week, step = random.randrange(1, 4), random.randrange(1, 6)
        done = f"{one.came + timedelta(minutes=9):%Y-%m-%d %H:%M:%S} UTC" if random.random() > 0.3 else ""
        rows.append([f"l{one.person}", f"{week}.{step}", week, step, f"{one.came:%Y-%m-%d %H:%M:%S} UTC", done])
    return {"step-activity.csv": text_of([header, *rows]).encode()}


def task_completions(random: Random) -> Files:
    """Tasks of modules; those that were begun, or failed, have a day, too."""
    header = ("user_id", "module_id", "task_id", "status", "completed_at")
    rows: Rows = []
    for one in happenings(random, 300):
        task = random.randrange(20)
        state = random.choice(("completed", "Completed", "in_progress", "failed", ""))
        rows.append([f"l{one.person}", task // 5, task, state, f"{one.came:%Y-%m-%d %H:%M:%S}+00"])
    return {"student_progress.csv": text_of([header, *rows]).encode()}


def _statement(one: Happening, verb: str, video: int) -> dict[str, object]:
    return {
        "id": f"s{one.came:%H%M%S}{one.person}",
        "actor": {"objectType": "Agent", "mbox": f"mailto:P{one.person}@example.org", "name": NAMES[one.person]},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en-US": verb}},
        "object": {"id": f"http://example.org/videos/{video}", "definition": {"name": {"en-US": f"Video {video}"}}},
        "timestamp": f"{one.came:%Y-%m-%dT%H:%M:%S}.250Z",
    }


def xapi(random: Random) -> Files:
    found = [_statement(one, "experienced", random.randrange(5)) for one in happenings(random, 300)]
    return {"statements.json": json.dumps({"statements": found, "more": ""}).encode()}


def xapi_learning(random: Random) -> Files:
    """Progress in videos, completed lessons and scores, a statement a line."""
    lines = []
    for one in happenings(random, 400):
        verb = random.choice(("progressed", "progressed", "completed", "scored", "experienced"))
        said = _statement(one, verb, random.randrange(5))
        if verb == "progressed":
            extensions = {
                "https://w3id.org/xapi/video/extensions/progress": random.choice((0, 0.2, 0.25, 0.5, 0.74, 0.8, 1)),
                "https://w3id.org/xapi/video/extensions/time": 12.5,
            }
            said["result"] = {"extensions": extensions}
        if verb == "completed":
            said["result"] = {"completion": True}
        if verb == "scored":
            said["result"] = {"score": {"scaled": random.choice((0.5, 0.755, 1))}}
        said["context"] = {
            "contextActivities": {"grouping": [{"id": "http://example.org/course/1", "objectType": "Activity"}]}
        }
        lines.append(json.dumps(said))
    return {"lrs.jsonl": "\n".join(lines).encode()}


def _event(one: Happening, kind: str, event: object) -> str:
    said = {
        "username": NAMES[one.person].split()[0].lower() + str(one.person),
        "event_type": kind,
        "event_source": "browser" if isinstance(event, str) else "server",
        "event": event,
        "time": f"{one.came:%Y-%m-%dT%H:%M:%S}.123456+00:00",
        "ip": "10.0.0.7",
        "context": {"course_id": "course-v1:X+Y+2025", "user_id": one.person + 1, "org_id": "X"},
    }
    return json.dumps(said)


def edx(random: Random) -> Files:
    found = happenings(random, 300)
    lines = [
        _event(one, random.choice(("/courses/X/info", "page_close", "edx.course.enrollment.activated")), {})
        for one in found
    ]
    return {"tracking.log": "\n".join(lines).encode()}


def edx_learning(random: Random) -> Files:
    """Videos seen, problems answered, enrolments and passed courses; some lines are broken off."""
    lines = []
    for one in happenings(random, 400):
        kind = random.choice(
            (
                "play_video",
                "pause_video",
                "stop_video",
                "problem_check",
                "page_close",
                "edx.course.enrollment.activated",
            )
        )
        event: object = {}
        if kind.endswith("_video"):
            video = random.randrange(4)
            event = json.dumps(
                {
                    "id": f"v{video}",
                    "currentTime": random.randrange(600),
                    "duration": random.choice((600, 600, None)),
                    "code": "html5",
                }
            )
        if kind == "problem_check":
            event = {
                "problem_id": f"block@{random.randrange(3)}",
                "grade": random.randrange(4),
                "max_grade": 3,
                "answers": {f"a{len(lines)}": "b"},
            }
        if kind.startswith("edx"):
            event = {"course_id": "course-v1:X+Y+2025", "mode": "audit", "user_id": one.person + 1}
            kind = random.choice((kind, "edx.course.grade.passed.first_time"))
        said = _event(one, kind, event)
        lines.append(said if random.random() > 0.02 else said[: len(said) // 2])
    return {"tracking.log": "\n".join(lines).encode()}


WRITTEN: Mapping[str, Callable[[Random], Files]] = {
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
    "course_enrollments": course_enrollments,
    "course_enrollments, in two files": enrollments_and_completions,
    "edx": edx,
    "edx_learning": edx_learning,
    "event_log": event_log,
    "event_log_by_day": event_log_by_day,
    "event_log_by_day, in the file's name": event_log_of_days,
    "event_log_by_person": event_log_by_person,
    "google_classroom": google_classroom,
    "group_attendance": group_attendance,
    "group_matrix": group_matrix,
    "group_matrix_of_days": group_matrix_of_days,
    "lesson_completions": lesson_completions,
    "lesson_completions, tasks with a status": task_completions,
    "moodle_events": moodle_events,
    "moodle_log": moodle_log,
    "moodle_log, a workbook": moodle_log_workbook,
    "oulad": oulad,
    "own_columns": own_columns,
    "teams_attendance": teams_attendance,
    "xapi": xapi,
    "xapi_learning": xapi_learning,
    "zoom_participants": zoom_participants,
}
"""By shape, and what is special of this one: its files.

A roster joins the event log, Moodle's database has no file, and own columns are no shape.
"""
