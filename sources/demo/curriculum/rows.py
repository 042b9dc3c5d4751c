"""Turns people, groups and seats into the rows that a production holds about them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sources.demo.chance import between, draws, identifier
from sources.demo.curriculum import places, traps, world
from sources.demo.curriculum.catalogue import IMAGES, hangout_id, image_id
from sources.demo.curriculum.circles import Group
from sources.demo.curriculum.people import Person
from sources.demo.curriculum.seasons import JAKARTA
from sources.demo.curriculum.seats import FACILITATOR, Seat
from sources.demo.history import History, Values, edited
from sources.demo.production import World

Edits = list[tuple[datetime, Mapping[str, Any]]]
MEMBERSHIP_FEE = 50_000


def user(who: Person) -> History:
    """An account."""
    values: Values = {
        "id": who.id,
        "email": who.email,
        "passwordHash": f"not-a-hash-{who.id[-8:]}",
        "phoneNumber": None,
        "locale": "en" if who.id[-1] in "ab" else "id",
        "lastLogin": who.created_at,
        "lastActive": who.created_at,
        "deletedAt": None,
    }
    edits: Edits = []
    if who.changed_email:
        edits.append((who.changed_email[0], {"email": who.changed_email[1]}))
    if who.deleted_at:
        edits.append((who.deleted_at, {"deletedAt": who.deleted_at}))
    return edited(who.created_at, values, edits)


def group(of: World, found: Group) -> History:
    """A group from its announcement to long after its end."""
    random = draws(of.seed, "edits", found.key)
    habits, life = found.habits, found.life
    hour, minute = habits.starts
    short = found.course.name.strip().removeprefix("Ngeshare Sesi ")
    values: Values = {
        "id": found.id,
        "name": f"{short} {habits.title}",
        "description": None if random.random() < 0.6 else f"Kelompok {habits.title}",
        "status": "OPEN",
        "whatsappLink": f"https://chat.example/{found.id[1:9]}",
        "maxMembers": 8,
        "day": (habits.weekday + 1) % 7,
        "time": datetime(1970, 1, 1, hour, minute, tzinfo=JAKARTA).astimezone(of.founded_at.tzinfo),
        "hangoutId": hangout_id(of.seed, found.hangout) if found.hangout else None,
        "imageId": image_id(of.seed, random.randrange(IMAGES)) if random.random() < 0.25 else None,
        "startDate": life.first_met_at if random.random() < 0.8 else None,
        "endDate": None,
        "city": habits.city,
        "province": habits.province,
    }
    edits = [*_course_of_events(random, found), *_second_thoughts(random, of, found, values)]
    return edited(found.created_at, values, edits)


def _course_of_events(random: Random, found: Group) -> Edits:
    life = found.life
    edits: Edits = []
    if life.first_met_at and life.last_met_at:
        edits.append((life.first_met_at + timedelta(hours=2), {"status": "ONGOING"}))
        if life.graduated_at:
            ended = {"status": "FINISHED", "endDate": life.graduated_at}
            edits.append((life.last_met_at + between(random, 0.2, 6), ended))
        elif random.random() < 0.3:
            edits.append((life.last_met_at + between(random, 40, 150), {"status": "CLOSED"}))
    return edits


def _second_thoughts(random: Random, of: World, found: Group, values: Values) -> Edits:
    edits: Edits = []
    if random.random() < world.GROUP_IS_RENAMED:
        renamed = f"{values['name']} ({random.choice(places.VIRTUES)})"
        edits.append((found.created_at + between(random, 1, 60), {"name": renamed}))
    if random.random() < world.GROUP_CHANGES_SLOT:
        edits.append((found.created_at + between(random, 14, 70), {"day": random.randrange(7)}))
    if traps.happens(random, "edited long after"):
        city, province = places.place(random)
        edits.append((found.created_at + between(random, 200, 900), {"city": city, "province": province}))
    if found.hangout_set_at:
        edits.append((found.hangout_set_at, {"hangoutId": hangout_id(of.seed, found.edition)}))
    return edits


def membership(of: World, found: Group, seat: Seat) -> History:
    """A membership row; it may gain its user, end, or vanish."""
    registers = seat.registered_at is not None
    values: Values = {
        "id": seat.id,
        "joinedAt": seat.joined_at,
        "status": "ACTIVE" if seat.person and not registers else "INVITED",
        "hangoutGroupRole": seat.role,
        "hangoutGroupId": found.id,
        "userId": seat.person.id if seat.person and not registers else None,
        "publicId": seat.public_id,
        "userEmail": seat.email,
        "orderId": order_id(of, seat) if seat.pays else None,
        "certificateUrl": None,
    }
    edits: list[tuple[datetime, Mapping[str, Any] | None]] = []
    if seat.person and seat.registered_at:
        edits.append((seat.registered_at, {"userId": seat.person.id, "status": "ACTIVE"}))
    if seat.left_at:
        edits.append((seat.left_at, {"status": "LEFT"}))
    elif found.life.graduated_at and seat.role != FACILITATOR and seat.person:
        edits.append((found.life.graduated_at + timedelta(hours=30), {"status": "COMPLETED"}))
    if seat.removed_at:
        edits.append((seat.removed_at, None))
    return edited(seat.created_at, values, edits)


def order_id(of: World, seat: Seat) -> str:
    """The payment that belongs to a seat."""
    return identifier(of.seed, "Order", seat.id)


def order(of: World, seat: Seat) -> History:
    """A payment."""
    values: Values = {
        "id": order_id(of, seat),
        "status": "PAID",
        "amount": MEMBERSHIP_FEE,
        "currency": "IDR",
        "userId": seat.person.id if seat.person and not seat.registered_at else None,
    }
    return edited(seat.created_at, values)
