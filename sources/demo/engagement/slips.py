"""The slips of kiosks and people, one function for each: what the record said, and how it was put right."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from sources.demo.chance import between
from sources.demo.engagement import traps
from sources.demo.engagement.seasons import GUAYAQUIL
from sources.demo.engagement.visits import Visit
from sources.demo.history import Values

CORRECTED_WITHIN = timedelta(days=41)
LONGEST_STAY = timedelta(hours=16)
A_YEAR = timedelta(days=365)
Edit = tuple[datetime, Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Record:
    """A check-in as it was first written, and the edits that followed."""

    recorded_at: datetime
    values: Values
    edits: tuple[Edit, ...] = ()
    cursor: datetime | None = None
    """What `updated_at` says at first, where that is not the moment of writing."""

    def at(self, moment: datetime) -> "Record":
        """Written at another moment."""
        return replace(self, recorded_at=moment)

    def but(self, **values: Any) -> "Record":
        """With other values from the beginning."""
        return replace(self, values=self.values | values)

    def then(self, moment: datetime, **values: Any) -> "Record":
        """Edited."""
        return replace(self, edits=(*self.edits, (moment, values)))

    def deleted(self, moment: datetime) -> "Record":
        """Deleted for good."""
        return replace(self, edits=(*self.edits, (moment, None)))

    def closed(self, moment: datetime, reads: datetime | None = None) -> "Record":
        """Checked out at a moment, at which the kiosk's clock reads that (None: the moment)."""
        return self.then(moment, checked_out_at=reads or moment)


Slip = Callable[[Random, Visit, Record], Iterator[Record]]


def wrong_card(random: Random, visit: Visit, record: Record, other: str) -> Record:
    """Somebody else's card was read; staff gave the check-in to the right student."""
    right = record.values["student_id"]
    moved_at = visit.ends_at + between(random, 0.3, 20)
    return record.but(student_id=other).closed(visit.ends_at).then(moved_at, student_id=right)


def _never_closed(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    found = traps.happens(random, "closed by staff later")
    yield record.closed(visit.ends_at + between(random, 0.5, 5), visit.ends_at) if found else record


def _closed_days_later(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    yield record.closed(visit.starts_at + LONGEST_STAY + between(random, 0.01, 2))


def _closed_next_morning(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    tomorrow = visit.starts_at.astimezone(GUAYAQUIL).date() + timedelta(days=1)
    opens_at = datetime.combine(tomorrow, time(8), GUAYAQUIL).astimezone(visit.starts_at.tzinfo)
    returns_at = opens_at + between(random, 0, 0.02)
    yield record.closed(returns_at if returns_at - visit.starts_at <= LONGEST_STAY else visit.ends_at)


def _closed_by_the_clock(_random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    yield record.closed(visit.starts_at + LONGEST_STAY)


def _negative(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    wrong = record.closed(visit.ends_at, visit.starts_at - between(random, 0.005, 0.2))
    corrected = traps.happens(random, "negative length corrected")
    yield wrong.closed(visit.ends_at + between(random, 1, 30), visit.ends_at) if corrected else wrong


def _zero(_random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    yield record.closed(visit.ends_at, visit.starts_at)


def _double_tap(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    yield record.closed(visit.ends_at)
    second = _second(record, visit.starts_at + timedelta(seconds=random.randint(2, 40)))
    removed = traps.happens(random, "double tap removed")
    yield second.deleted(visit.ends_at + between(random, 0.1, 20)) if removed else second


def _overlapping(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    yield record.closed(visit.ends_at)
    again_at = visit.starts_at + (visit.ends_at - visit.starts_at) * random.uniform(0.3, 0.8)
    yield _second(record, again_at).closed(visit.ends_at + between(random, 0.003, 0.02))


def _clock_behind(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    lag = between(random, 5 / 24, 10 / 24)
    yield record.but(checked_in_at=visit.starts_at - lag).closed(visit.ends_at, visit.ends_at - lag)


def _next_year(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    wrong = record.but(checked_in_at=visit.starts_at + A_YEAR).closed(visit.ends_at, visit.ends_at + A_YEAR)
    corrected_at = visit.ends_at + between(random, 5, 30)
    corrected = traps.happens(random, "future date corrected")
    right = {"checked_in_at": visit.starts_at, "checked_out_at": visit.ends_at}
    yield wrong.then(corrected_at, **right) if corrected else wrong


def _uploaded_late(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    yield record.at(visit.ends_at + between(random, 0.2, 3)).but(checked_out_at=visit.ends_at)


def _uploaded_unseen(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    uploaded = record.at(visit.ends_at + between(random, 0.2, 3)).but(checked_out_at=visit.ends_at)
    yield replace(uploaded, cursor=visit.ends_at)


def _moved(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    shift = timedelta(days=random.randint(1, 5))
    moved = {"checked_in_at": visit.starts_at - shift, "checked_out_at": visit.ends_at - shift}
    yield record.closed(visit.ends_at).then(visit.ends_at + between(random, 0.5, 20), **moved)


def _deleted(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    yield record.closed(visit.ends_at).deleted(visit.ends_at + between(random, 0.1, 40))


def _reopened(random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    returns_at = visit.ends_at + between(random, 0.001, 0.01)
    again = record.closed(visit.ends_at).then(returns_at, checked_out_at=None)
    yield again.closed(returns_at + between(random, 0.01, 0.05))


def _second(record: Record, moment: datetime) -> Record:
    """Another check-in of the same student while the first is open."""
    return record.at(moment).but(id=f"{record.values['id']}b", checked_in_at=moment)


SLIPS: Mapping[str, Slip] = {
    "never checked out": _never_closed,
    "checked out days later": _closed_days_later,
    "checked out the next morning": _closed_next_morning,
    "closed after exactly 16 hours": _closed_by_the_clock,
    "negative length": _negative,
    "zero length": _zero,
    "double tap": _double_tap,
    "overlapping check-in": _overlapping,
    "kiosk's clock behind": _clock_behind,
    "check-in dated in the future": _next_year,
    "uploaded late": _uploaded_late,
    "uploaded with an old cursor": _uploaded_unseen,
    "check-in moved to another day": _moved,
    "check-in hard-deleted": _deleted,
    "check-in reopened": _reopened,
}
