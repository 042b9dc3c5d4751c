"""What the staff left behind while trying things out: one test account, one test group and dates that cannot be.

These few rows are there at every scale, so that the rarest blemishes are always present.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from sources.demo.chance import days, identifier
from sources.demo.curriculum.catalogue import episode_id, hangout_id
from sources.demo.curriculum.seats import FACILITATOR, MEMBER
from sources.demo.curriculum.world import FIRST_EDITION
from sources.demo.history import History, Values, edited
from sources.demo.production import World

FAR_FUTURE = datetime(2099, 1, 1, 5, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def histories(of: World) -> Iterator[tuple[str, History]]:
    """All test rows, in the order of their foreign keys."""
    start = of.founded_at + days(0.5)
    for name in ("tester", "tester-2"):
        yield "User", _stamped(edited(start, _user(of, name)))
    yield "HangoutGroup", edited(start, _group(of, "test-group", FIRST_EDITION))
    yield "HangoutGroup", edited(start, _group(of, "test-group-outside", "talk"))
    ahead = _group(of, "test-group-2099", FIRST_EDITION) | {"createdAt": FAR_FUTURE, "updatedAt": start}
    yield "HangoutGroup", [(start, ahead)]
    yield "UserHangoutGroup", edited(start, _seat(of, "test-group", "tester", FACILITATOR, start))
    yield "UserHangoutGroup", edited(start, _seat(of, "test-group", "tester-2", MEMBER, FAR_FUTURE))
    yield "UserHangoutGroup", edited(start, _seat(of, "test-group-2099", "tester", FACILITATOR, start))
    yield "UserHangoutGroup", edited(start, _seat(of, "test-group-outside", "tester", MEMBER, EPOCH))
    meetings = (
        ("test-group", FIRST_EDITION, 1, start + days(1)),
        ("test-group", FIRST_EDITION, 9, FAR_FUTURE),
        ("test-group-outside", "talk", 1, EPOCH),
        ("test-group-outside", "talk", 2, FAR_FUTURE),
    )
    for group, hangout, order, attended_at in meetings:
        values = _attendance(of, group, hangout, order, attended_at)
        yield "UserHangoutGroupAttendance", [(start + days(1), values)]


def _stamped(history: History) -> History:
    """A cursor column that lies in the future, as a wrong clock writes it."""
    return [(moment, values and values | {"updatedAt": FAR_FUTURE}) for moment, values in history]


def _user(of: World, name: str) -> Values:
    return {
        "id": identifier(of.seed, "User", name),
        "email": f"{name}@ngeshare.example",
        "passwordHash": None,
        "phoneNumber": None,
        "locale": "id",
        "lastLogin": None,
        "lastActive": None,
        "deletedAt": None,
    }


def _group(of: World, name: str, hangout: str) -> Values:
    return {
        "id": identifier(of.seed, "HangoutGroup", name),
        "name": f"TEST {name}",
        "description": "jangan dihapus",
        "status": "OPEN",
        "whatsappLink": None,
        "maxMembers": None,
        "day": None,
        "time": None,
        "hangoutId": hangout_id(of.seed, hangout),
        "imageId": None,
        "startDate": None,
        "endDate": None,
        "city": None,
        "province": None,
    }


def _seat(of: World, group: str, name: str, role: str, joined_at: datetime) -> Values:
    return {
        "id": identifier(of.seed, "UserHangoutGroup", group, name),
        "joinedAt": joined_at,
        "status": "ACTIVE",
        "hangoutGroupRole": role,
        "hangoutGroupId": identifier(of.seed, "HangoutGroup", group),
        "userId": identifier(of.seed, "User", name),
        "publicId": None,
        "userEmail": None,
        "orderId": None,
        "certificateUrl": None,
    }


def _attendance(of: World, group: str, hangout: str, order: int, attended_at: datetime) -> Values:
    return {
        "id": identifier(of.seed, "Attendance", group, order),
        "attendedAt": attended_at,
        "checkInMethod": "MANUAL",
        "hangoutEpisodeId": episode_id(of.seed, hangout, order),
        "hangoutGroupId": identifier(of.seed, "HangoutGroup", group),
        "userId": identifier(of.seed, "User", "tester"),
    }
