"""What files tell of study groups, read in plain Python from their text."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl

from tests.imports.shapes.written import Files
from tests.oracle.curriculum.groups import Course, Rules
from tests.oracle.curriculum.organisation import Attendance, Episode, Group, Hangout, Membership, Organisation, User


@dataclass(frozen=True)
class Attended:
    """A cell: somebody of a group, at an episode, on a day where he or she was there."""

    group: str
    course: str
    who: str
    leads: bool
    episode: str
    day: datetime | None
    mail: str | None = None


def group_attendance(files: Files) -> list[Attended]:
    rows = csv.DictReader(io.StringIO(files["groups.csv"].decode(), newline=""))
    return [
        Attended(
            row["Group"],
            row["Course"],
            row["Member"].lower(),
            row["Role"] == "Facilitator",
            row["Episode"],
            datetime.fromisoformat(row["Date"]) if row["Attendance"] == "present" else None,
            row["Member"],
        )
        for row in rows
    ]


def group_matrix(files: Files) -> list[Attended]:
    sheet = openpyxl.load_workbook(io.BytesIO(files["absen.xlsx"])).worksheets[0]
    header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    found = []
    for group, course, name, *marks in rows:
        for title, mark in zip(header[3:], marks, strict=True):
            episode, day = str(title).split(" (")
            there = mark in ("x", "hadir")
            moment = datetime.fromisoformat(day[:-1]) if there else None
            found.append(Attended(str(group), str(course), str(name), False, episode, moment))
    return found


def group_matrix_of_days(files: Files) -> list[Attended]:
    header, *rows = csv.reader(io.StringIO(files["episodes.csv"].decode(), newline=""), delimiter=";")
    return [
        Attended(
            group,
            "Course",
            name,
            role == "Leader",
            episode,
            datetime.strptime(day, "%d/%m/%Y") if day else None,  # noqa: DTZ007
        )
        for group, name, role, *days in rows
        for episode, day in zip(header[3:], days, strict=True)
    ]


GROUPS: Mapping[str, Callable[[Files], list[Attended]]] = {
    "group_attendance": group_attendance,
    "group_matrix": group_matrix,
    "group_matrix_of_days": group_matrix_of_days,
}
"""By shape: how its file is read here."""


def organisation_of(cells: list[Attended], recipe: str, zone: ZoneInfo) -> Organisation:
    """The organisation that cells make; who joined when, no file says: at the first of all meetings."""
    meetings = [(cell, cell.day.replace(tzinfo=zone).astimezone(UTC)) for cell in cells if cell.day]
    first = min(moment for _, moment in meetings)
    begun = {
        group: min(moment for cell, moment in meetings if cell.group == group)
        for group in {cell.group for cell, _ in meetings}
    }
    people = {(cell.group, cell.who): cell for cell in cells}
    return Organisation(
        [User(f"{recipe}:{who}", mail) for who, mail in {cell.who: cell.mail for cell in cells}.items()],
        [Hangout(f"{recipe}:{course}", course) for course in {cell.course for cell in cells}],
        [
            Episode(f"{recipe}:{course} {episode}", f"{recipe}:{course}", _number(episode))
            for course, episode in {(cell.course, cell.episode) for cell in cells}
        ],
        [
            Group(f"{recipe}:{group}", group, f"{recipe}:{course}", begun.get(group, first))
            for group, course in {(cell.group, cell.course) for cell in cells}
        ],
        [
            Membership(
                f"{group}{who}",
                "FACILITATOR" if cell.leads else "MEMBER",
                f"{recipe}:{group}",
                f"{recipe}:{who}",
                first,
                user_email=cell.mail,
            )
            for (group, who), cell in people.items()
        ],
        [
            Attendance(
                str(number),
                moment,
                f"{recipe}:{cell.course} {cell.episode}",
                f"{recipe}:{cell.group}",
                f"{recipe}:{cell.who}",
            )
            for number, (cell, moment) in enumerate(meetings)
        ],
    )


def rules_of(cells: list[Attended], zone: str) -> Rules:
    """The courses that are found become the organisation's, in the order in which they begin."""
    begun = {
        course: min(cell.day for cell in cells if cell.course == course and cell.day)
        for course in {cell.course for cell in cells}
    }
    episodes = {course: max(_number(cell.episode) for cell in cells if cell.course == course) for course in begun}
    ordered = sorted(begun, key=lambda course: (begun[course], course))
    courses = tuple(Course(course, episodes[course], number) for number, course in enumerate(ordered, 1))
    return Rules(time_zone=zone, courses=courses)


def _number(episode: str) -> int:
    found = re.search("[0-9]+", episode)
    assert found
    return int(found[0])
