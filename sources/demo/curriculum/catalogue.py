"""The programmes on offer: Hangouts with their episodes, and the tables around them that nobody copies."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from sources.demo.chance import days, draws, identifier
from sources.demo.curriculum.world import AQIDAH, CURRICULUM, FIRST_EDITION, FIRST_EDITION_DAYS, OUTSIDE, Course
from sources.demo.history import History, Values, edited
from sources.demo.production import World

CIRCLE_PROFILES = ("Ngeshare Pusat", "Ngeshare Kampus")
PROGRAMS = ("Kurikulum Dasar", "Program Tambahan")
IMAGES = 12
DAYS_BETWEEN_EDITS = 24

# Hangout key -> course; two Hangouts carry the first course's name.
HANGOUTS: dict[str, Course] = {
    **{course.hangout: course for course in CURRICULUM},
    FIRST_EDITION: AQIDAH,
    **{course.hangout: course for course, _ in OUTSIDE},
}


@cache
def hangout_id(seed: int, hangout: str) -> str:
    """The id of a programme."""
    return identifier(seed, "Hangout", hangout)


@cache
def episode_id(seed: int, hangout: str, order: int) -> str:
    """The id of an episode; 0 is an introduction and the one above the last a bonus."""
    return identifier(seed, "HangoutEpisode", hangout, order)


def image_id(seed: int, number: int) -> str:
    """One of the stock pictures."""
    return identifier(seed, "Image", number)


def written_at(of: World, hangout: str) -> datetime:
    """When a programme was put on offer."""
    rewritten = hangout == AQIDAH.hangout
    return of.founded_at + days(FIRST_EDITION_DAYS - 20 if rewritten else 0.2)


def extras(of: World) -> Iterator[tuple[str, Values]]:
    """Rows of the tables that a sync must ignore."""
    moment = of.founded_at
    for number in range(IMAGES):
        url = f"https://images.example/{number}.jpg"
        yield "Image", {"id": image_id(of.seed, number), "createdAt": moment, "url": url, "width": 1280, "height": 720}
    for name in CIRCLE_PROFILES:
        key, slug = identifier(of.seed, "CircleProfile", name), name.lower().replace(" ", "-")
        yield "CircleProfile", {"id": key, "createdAt": moment, "updatedAt": moment, "name": name, "slug": slug}
    for name in PROGRAMS:
        key = identifier(of.seed, "HangoutProgram", name)
        yield "HangoutProgram", {"id": key, "createdAt": moment, "updatedAt": moment, "name": name}


def hangouts(of: World, until: datetime) -> Iterator[History]:
    """Every programme; descriptions are polished from time to time."""
    for number, (key, course) in enumerate(HANGOUTS.items()):
        in_curriculum = course in CURRICULUM
        values = {
            "id": hangout_id(of.seed, key),
            "name": course.name,
            "slug": key,
            "description": f"{course.episodes} pertemuan.",
            "type": "CURRICULUM" if in_curriculum else "EVENT",
            "price": 0.0 if in_curriculum else 75000.0,
            "circleProfileId": identifier(of.seed, "CircleProfile", CIRCLE_PROFILES[number % 2]),
            "visibility": "PRIVATE" if key == FIRST_EDITION else "PUBLIC",
            "hangoutProgramId": identifier(of.seed, "HangoutProgram", PROGRAMS[not in_curriculum]),
            "pictureId": image_id(of.seed, number % IMAGES) if number % 3 else None,
        }
        edits = [
            (moment, {"description": f"{course.episodes} pertemuan. Edisi {edition}."})
            for edition, moment in _edits(of, key, until)
        ]
        yield edited(written_at(of, key), values, edits)


def episodes(of: World, until: datetime) -> Iterator[History]:
    """Every episode from the introduction to the bonus; the fifth of the old first course exists twice."""
    for key, course in HANGOUTS.items():
        for order in range(course.episodes + 2):
            name = f"Episode {order}" if order else "Pengantar"
            edits = [
                (moment, {"description": f"Revisi {edition}"})
                for edition, moment in _edits(of, f"{key}/{order}", until, times=20)
            ]
            yield edited(written_at(of, key), _episode(of, key, order, name), edits)
    twin = _episode(of, FIRST_EDITION, 5, "Episode 5b") | {"id": episode_id(of.seed, FIRST_EDITION, 500)}
    yield edited(written_at(of, FIRST_EDITION), twin)


def _episode(of: World, hangout: str, order: int, name: str) -> Values:
    return {
        "id": episode_id(of.seed, hangout, order),
        "name": name,
        "description": None,
        "durationMinutes": 90,
        "hangoutId": hangout_id(of.seed, hangout),
        "order": order,
    }


def _edits(of: World, key: str, until: datetime, times: int = 10) -> Iterator[tuple[int, datetime]]:
    random = draws(of.seed, "catalogue", key)
    moment, number = of.founded_at, 1
    while True:
        moment += days(random.uniform(0.3, 1.7) * DAYS_BETWEEN_EDITS * times)
        if moment > until:
            return
        number += 1
        yield number, moment
