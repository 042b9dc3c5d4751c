"""What a demo source remembers about itself, in a schema of its own beside the production it simulates."""

from dataclasses import dataclass
from datetime import UTC, datetime

from psycopg import Connection

from sources.demo.errors import DemoNotFilled, NotADemoDatabase

CREATE = """
    create schema if not exists demo;
    create table if not exists demo.simulation (
        source text primary key, seed bigint not null, scale double precision not null,
        founded_at timestamptz not null, lived_until timestamptz not null);
"""
SAVE = """
    insert into demo.simulation (source, seed, scale, founded_at, lived_until) values (%s, %s, %s, %s, %s)
    on conflict (source) do update set seed = excluded.seed, scale = excluded.scale,
        founded_at = excluded.founded_at, lived_until = excluded.lived_until
"""


@dataclass(frozen=True)
class Simulation:
    """Where a simulated source stands."""

    source: str
    seed: int
    scale: float
    founded_at: datetime
    lived_until: datetime


def wait_for_turn(connection: Connection) -> None:
    """Lets one simulation at a time work on this database, until its transaction ends."""
    connection.execute("select pg_advisory_xact_lock(hashtext('demo.simulation'))")


def create(connection: Connection) -> None:
    """Makes the schema where it is missing."""
    connection.execute(CREATE)


def save(connection: Connection, simulation: Simulation) -> None:
    """Remembers where a source stands."""
    row = (simulation.seed, simulation.scale, simulation.founded_at, simulation.lived_until)
    connection.execute(SAVE, [simulation.source, *row])


def find(connection: Connection, source: str) -> Simulation | None:
    """Where a source stands, None when it was never filled."""
    exists = connection.execute("select to_regclass('demo.simulation') is not null").fetchone()
    if not exists or not exists[0]:
        return None
    row = connection.execute(
        "select seed, scale, founded_at, lived_until from demo.simulation where source = %s", [source]
    ).fetchone()
    if row is None:
        return None
    seed, scale, founded_at, lived_until = row
    return Simulation(source, seed, scale, founded_at.astimezone(UTC), lived_until.astimezone(UTC))


def require(connection: Connection, source: str) -> Simulation:
    """Where a source stands; it must have been filled."""
    simulation = find(connection, source)
    if simulation is None:
        raise DemoNotFilled(
            f"This database holds no demo {source} source yet. Fill it first: `atalaya demo --scale 1`."
        )
    return simulation


def refuse_foreign(connection: Connection, source: str, table: str) -> None:
    """Guards a database that is not ours: tables that no simulation made are never dropped."""
    foreign = connection.execute("select to_regclass(%s) is not null", [table]).fetchone()
    if foreign and foreign[0] and find(connection, source) is None:
        raise NotADemoDatabase(
            f"The database already has a table {table} that the demo did not make, so nothing was touched. "
            "Point the demo at an empty database."
        )
