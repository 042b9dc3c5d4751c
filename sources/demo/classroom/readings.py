"""What a running session leaves behind: readings, guidance for the teacher, analyses, and what it used up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import sin
from random import Random

from sources.demo.chance import between, draws, identifier, poisson
from sources.demo.classroom import traps, world
from sources.demo.classroom.classroom import Classroom
from sources.demo.classroom.clock import minutes, minutes_between, whole
from sources.demo.classroom.schools import School, schools
from sources.demo.history import History, Values
from sources.demo.production import World

WEEK = timedelta(days=7)
SCORES = ("session_quality", "engagement_score", "participation_rate", "collaboration_score", "audio_quality")


def readings(of: World, room: Classroom) -> Iterator[History]:
    """One every few minutes from the beginning to the end."""
    session = room.session
    random = draws(of.seed, "readings", session.key)
    mood, line = random.triangular(45, 95, 76), random.triangular(0.7, 1, 0.96)
    moment, number = session.begins_at + minutes_between(random, 0.5, 4), 0
    while moment < session.ends_at:
        yield _stored(random, _reading(random, of, room, number, moment, mood, line))
        moment += minutes_between(random, *world.MINUTES_BETWEEN_READINGS)
        number += 1
    if traps.happens(random, "reading after the end"):
        moment = session.ends_at + minutes_between(random, 1, 20)
        yield _stored(random, _reading(random, of, room, number, moment, mood, line))


def _stored(random: Random, values: Values) -> History:
    """Some readings reach the database late, some are taken out again."""
    measured_at: datetime = values["measured_at"]
    if traps.happens(random, "reading stored late"):
        return [(measured_at + between(random, 0.1, 5), values)]
    if traps.happens(random, "reading deleted later"):
        return [(measured_at, values), (measured_at + between(random, 1, 35), None)]
    return [(measured_at, values)]


def _reading(
    random: Random, of: World, room: Classroom, number: int, moment: datetime, mood: float, line: float
) -> Values:
    share = (moment - room.session.begins_at) / (room.session.ends_at - room.session.begins_at)
    wave = 9 * sin(2.6 * share + 0.3) - 4 * share
    present = room.present(moment)
    requests = poisson(random, 6 + 7 * present)
    values: Values = {
        "id": identifier(of.seed, "reading", room.session.key, number),
        "session_id": room.session.id,
        "measured_at": moment,
        "session_quality": _within(random.gauss(mood + wave / 2, 3), 100, 1),
        "engagement_score": _within(random.gauss(mood + wave, 6), 100, 1),
        "participation_rate": _within(random.gauss((mood + wave) / 100, 0.08), 1, 4),
        "collaboration_score": _within(random.gauss(mood - 6 + wave * share, 7), 100, 1),
        "audio_quality": _within(100 * random.gauss(line, 0.05), 100, 1),
        "connection_stability": _within(100 * random.gauss(line + 0.02, 0.03), 100, 1),
        "requests": requests,
        "errors": min(requests, poisson(random, requests * (1.03 - line) / 12)),
        "response_time_ms": round(random.lognormvariate(4.8, 0.35) / line, 1),
        "latency_ms": round(random.lognormvariate(3.9, 0.4) / line, 1),
        "websocket_connections": present + 1 if present else 0,
        "sampler_version": "2.4",
    }
    return values | _slips(random, values)


def _slips(random: Random, values: Values) -> Values:
    slips: Values = {}
    if traps.happens(random, "scores missing"):
        slips |= dict.fromkeys(random.sample(SCORES, random.randint(1, len(SCORES))))
    if traps.happens(random, "participation in percent") and values["participation_rate"]:
        slips["participation_rate"] = round(values["participation_rate"] * 100 + 1, 2)
    if traps.happens(random, "score out of range"):
        slips[random.choice(("session_quality", "engagement_score"))] = random.choice((-1.0, 999.0))
    if traps.happens(random, "negative latency"):
        slips["latency_ms"] = -values["latency_ms"]
    if traps.happens(random, "more errors than requests"):
        slips["errors"] = values["requests"] + random.randint(1, 9)
    return slips


def guidance(of: World, room: Classroom) -> Iterator[History]:
    """Prompts, of which the teacher uses about half, interventions and alerts."""
    session = room.session
    random = draws(of.seed, "guidance", session.key)
    length = session.ends_at - session.begins_at
    found: list[tuple[datetime, str]] = []
    for _ in range(poisson(random, world.PROMPTS_A_SESSION)):
        moment = session.begins_at + length * random.uniform(0.08, 0.92)
        found.append((moment, "prompt_generated"))
        if random.random() < world.PROMPT_IS_USED:
            found.append((moment + length * random.uniform(0.01, 0.07), "prompt_used"))
    for kind, expected in (("intervention", world.INTERVENTIONS_A_SESSION), ("alert", world.ALERTS_A_SESSION)):
        times = range(poisson(random, expected))
        found += [(session.begins_at + length * random.uniform(0.1, 0.99), kind) for _ in times]
    for number, (moment, kind) in enumerate(found):
        if traps.happens(random, "guidance after the end"):
            moment = session.ends_at + minutes_between(random, 1, 9)
        values: Values = {
            "id": identifier(of.seed, "guidance", session.key, number),
            "session_id": session.id,
            "kind": "nudge" if traps.happens(random, "unknown kind of guidance") else kind,
            "occurred_at": whole(moment),
        }
        yield [(whole(moment), values)]


def analyses(of: World, room: Classroom) -> Iterator[History]:
    """One every quarter of an hour and one of the whole; few fail, few wait in a queue for hours."""
    session = room.session
    random = draws(of.seed, "analyses", session.key)
    moment, number = session.begins_at, 0
    while moment < session.ends_at:
        moment = min(moment + minutes_between(random, *world.MINUTES_BETWEEN_ANALYSES), session.ends_at)
        seconds = round(random.lognormvariate(2.1, 0.5), 2)
        finished_at = moment + timedelta(milliseconds=int(seconds * 1000))
        if traps.happens(random, "analysis of yesterday"):
            finished_at += between(random, 0.1, 1)
        if traps.happens(random, "negative processing time"):
            seconds = -seconds
        values: Values = {
            "id": identifier(of.seed, "analysis", session.key, number),
            "session_id": session.id,
            "finished_at": finished_at,
            "processing_seconds": seconds,
            "succeeded": random.random() >= world.ANALYSIS_FAILS,
        }
        yield [(finished_at, values)]
        number += 1


def usage(of: World, room: Classroom) -> History:
    """What one session used, recorded soon after its end."""
    session = room.session
    random = draws(of.seed, "usage", session.key)
    spoken = (session.ends_at - session.begins_at) / minutes(1) * random.uniform(0.5, 0.95)
    values = _usage(random, of, session.school, session.key, session.ends_at + minutes_between(random, 2, 9), spoken)
    return [(values["recorded_at"], values)]


def weekly_usage(of: World, since_week: int, until: datetime) -> Iterator[History]:
    """The storage of every school, read on Sunday nights."""
    for school in schools(of):
        week = max(since_week, 0)
        while (moment := of.founded_at + (week + 1) * WEEK - minutes(21 * 60)) <= until:
            if moment > school.opened_at:
                random = draws(of.seed, "storage", school.key, week)
                values = _usage(random, of, school, f"{school.key}/{week}", moment + minutes(random.uniform(0, 5)), 0)
                yield [(values["recorded_at"], values)]
            week += 1


def _usage(random: Random, of: World, school: School, key: str, moment: datetime, spoken: float) -> Values:
    sign = -1 if spoken and traps.happens(random, "negative usage") else 1
    years = (moment - school.opened_at) / timedelta(days=365.25)
    return {
        "id": identifier(of.seed, "usage", key),
        "school_id": school.id,
        "recorded_at": moment,
        "transcription_minutes": sign * round(spoken, 2),
        "storage_gb": round(0.5 + 4.2 * years + 2.1 * years**2 + random.uniform(0, 0.05), 3),
        "compute_cost": sign * round(0.02 + spoken * random.uniform(0.009, 0.014), 4),
    }


def _within(value: float, most: float, digits: int) -> float:
    return round(min(most, max(0.0, value)), digits)
