"""The advisors: who they are, how eagerly they bid, when they pause, and how the marketplace judges them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from sources.demo.advisors import people, places, traps, world
from sources.demo.advisors.places import Place
from sources.demo.advisors.seasons import grown
from sources.demo.chance import between, days, draws, poisson, uuid
from sources.demo.production import World

WEEK = timedelta(days=7)
ACTIVE, INACTIVE, SUSPENDED = "ACTIVO", "INACTIVO", "SUSPENDIDO"


@dataclass(frozen=True, eq=False)
class Advisor:
    """One advisor, with what stays the same and when the estado changes."""

    key: str
    id: str
    name: str
    email: str | None
    where: Place
    city: str
    shop: str | None
    joined_at: datetime
    estados: tuple[tuple[datetime, str], ...]
    answers: float
    minutes_to_answer: float
    price_level: float
    delivers_early: float
    on_a_scale_of_ten: bool
    percent_above_100: bool

    def is_active(self, moment: datetime) -> bool:
        """Whether requests are shown to the advisor; whoever is neither inactive nor suspended counts as active."""
        estado = ""
        for since, later in self.estados:
            if since <= moment:
                estado = later
        return estado not in (INACTIVE, SUSPENDED)


@dataclass(frozen=True)
class Pool:
    """Advisors in the order in which they joined."""

    advisors: tuple[Advisor, ...]
    joined: tuple[datetime, ...]

    def draw(self, random: Random, moment: datetime) -> Advisor | None:
        """Somebody who had joined by then, whoever joins later."""
        there = bisect_right(self.joined, moment)
        found = self.advisors[random.randrange(there)] if there else None
        return found if found and found.is_active(moment) else None


@dataclass(frozen=True)
class Network:
    """All advisors, by city and in the whole country."""

    everybody: Pool
    nearby: Mapping[Place, Pool]

    def invite(self, random: Random, moment: datetime, where: Place, count: int) -> list[Advisor]:
        """Who is told of a request: mostly advisors of the same city."""
        chosen: dict[str, Advisor] = {}
        near = self.nearby.get(where, self.everybody)
        for _ in range(4 * count):
            pool = near if random.random() < world.NOTIFIED_NEARBY else self.everybody
            found = pool.draw(random, moment)
            if found:
                chosen[found.id] = found
            if len(chosen) == count:
                break
        return list(chosen.values())


def network(of: World, until: datetime) -> Network:
    """Everybody who may have joined by a moment, and few more."""
    return _network_of_weeks(of, (until - of.founded_at) // WEEK)


@lru_cache(maxsize=1)
def _network_of_weeks(of: World, last_week: int) -> Network:
    everybody = sorted(_advisors(of, last_week), key=lambda found: found.joined_at)
    by_place: dict[Place, list[Advisor]] = defaultdict(list)
    for found in everybody:
        by_place[found.where].append(found)
    return Network(_pool(everybody), {where: _pool(found) for where, found in by_place.items()})


def _pool(found: list[Advisor]) -> Pool:
    return Pool(tuple(found), tuple(advisor.joined_at for advisor in found))


def _advisors(of: World, last_week: int) -> Iterator[Advisor]:
    fewest, per_scale = world.FOUNDING_ADVISORS
    relative: str | None = None
    for number in range(fewest + round(per_scale * of.scale)):
        random = draws(of.seed, "founding advisor", number)
        found = _advisor(random, of, f"0/{number}", of.founded_at + between(random, 0.01, 0.3), relative)
        relative = found.email or relative
        yield found
    for week in range(last_week + 1):
        start = of.founded_at + week * WEEK
        random = draws(of.seed, "advisors of week", week)
        for number in range(poisson(random, of.scale * world.ADVISORS_A_WEEK_WHEN_GROWN * grown(of.founded_at, start))):
            found = _advisor(random, of, f"{week}-{number}", start + between(random, 0.4, 6), relative)
            relative = found.email or relative
            yield found


def _advisor(random: Random, of: World, key: str, joined_at: datetime, relative: str | None) -> Advisor:
    name, where = people.name(random), places.place(random)
    quick, slow = world.MEDIAN_MINUTES_TO_ANSWER
    return Advisor(
        key=key,
        id=uuid(of.seed, "asesor", key),
        name=name,
        email=_email(random, name, relative),
        where=where,
        city=places.written(random, where),
        shop=None if traps.happens(random, "advisor without a shop") else people.shop(random),
        joined_at=joined_at,
        estados=tuple(_estados(random, joined_at)),
        answers=random.uniform(*world.ANSWERS),
        minutes_to_answer=quick * (slow / quick) ** random.random(),
        price_level=random.gauss(1.0, 0.11),
        delivers_early=random.uniform(0.6, 1.5),
        on_a_scale_of_ten=traps.happens(random, "trust on a scale of ten"),
        percent_above_100=traps.happens(random, "percent above 100"),
    )


def _email(random: Random, name: str, relative: str | None) -> str | None:
    if traps.happens(random, "advisor without e-mail"):
        return None
    if traps.happens(random, "blank e-mail of an advisor"):
        return random.choice(("", "  "))
    if relative and relative.strip() and traps.happens(random, "duplicate e-mail of an advisor"):
        return random.choice((relative, relative.upper(), f" {relative}"))
    return people.address(random, name)


def _estados(random: Random, joined_at: datetime) -> Iterator[tuple[datetime, str]]:
    yield joined_at, "activo" if traps.happens(random, "unknown estado of an advisor") else ACTIVE
    moment = joined_at
    if random.random() < world.IS_SUSPENDED:
        moment += between(random, 30, 500)
        yield moment, SUSPENDED
        moment += between(random, 12, 70)
        yield moment, ACTIVE
    if random.random() < world.BECOMES_INACTIVE:
        moment += days(20 + random.expovariate(1 / 420))
        yield moment, INACTIVE
        if random.random() < world.COMES_BACK:
            yield moment + between(random, 20, 150), ACTIVE


def evaluations(of: World, advisor: Advisor, until: datetime) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """What the marketplace's monthly job writes into the advisor's row, at two in the morning."""
    random = draws(of.seed, "evaluations", advisor.key)
    performance, trust = random.uniform(25, 75), random.uniform(2.6, 4.2)
    moment = advisor.joined_at.replace(day=1, hour=7, minute=0, second=0, microsecond=0)
    while (moment := (moment + timedelta(days=32)).replace(day=1)) <= until:
        performance = min(97.0, max(3.0, performance + random.gauss(advisor.answers * 4 - 2, 5)))
        trust = min(5.0, max(1.0, trust + random.gauss(0.02, 0.12)))
        activity = min(100.0, max(0.0, 100 * advisor.answers + random.gauss(0, 9)))
        if advisor.percent_above_100:
            activity = 100.0 + random.uniform(0.5, 9)
        judged = {
            "nivel_actual": 1 + int(performance > 40) + int(performance > 60) + int(performance > 80),
            "confianza": round(min(9.9, trust * 2) if advisor.on_a_scale_of_ten and trust > 2.6 else trust, 2),
            "actividad_reciente_pct": round(activity, 2),
            "desempeno_historico_pct": round(performance, 2),
        }
        yield moment + days(random.uniform(0, 0.004)), judged
