"""The life of one request: told to advisors, offered on, evaluated, decided, delivered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from sources.demo.advisors import places, traps, vehicles, world
from sources.demo.advisors.advisors import Network
from sources.demo.advisors.bids import Notification, Offer, notifications
from sources.demo.advisors.clients import Client, Planned
from sources.demo.advisors.places import Place
from sources.demo.chance import between, days, draws, uuid, weighted
from sources.demo.production import World

ACCEPTED, EXPIRED, WITHOUT_OFFERS = "ACEPTADA", "EXPIRADA", "SIN_OFERTAS"


@dataclass(frozen=True)
class Verdict:
    """What the evaluation and the client made of the offers."""

    evaluated_at: datetime
    estado: str
    closed_at: datetime
    winners: tuple[Offer, ...] = ()
    accepted: Offer | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True)
class Request:
    """One request from its first minute to long after its end."""

    key: str
    id: str
    client_id: str
    where: Place
    brand: str
    brand_as_typed: str | None
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    told: tuple[Notification, ...]
    verdict: Verdict


def live(of: World, advisors: Network, client: Client, planned: Planned) -> Request:
    """Plans a request's whole life."""
    random = draws(of.seed, "request", planned.key)
    where = client.where if random.random() < world.ASKS_AT_HOME else places.place(random)
    brand, count = vehicles.brand(random), weighted(random, world.NOTIFIED)
    invited = advisors.invite(random, planned.created_at, where, count)
    told = tuple(notifications(random, brand, planned.created_at, invited))
    deleted = traps.happens(random, "request deleted")
    return Request(
        key=planned.key,
        id=uuid(of.seed, "solicitud", planned.key),
        client_id=client.id,
        where=where,
        brand=brand,
        brand_as_typed=vehicles.written(random, brand),
        created_at=planned.created_at,
        edited_at=planned.edited_at,
        deleted_at=planned.created_at + between(random, 1.5, world.CORRECTED_WITHIN_DAYS) if deleted else None,
        told=told,
        verdict=_verdict(random, planned.created_at, told),
    )


def _verdict(random: Random, created_at: datetime, told: Sequence[Notification]) -> Verdict:
    evaluated_at = created_at + between(random, *world.EVALUATED_AFTER_DAYS)
    offers = [found.offer for found in told if found.offer]
    in_time = sorted(
        (offer for offer in offers if offer.recorded_at < evaluated_at and offer.withdrawn_at is None),
        key=lambda offer: offer.rank,
    )
    if not in_time:
        return Verdict(evaluated_at, WITHOUT_OFFERS, evaluated_at)
    winners = tuple(in_time[: 1 + traps.happens(random, "several winners")])
    estado = weighted(random, world.DECISION)
    if estado == EXPIRED:
        return Verdict(evaluated_at, estado, evaluated_at + days(world.EXPIRES_AFTER_DAYS), winners)
    decided_at = evaluated_at + between(random, 0.01, world.DECIDES_WITHIN_DAYS)
    verdict = Verdict(evaluated_at, estado, decided_at, winners)
    return _delivery(random, verdict, in_time) if estado == ACCEPTED else verdict


def _delivery(random: Random, verdict: Verdict, in_time: Sequence[Offer]) -> Verdict:
    other = in_time[-1] if traps.happens(random, "accepted but not winning") else in_time[0]
    accepted = replace(verdict, accepted=other)
    if random.random() >= world.DELIVERED:
        return accepted
    promised = max(0.3, other.delivery_days * other.advisor.delivers_early * random.uniform(0.7, 1.3))
    return replace(accepted, delivered_at=verdict.closed_at + days(promised))
