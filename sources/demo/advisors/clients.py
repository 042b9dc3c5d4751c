"""The clients: when they register, and every request that they will ever make."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from sources.demo.advisors import people, places, traps, world
from sources.demo.advisors.places import Place
from sources.demo.advisors.seasons import BOGOTA, busy, grown, next_busy_day, time_of_day
from sources.demo.chance import between, days, draws, poisson, uuid
from sources.demo.production import World

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Planned:
    """A request to come."""

    key: str
    created_at: datetime
    edited_at: datetime | None
    """When somebody puts the vehicle right, long after it was closed; most are left as they are."""


@dataclass(frozen=True, slots=True)
class Client:
    """One client from registration to (perhaps) being erased."""

    id: str
    name: str
    where: Place
    tells_city: bool
    created_at: datetime
    requests: tuple[Planned, ...]
    erased_at: datetime | None


def clients(of: World, until: datetime) -> tuple[Client, ...]:
    """Everybody who may have registered by a moment, and few more."""
    return _clients_of_weeks(of, (until - of.founded_at) // WEEK)


@lru_cache(maxsize=1)
def _clients_of_weeks(of: World, last_week: int) -> tuple[Client, ...]:
    """Kept, because planning them is a good part of the work."""
    return tuple(client for week in range(last_week + 1) for client in _of_week(of, week))


def _of_week(of: World, week: int) -> Iterator[Client]:
    start = of.founded_at + week * WEEK
    random = draws(of.seed, "clients of week", week)
    monday = start.astimezone(BOGOTA).date()
    week_days = [monday + timedelta(days=number) for number in range(7)]
    mean = sum(map(busy, week_days)) / 5
    expected = of.scale * world.CLIENTS_A_WEEK_WHEN_GROWN * grown(of.founded_at, start) * mean
    for number in range(poisson(random, expected)):
        [day] = random.choices(week_days, [busy(day) for day in week_days])
        yield _client(of, f"{week}-{number}", time_of_day(random, day))


def _client(of: World, key: str, created_at: datetime) -> Client:
    random = draws(of.seed, "client", key)
    asks = random.random() >= world.NEVER_ASKS
    erased = not asks and traps.happens(random, "client erased")
    return Client(
        id=uuid(of.seed, "cliente", key),
        name=people.name(random),
        where=places.place(random),
        tells_city=random.random() < world.TELLS_CITY,
        created_at=created_at,
        requests=tuple(_requests(random, key, created_at)) if asks else (),
        erased_at=created_at + between(random, 2, 200) if erased else None,
    )


def _requests(random: Random, key: str, created_at: datetime) -> Iterator[Planned]:
    workshop = random.random() < world.IS_WORKSHOP
    goes_on = world.WORKSHOP_ASKS_AGAIN if workshop else world.ASKS_AGAIN
    gap = world.WORKSHOP_DAYS_TO_NEXT if workshop else world.DAYS_TO_NEXT
    moment, number = created_at + between(random, 0.001, 0.02), 0
    while True:
        edited = traps.happens(random, "edited long after")
        yield Planned(f"{key}-{number}", moment, moment + between(random, 100, 500) if edited else None)
        if random.random() >= goes_on:
            return
        later = moment + days(1 + random.expovariate(1 / gap))
        moment = time_of_day(random, next_busy_day(random, later.astimezone(BOGOTA).date()))
        number += 1
