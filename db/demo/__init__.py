"""A demo source: a simulated organisation with three years of history that lives on whenever it is looked at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg

from db.demo import state, writer
from db.demo.errors import DemoError, DemoNotFilled, NotADemoDatabase, WrongDemoSetting
from db.demo.ngeshare import production, simulation
from db.demo.ngeshare.seasons import JAKARTA
from db.demo.ngeshare.world import World
from db.demo.state import Simulation

__all__ = [
    "DemoError",
    "DemoNotFilled",
    "DemoSummary",
    "NotADemoDatabase",
    "WrongDemoSetting",
    "fill",
    "is_filled",
    "live_on",
]

NGESHARE = "ngeshare"
HISTORY = timedelta(days=3 * 365.25)
LARGEST_SCALE = 50


@dataclass(frozen=True)
class DemoSummary:
    """How many rows each copied table holds, and up to which moment the organisation has lived."""

    rows: dict[str, int]
    lived_until: datetime

    @property
    def total(self) -> int:
        """Rows of all copied tables."""
        return sum(self.rows.values())


def fill(url: str, *, scale: float = 1, seed: int = 20240101, as_of: datetime | None = None) -> DemoSummary:
    """Creates an organisation that was founded about three years before `as_of` (default: now) and lived until then.

    The tables of an earlier demo are replaced; a database with tables that the demo did not make is refused.
    """
    if not 0 < scale <= LARGEST_SCALE:
        raise WrongDemoSetting(f"A scale of {scale} cannot be simulated; choose one above 0 and up to {LARGEST_SCALE}.")
    until = _moment(as_of)
    world = World(seed, scale, _founding(until))
    with _connect(url) as connection:
        state.wait_for_turn(connection)
        state.refuse_foreign(connection, NGESHARE, 'public."User"')
        production.create_tables(connection)
        writer.load(connection, production.TABLES, simulation.changes(world, None, until))
        production.create_indexes(connection)
        connection.execute("analyze")
        production.come_online(connection, world.founded_at, until)
        state.create(connection)
        state.save(connection, Simulation(NGESHARE, seed, scale, world.founded_at, until))
        return _summary(connection, until)


def live_on(url: str, until: datetime | None = None) -> DemoSummary:
    """Lets the organisation live from where it stopped to `until` (default: now); the past stays as it is."""
    moment = _moment(until)
    with _connect(url) as connection:
        state.wait_for_turn(connection)
        before = state.require(connection, NGESHARE)
        if moment <= before.lived_until:
            return _summary(connection, before.lived_until)
        world = World(before.seed, before.scale, before.founded_at)
        happened = simulation.changes(world, before.lived_until, moment)
        writer.merge(connection, production.TABLES, happened)
        production.come_online(connection, before.lived_until, moment)
        after = Simulation(NGESHARE, before.seed, before.scale, before.founded_at, moment)
        state.save(connection, after)
        return _summary(connection, moment)


def is_filled(url: str) -> bool:
    """Whether the database holds a simulated organisation."""
    with _connect(url) as connection:
        return state.find(connection, NGESHARE) is not None


def _connect(url: str) -> psycopg.Connection:
    connection = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1))
    connection.execute("set time zone 'UTC'")
    return connection


def _summary(connection: psycopg.Connection, until: datetime) -> DemoSummary:
    return DemoSummary(writer.count(connection, production.COPIED_TABLES), until)


def _moment(moment: datetime | None) -> datetime:
    """In UTC and whole milliseconds, as production columns hold them; a naive moment is UTC."""
    given = moment or datetime.now(UTC)
    aware = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    return aware.replace(microsecond=aware.microsecond // 1000 * 1000)


def _founding(until: datetime) -> datetime:
    """A Monday's local midnight, so that weeks of the simulation are weeks of the calendar."""
    local = (until - HISTORY).astimezone(JAKARTA)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - timedelta(days=midnight.weekday())).astimezone(UTC)
