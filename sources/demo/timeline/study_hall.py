"""The study hall: hosts in whose tab the week's recording plays around the clock, so that something always moves."""

from collections.abc import Iterator
from datetime import datetime

from sources.demo.chance import uuid
from sources.demo.history import History, Values
from sources.demo.production import World
from sources.demo.timeline.catalogue import REPLAY_SECONDS, WEEK, replay, week_of

HOSTS = ("Ada", "Bo", "Cy")


def histories(of: World, until: datetime) -> Iterator[tuple[str, History]]:
    """The hosts' accounts, and how far they are in each week's recording at a moment."""
    for host in HOSTS:
        yield "profiles", [(of.founded_at, _profile(of, host))]
        for week in range(week_of(of, until) + 1):
            yield "video_progress", _progress(of, host, week, until)


def _progress(of: World, host: str, week: int, until: datetime) -> History:
    """From the start of the week to its end, or to now: production writes where the recording is all the time."""
    starts_at = of.founded_at + week * WEEK
    moment = min(until, starts_at + WEEK)
    share = (moment - starts_at) / WEEK
    values: Values = {
        "id": uuid(of.seed, "study hall", host, week),
        "student_id": uuid(of.seed, "study hall", host),
        "video_id": replay(of, week).id,
        "percent": int(100 * share),
        "position_seconds": int(REPLAY_SECONDS * share),
        "updated_at": moment,
        "device": "tv",
    }
    return [(moment, values)]


def _profile(of: World, host: str) -> Values:
    return {
        "id": uuid(of.seed, "study hall", host),
        "full_name": f"{host} (study hall)",
        "email": f"{host.lower()}@school.example",
        "role": "student",
        "created_at": of.founded_at,
        "updated_at": of.founded_at,
    }
