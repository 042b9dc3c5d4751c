"""What the contract says about people: rosters, facilitators who were members once, each member's journey."""

from collections import Counter
from datetime import date

from tests.oracle.arithmetic import percent
from tests.oracle.curriculum.groups import CurriculumGroup, Programme, Row, joined_first
from tests.oracle.curriculum.organisation import Membership

ROLES = ("FACILITATOR", "MEMBER")


def member_roster(programme: Programme) -> list[Row]:
    rows: list[Row] = []
    for group in programme.all_groups():
        for role in ROLES:
            for membership in first_per_user(group.memberships_as(role)):
                user_id = str(membership.user_id)
                name, lately = programme.name(membership), group.attended_lately(user_id)
                rows.append((group.id, user_id, name, role, membership.joined_at, lately))
    return rows


def first_per_user(memberships: list[Membership]) -> list[Membership]:
    first: dict[str, Membership] = {}
    for membership in sorted(memberships, key=joined_first):
        first.setdefault(str(membership.user_id), membership)
    return list(first.values())


def facilitator_alumni(programme: Programme) -> list[Row]:
    as_member = programme.memberships_by_user("MEMBER")
    rows: list[Row] = []
    for user_id, facilitated in programme.memberships_by_user("FACILITATOR").items():
        earliest, latest = facilitated[0].joined_at, facilitated[-1].joined_at
        assert latest is not None
        member_moments = [joined_first(membership)[0] for membership in as_member.get(user_id, [])]
        is_alumni = any(moment < latest for moment in member_moments)
        name = programme.name(facilitated[0])
        rows.append((user_id, name, is_alumni, min(member_moments, default=None), earliest))
    return rows


def member_journey(programme: Programme) -> list[Row]:
    facilitated = programme.memberships_by_user("FACILITATOR")
    rows: list[Row] = []
    for user_id, joined in programme.memberships_by_user("MEMBER").items():
        groups = [group for group in programme.all_groups() if user_id in group.users_as("MEMBER")]
        completed = {group.course.name for group in groups if group.status == "GRADUATED"}
        as_facilitator = facilitated.get(user_id, [])
        rows.append(
            (
                user_id,
                programme.name(joined[0]),
                len(groups),
                len(completed),
                current_course(groups, user_id),
                bool(as_facilitator),
                as_facilitator[0].joined_at if as_facilitator else None,
            )
        )
    return rows


def current_course(groups: list[CurriculumGroup], user_id: str) -> str | None:
    """The course of the active group joined last; of two joined at the same moment, the smaller record id."""
    joined = []
    for group in groups:
        if group.status == "ACTIVE":
            own = [m for m in group.memberships_as("MEMBER") if m.user_id == user_id]
            joined.append((*joined_first(own[0]), group.course.name))
    if not joined:
        return None
    last = max(moment for moment, _, _ in joined)
    return min((record_id, course) for moment, record_id, course in joined if moment == last)[1]


def facilitator_growth(programme: Programme) -> list[Row]:
    facilitators = facilitator_alumni(programme)
    active = {group.facilitator_id for group in programme.all_groups() if group.status == "ACTIVE"}
    alumni = sum(1 for _, _, is_alumni, _, _ in facilitators if is_alumni)
    total = len(facilitators)
    return [(total, len(active - {None}), alumni, percent(alumni, total))]


def facilitator_growth_monthly(programme: Programme) -> list[Row]:
    new = Counter(programme.rules.local_date(since).replace(day=1) for *_, since in facilitator_alumni(programme))
    if not new:
        return []
    rows: list[Row] = []
    month, cumulative = min(new), 0
    while month <= programme.today:
        cumulative += new[month]
        rows.append((month, new[month], cumulative))
        month = following_month(month)
    return rows


def following_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
