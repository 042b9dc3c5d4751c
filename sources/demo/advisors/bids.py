"""What advisors make of a request: who is told, who answers when, and who offers what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sources.demo.advisors import traps, vehicles, world
from sources.demo.advisors.advisors import Advisor
from sources.demo.advisors.seasons import when_open
from sources.demo.chance import between, days, weighted


@dataclass(frozen=True, slots=True)
class Offer:
    """What one advisor offers."""

    advisor: Advisor
    made_at: datetime
    amount: float
    delivery_days: int
    warranty_months: int
    withdrawn_at: datetime | None
    recorded_at: datetime
    """When it reached the database; some are told by telephone and typed in later."""

    @property
    def rank(self) -> float:
        """The smaller, the better the evaluation likes it."""
        return self.amount * (1 + 0.03 * self.delivery_days) * (1.2 - 0.01 * self.warranty_months)


@dataclass(frozen=True, slots=True)
class Notification:
    """One advisor told of the request, and what came of it."""

    advisor: Advisor
    sent_at: datetime
    answered_at: datetime | None
    offer: Offer | None


def notifications(
    random: Random, brand: str, created_at: datetime, invited: Sequence[Advisor]
) -> Iterator[Notification]:
    """Everybody who is told, in the order of telling."""
    worth = vehicles.price(random, brand)
    sent_at = created_at + between(random, 0.0003, 0.006)
    for advisor in invited:
        sent_at += between(random, 0.0001, 0.01)
        yield _notification(random, advisor, sent_at, worth)


def _notification(random: Random, advisor: Advisor, sent_at: datetime, worth: float) -> Notification:
    if random.random() >= advisor.answers:
        return Notification(advisor, sent_at, None, None)
    seen_at = when_open(random, sent_at)
    answered_at = when_open(random, seen_at + days(random.lognormvariate(0, 0.8) * advisor.minutes_to_answer / 1440))
    if random.random() >= world.OFFERS_AFTER_ANSWERING:
        return Notification(advisor, sent_at, answered_at, None)
    return Notification(advisor, sent_at, answered_at, _offer(random, advisor, answered_at, worth))


def _offer(random: Random, advisor: Advisor, answered_at: datetime, worth: float) -> Offer:
    made_at = answered_at + between(random, 0.0002, 0.01)
    late = between(random, 0.8, 9) if traps.happens(random, "offer recorded late") else timedelta()
    withdrawn = traps.happens(random, "offer withdrawn")
    amount = round(worth * max(0.5, advisor.price_level) * random.gauss(1, 0.14), -2)
    return Offer(
        advisor=advisor,
        made_at=made_at,
        amount=max(5_000.0, amount),
        delivery_days=weighted(random, world.DELIVERY_DAYS),
        warranty_months=weighted(random, world.WARRANTY_MONTHS),
        withdrawn_at=made_at + late + between(random, 0.01, 0.4) if withdrawn else None,
        recorded_at=made_at + late,
    )
