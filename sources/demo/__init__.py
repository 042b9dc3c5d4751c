"""A demo source: simulated organisations with three years of history that live on whenever they are looked at."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from importlib import import_module

import psycopg

from db.domains import DOMAINS
from sources.demo import state, writer
from sources.demo.errors import DemoError, DemoNotFilled, NotADemoDatabase, WrongDemoSetting
from sources.demo.production import Production, World
from sources.demo.state import Simulation

__all__ = [
    "DemoError",
    "DemoNotFilled",
    "DemoSummary",
    "NotADemoDatabase",
    "WrongDemoSetting",
    "fill",
    "is_filled",
    "live_on",
    "productions",
]

EVERY_SOURCE = tuple(domain.source for domain in DOMAINS)
HISTORY = timedelta(days=3 * 365.25)
LARGEST_SCALE = 50

_NOT_ITS_PAST = (psycopg.IntegrityError, psycopg.ProgrammingError)
"""Rows that new ones refer to, tables and columns are those of another version."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DemoSummary:
    """How many rows each copied table holds, and up to which moment the organisations have lived."""

    rows: dict[str, int]
    lived_until: datetime

    @property
    def total(self) -> int:
        """Rows of all copied tables."""
        return sum(self.rows.values())


def fill(
    url: str,
    *,
    scale: float = 1,
    seed: int = 20240101,
    as_of: datetime | None = None,
    sources: Collection[str] = EVERY_SOURCE,
) -> DemoSummary:
    """Creates organisations that were founded about three years before `as_of` (default: now) and lived until then.

    The tables of an earlier demo are replaced; a database with tables that the demo did not make is refused.
    """
    if not 0 < scale <= LARGEST_SCALE:
        raise WrongDemoSetting(f"A scale of {scale} cannot be simulated; choose one above 0 and up to {LARGEST_SCALE}.")
    until = _moment(as_of)
    with _connect(url) as connection:
        state.wait_for_turn(connection)
        for production in productions(sources):
            state.refuse_foreign(connection, production.name, production.first_table)
        state.create(connection)
        for production in productions(sources):
            _simulate(connection, production, World(seed, scale, _founding(until, production.zone)), until)
        connection.execute("analyze")
        return _summary(connection, sources, until)


def live_on(url: str, until: datetime | None = None, *, sources: Collection[str] = EVERY_SOURCE) -> DemoSummary:
    """Lets the organisations live from where they stopped to `until` (default: now); the past stays as it is.

    One that an earlier version simulated, whose past this version does not know, is simulated anew from its seed.
    """
    moment = _moment(until)
    lived_until = moment
    with _connect(url) as connection:
        state.wait_for_turn(connection)
        for production in productions(sources):
            before = state.require(connection, production.name)
            if moment <= before.lived_until:
                lived_until = before.lived_until
                continue
            try:
                with connection.transaction():
                    _live_on(connection, production, before, moment)
            except _NOT_ITS_PAST as error:
                _log.warning(
                    "The demo's %s source is of an earlier version, on which this one cannot build (%s). It is "
                    "simulated anew; where the next sync then misses rows of before, it says how to let them go.",
                    production.name,
                    error.diag.message_primary,
                )
                _simulate(connection, production, World(before.seed, before.scale, before.founded_at), moment)
        return _summary(connection, sources, lived_until)


def _simulate(connection: psycopg.Connection, production: Production, world: World, until: datetime) -> None:
    production.create_tables(connection)
    writer.load(connection, production.tables, production.changes(world, None, until))
    production.create_indexes(connection)
    production.happen(connection, world.founded_at, until)
    state.save(connection, Simulation(production.name, world.seed, world.scale, world.founded_at, until))


def _live_on(connection: psycopg.Connection, production: Production, before: Simulation, until: datetime) -> None:
    world = World(before.seed, before.scale, before.founded_at)
    writer.merge(connection, production.tables, production.changes(world, before.lived_until, until))
    production.happen(connection, before.lived_until, until)
    state.save(connection, Simulation(production.name, world.seed, world.scale, world.founded_at, until))


def is_filled(url: str, *, sources: Collection[str] = EVERY_SOURCE) -> bool:
    """Whether the database holds the simulated organisations of these sources."""
    with _connect(url) as connection:
        return all(state.find(connection, production.name) for production in productions(sources))


def productions(sources: Collection[str] = EVERY_SOURCE) -> Iterator[Production]:
    """The simulated productions of these sources.

    Each is found under its domain's name, in a constant that bears the source's, and loaded when it is asked for: who
    has real sources needs none of them.
    """
    for domain in DOMAINS:
        if domain.source in sources:
            yield getattr(import_module(f"{__name__}.{domain.name}.production"), domain.source.upper())


def _connect(url: str) -> psycopg.Connection:
    connection = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1))
    connection.execute("set time zone 'UTC'; set client_min_messages = warning")
    return connection


def _summary(connection: psycopg.Connection, sources: Collection[str], until: datetime) -> DemoSummary:
    tables = [table for production in productions(sources) for table in production.copied_tables]
    return DemoSummary(writer.count(connection, tables), until)


def _moment(moment: datetime | None) -> datetime:
    """In UTC and whole milliseconds, as production columns hold them; a naive moment is UTC."""
    given = moment or datetime.now(UTC)
    aware = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    return aware.replace(microsecond=aware.microsecond // 1000 * 1000)


def _founding(until: datetime, zone: tzinfo) -> datetime:
    """A Monday's local midnight, so that weeks of the simulation are weeks of the calendar."""
    local = (until - HISTORY).astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - timedelta(days=midnight.weekday())).astimezone(UTC)
