"""What the page calls shapes, what their columns tell, tables and steps; what it does not know keeps its name."""

from functools import lru_cache

from analytics.ui import i18n, numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext


def shape(title: str) -> str:
    """A shape, by its title."""
    return _shapes(i18n.language()).get(title, title)


def tells(said: str) -> str:
    """What a column tells, as the label of a field."""
    known = _tells(i18n.language()).get(said, said)
    return known[:1].upper() + known[1:]


def table(name: str) -> str:
    """A table that an import fills."""
    return _tables(i18n.language()).get(name, name)


def column(name: str) -> str:
    """A column of such a table."""
    return _columns(i18n.language()).get(name, name)


def reason(said: str) -> str:
    """Why rows are left out."""
    return _reasons(i18n.language()).get(said, said)


def step(code: str) -> str:
    """What a work is doing."""
    return {
        "": _("Begins"),
        "waiting": _("Waits until another import, or a sync, has ended"),
        "reading": _("Reads the files"),
        "mapping": _("Takes the columns"),
        "checking": _("Decides how dates and numbers are written"),
        "writing": _("Compares with what is there, and writes"),
        "copying": _("Copies it to the pages"),
    }.get(code, code)


def rows(count: int) -> str:
    """So many rows."""
    return ngettext("{count} row", "{count} rows", count).format(count=numbers.whole(count))


@lru_cache
def _shapes(_language: str) -> dict[str, str]:
    return {
        "Attendance list": _("Attendance list"),
        "Attendance matrix": _("Attendance matrix"),
        "Canvas page views": _("Canvas page views"),
        "Check-in sheet": _("Check-in sheet"),
        "Check-in sheet with days": _("Check-in sheet with days"),
        "Event log": _("Event log: who and when"),
        "Event logs, one file a person": _("Event logs, one file a person"),
        "Google Classroom log": _("Google Classroom log"),
        "Moodle database": _("Moodle database"),
        "Moodle events": _("Moodle events"),
        "Moodle log export": _("Moodle log export"),
        "Open University clicks": _("Open University clicks"),
        "Teams attendance": _("Teams attendance"),
        "Zoom participants": _("Zoom participants"),
        "Attendance matrix by day": _("Attendance matrix by day"),
        "Attendance matrix of study groups": _("Attendance matrix of study groups"),
        "Attendance of study groups": _("Attendance of study groups"),
        "Comings and goings": _("Comings and goings"),
        "Completed lessons": _("Completed lessons"),
        "Course enrolments": _("Course enrolments"),
        "Days of study groups": _("Days of study groups"),
        "Event log with days": _("Event log with days"),
        "edX tracking log": _("edX tracking log"),
        "edX tracking log of learning": _("edX tracking log of learning"),
        "xAPI statements": _("xAPI statements"),
        "xAPI statements of learning": _("xAPI statements of learning"),
    }


@lru_cache
def _reasons(_language: str) -> dict[str, str]:
    return {
        "goings, which end a visit": _("goings, which end a visit"),
        "absent": _("absent"),
        "no hour written": _("no hour written"),
        "no hour written, or absent": _("no hour written, or absent"),
        "nobody named": _("nobody named"),
        "not completed": _("not completed"),
        "not marked as present": _("not marked as present"),
        "system users": _("system users"),
        "waiting room": _("waiting room"),
        "what participants did, which their own rows sum up": _("what participants did, which their own rows sum up"),
    }


@lru_cache
def _tells(_language: str) -> dict[str, str]:
    return {
        "a day, with marks": _("the days, with marks"),
        "how long they stayed": _("how long they stayed"),
        "the course": _("the course"),
        "the day": _("the day"),
        "the day of the course": _("the day of the course"),
        "the e-mail": _("the e-mail"),
        "the first name": _("the first name"),
        "the hour when they came": _("the hour when they came"),
        "the hour when they left": _("the hour when they left"),
        "the last name": _("the last name"),
        "the level": _("the level"),
        "the name": _("the name"),
        "the number of a user without a name": _("the number of a user without a name"),
        "the page": _("the page"),
        "the part of Canvas": _("the part of Canvas"),
        "the part of Moodle": _("the part of Moodle"),
        "what happened": _("what happened"),
        "when": _("when"),
        "when the course began": _("when the course began"),
        "when they came": _("when they came"),
        "when they left": _("when they left"),
        "where in the course": _("where in the course"),
        "who": _("who"),
        "who only waited": _("who only waited"),
        "whether it was completed": _("whether it was completed"),
        "who was absent": _("who was absent"),
        "who was there": _("who was there"),
        "who, by a number that comes again": _("who, by a number that comes again"),
        "who, by e-mail": _("who, by e-mail"),
        "a person, with marks": _("the people, with marks"),
        "an episode, with the day of the meeting": _("the episodes, with the day of the meeting"),
        "how far somebody was": _("how far somebody was"),
        "how long the video is": _("how long the video is"),
        "the best points": _("the best points"),
        "the best score": _("the best score"),
        "the course of an enrolment": _("the course of an enrolment"),
        "the episode": _("the episode"),
        "the group": _("the group"),
        "the hour": _("the hour"),
        "the lesson": _("the lesson"),
        "the points": _("the points"),
        "the problem": _("the problem"),
        "the score": _("the score"),
        "the score, of 1": _("the score, of 1"),
        "the second of the video": _("the second of the video"),
        "the title": _("the title"),
        "what the browser sent": _("what the browser sent"),
        "what was completed": _("what was completed"),
        "what was done": _("what was done"),
        "what was learned": _("what was learned"),
        "when it was completed": _("when it was completed"),
        "when somebody began": _("when somebody began"),
        "when somebody was enrolled": _("when somebody was enrolled"),
        "whether they came or left": _("whether they came or left"),
        "which program tells it": _("which program tells it"),
        "who leads": _("who leads"),
        "with what": _("with what"),
    }


@lru_cache
def _tables(_language: str) -> dict[str, str]:
    return {
        "check_ins": _("Check-ins"),
        "students": _("Students"),
        "profiles": _("Students"),
        "courses": _("Courses"),
        "enrollments": _("Course enrolments"),
        "media_files": _("Videos"),
        "video_progress": _("Progress in videos"),
        "quiz_attempts": _("Attempts at quizzes"),
        "User": _("People"),
        "Hangout": _("Courses"),
        "HangoutEpisode": _("Episodes"),
        "HangoutGroup": _("Groups"),
        "UserHangoutGroup": _("Members of groups"),
        "UserHangoutGroupAttendance": _("Attendances"),
    }


@lru_cache
def _columns(_language: str) -> dict[str, str]:
    return {
        "student_id": _("Who"),
        "userId": _("Who"),
        "checked_in_at": _("Came"),
        "checked_out_at": _("Left"),
        "full_name": _("Name"),
        "name": _("Name"),
        "level": _("Level"),
        "email": _("E-mail"),
        "attendedAt": _("When"),
        "hangoutId": _("Course"),
        "hangoutEpisodeId": _("Episode"),
        "hangoutGroupId": _("Group"),
    }
