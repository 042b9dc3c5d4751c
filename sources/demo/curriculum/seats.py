"""Who sits in a group: its facilitators and members, as rows of memberships with all their flaws."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from sources.demo.chance import between, identifier, weighted
from sources.demo.curriculum import traps, world
from sources.demo.curriculum.people import Person, address, person, public_id

FACILITATOR, MEMBER = "FACILITATOR", "MEMBER"


@dataclass(frozen=True)
class Seat:
    """One membership row through time."""

    id: str
    role: str
    person: Person | None
    created_at: datetime
    joined_at: datetime | None
    email: str | None
    public_id: str | None
    attends: float
    registered_at: datetime | None = None
    left_at: datetime | None = None
    removed_at: datetime | None = None
    pays: bool = False


@dataclass(frozen=True)
class Table:
    """Where seats are being set: the group and the time in which people join it."""

    random: Random
    seed: int
    group: str
    opens_at: datetime
    first_met_at: datetime
    together: datetime | None
    carried: Sequence[Person] = ()

    def joining(self) -> datetime:
        return self.together or self.opens_at + between(self.random, 0.01, 6)

    def seat(self, key: str, role: str, who: Person | None, attends: float) -> Seat:
        """A membership of somebody known."""
        joined = self.joining()
        created_at = joined if who is None else max(joined, who.created_at)
        return Seat(
            id=identifier(self.seed, "UserHangoutGroup", self.group, key),
            role=role,
            person=who,
            created_at=created_at,
            joined_at=traps.joined_at(self.random, created_at, created_at),
            email=who.email if who and self.random.random() < 0.4 else None,
            public_id=who.public_id if who and self.random.random() < 0.5 else None,
            attends=attends,
        )


def set_table(
    random: Random,
    seed: int,
    group: str,
    opens_at: datetime,
    first_met_at: datetime,
    facilitator: Person,
    carried: Sequence[Person],
) -> tuple[Seat, ...]:
    """All memberships of a group."""
    together = opens_at + between(random, 0.01, 2) if traps.happens(random, "imported in one batch") else None
    table = Table(random, seed, group, opens_at, first_met_at, together, carried)
    return (*_facilitators(table, facilitator), *_members(table, facilitator))


def _facilitators(table: Table, facilitator: Person) -> list[Seat]:
    if traps.happens(table.random, "no facilitator"):
        return []
    first = table.seat("facilitator", FACILITATOR, facilitator, world.FACILITATOR_ATTENDS)
    if not traps.happens(table.random, "several facilitators"):
        return [first]
    key = f"{table.group}/second-facilitator"
    second = person(table.random, table.seed, key, table.opens_at - between(table.random, 1, 40))
    seat = table.seat("second-facilitator", FACILITATOR, second, 0.4)
    if traps.happens(table.random, "tie in joinedAt"):
        return [first, replace(seat, joined_at=first.joined_at)]
    later = first.created_at + between(table.random, 0.5, 30)
    return [first, replace(seat, created_at=later, joined_at=later)]


def _members(table: Table, facilitator: Person) -> list[Seat]:
    seats: list[Seat] = []
    for number, who in enumerate(table.carried):
        seats += _member(table, f"carried-{number}", who)
    wanted = weighted(table.random, world.MEMBERS_AT_FIRST)
    newcomers = max(wanted - len(seats), table.random.choice((0, 0, 0, 1))) if seats else wanted
    relative: str | None = None
    for number in range(newcomers):
        key = f"member-{number}"
        if traps.happens(table.random, "null userId"):
            seats.append(_unregistered(table, key))
            continue
        registered = table.opens_at - between(table.random, -1, 25)
        who = person(table.random, table.seed, f"{table.group}/{key}", registered, relative)
        relative = who.email
        seats += _member(table, key, who)
    if traps.happens(table.random, "facilitator is also a member"):
        seats.append(table.seat("facilitator-member", MEMBER, facilitator, 0))
    return seats


def _member(table: Table, key: str, who: Person) -> list[Seat]:
    """A member's row, and sometimes the same membership a second time."""
    random = table.random
    seat = table.seat(key, MEMBER, who, random.uniform(*world.MEMBER_ATTENDS))
    if random.random() < world.MEMBER_DROPS_OUT:
        left_at = max(table.first_met_at, seat.created_at) + between(random, 3, 60)
        seat = replace(seat, left_at=left_at)
    if traps.happens(random, "membership hard-deleted"):
        seat = replace(seat, removed_at=seat.created_at + between(random, 1, 40))
    seat = replace(seat, pays=random.random() < world.PAYS)
    if not traps.happens(random, "duplicate membership"):
        return [seat]
    again = table.seat(f"{key}-again", MEMBER, who, 0)
    later = seat.created_at + between(random, 0.1, 20)
    return [seat, replace(again, created_at=later, joined_at=later)]


def _unregistered(table: Table, key: str) -> Seat:
    """Somebody invited by e-mail or code; some of them register later, which fills in the user."""
    random = table.random
    seat = table.seat(key, MEMBER, None, random.uniform(*world.MEMBER_ATTENDS))
    if traps.happens(random, "null userId without joinedAt"):
        seat = replace(seat, joined_at=None)
    by_code = random.random() < 0.4
    seat = replace(seat, email=None if by_code else address(random), public_id=public_id(random) if by_code else None)
    if not traps.happens(random, "null userId registers later"):
        return seat
    registered_at = seat.created_at + between(random, 2, 90)
    who = person(random, table.seed, f"{table.group}/{key}", registered_at)
    return replace(seat, person=who, registered_at=registered_at)
