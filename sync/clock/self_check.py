"""Asks each domain whether its facts add up to what their raw rows say, and writes the answer down.

`atalaya verify` rebuilds facts and compares them row by row; this only adds up, which takes about a second where that
takes minutes, so that it can be done at every start. What disagrees is said by `/health` and Operations until a later
check finds it mended.
"""

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import sql

from db.domains import DOMAINS, Domain
from db.errors import AtalayaError
from db.phrase import phrase
from db.statements import statements_beside
from db.warehouse import SYNC, Warehouse
from sync.errors import explained

LOCK = "atalaya self-check"
"""Name of the advisory lock that whoever checks holds."""

MOST_DAYS_BACK = 365
"""Beside now, each check looks from a day up to so long ago, another one every time."""

_SQL = statements_beside(__file__)


class CheckRunning(AtalayaError):
    """Another process asks the same."""


@dataclass(frozen=True)
class Identity:
    """A sum of a fact, and what it should be by the rows that the fact is made of."""

    fact: str
    measure: str
    looks_back: bool
    as_of: datetime
    counted: int
    expected: int

    @property
    def agrees(self) -> bool:
        return self.counted == self.expected


@dataclass(frozen=True)
class CheckedDomain:
    """What came of one domain: `state` is checked, waiting, not synced or failed."""

    source: str
    state: str
    identities: tuple[Identity, ...] = ()
    duration_ms: int = 0
    message: str | None = None

    @property
    def disagreeing(self) -> list[Identity]:
        """Where fact and rows say different things."""
        return [identity for identity in self.identities if not identity.agrees]

    @property
    def is_well(self) -> bool:
        return self.state != "failed" and not self.disagreeing


def run_self_check(
    warehouse: Warehouse, domains: Iterable[Domain] = DOMAINS, *, days_back: int | None = None
) -> list[CheckedDomain]:
    """Checks these domains, as of now and of a day some days back (None: any within a year), and writes it down.

    Raises CheckRunning while another process does, WarehouseUnreachable.
    """
    back = timedelta(days=days_back or random.randint(1, MOST_DAYS_BACK))  # noqa: S311  any day will do
    checked = []
    with warehouse.connect(SYNC) as connection:
        if connection.execute(_SQL["alone"], {"lock": LOCK}).fetchone() != (True,):
            raise CheckRunning(phrase("Another process adds up the facts; wait for it to end."))
        synced = {source for (source,) in connection.execute(_SQL["synced"]).fetchall()}
        for domain in domains:
            is_synced = domain.source in synced
            found = _check(connection, domain, back) if is_synced else CheckedDomain(domain.source, "not synced")
            _write(connection, found)
            checked.append(found)
    return checked


def was_just_done(warehouse: Warehouse, within: timedelta) -> bool:
    """Whether some process began to check not longer ago than this: servers that start together ask once."""
    with warehouse.connect(SYNC) as connection:
        return connection.execute(_SQL["just_done"], {"within": within}).fetchone() == (True,)


def summary(checked: Iterable[CheckedDomain]) -> str | None:
    """What disagrees, in a line for the record; None where nothing does."""
    said = (f"{domain.source}: {', '.join(_facts(domain))}" for domain in checked if not domain.is_well)
    return "; ".join(said) or None


def _facts(domain: CheckedDomain) -> list[str]:
    return list(dict.fromkeys(identity.fact for identity in domain.disagreeing)) or [str(domain.message)]


def _check(connection: psycopg.Connection, domain: Domain, back: timedelta) -> CheckedDomain:
    began = time.monotonic()
    identities: list[Identity] | None = []
    message = None
    try:
        identities = _ask(connection, domain, back)
        if not all(identity.agrees for identity in identities or ()):
            # The nodes of a cluster have no moment in common: what a sync wrote just then may be here and not there.
            identities = _ask(connection, domain, back)
        state = "waiting" if identities is None else "checked"
    except psycopg.Error as error:
        state, message = "failed", explained(error, domain.source)
    took = round((time.monotonic() - began) * 1000)
    return CheckedDomain(domain.source, state, tuple(identities or ()), took, message)


def _ask(connection: psycopg.Connection, domain: Domain, back: timedelta) -> list[Identity] | None:
    """All sums of one moment; None while a sync has changed rows and the facts have yet to follow."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        if connection.execute(_SQL["waits"], {"source": domain.source}).fetchone() == (True,):
            return None
        now = datetime.now(UTC)
        return [
            identity
            for as_of in (now, now - back)
            for identity in _identities(connection, domain, as_of, looks_back=as_of < now)
        ]


def _identities(
    connection: psycopg.Connection, domain: Domain, as_of: datetime, *, looks_back: bool
) -> Iterator[Identity]:
    connection.execute("select set_config('atalaya.as_of', %s, true)", [as_of.isoformat() if looks_back else ""])
    asked = _SQL["identities"].format(identities=sql.Identifier(*domain.identities.split(".")))
    for fact, measure, counted, expected in connection.execute(asked).fetchall():
        yield Identity(fact, measure, looks_back, as_of, int(counted), int(expected))


def _write(connection: psycopg.Connection, checked: CheckedDomain) -> None:
    """Replaces what was known of the domain, unless it waits: then what was found last stays, with its moment."""
    with connection.transaction():
        if checked.state == "waiting":
            connection.execute(_SQL["write_once"], vars(checked))
            return
        connection.execute(_SQL["forget"], vars(checked))
        connection.execute(_SQL["write"], vars(checked))
        with connection.cursor() as cursor:
            cursor.executemany(
                _SQL["write_identity"], [{"source": checked.source, **vars(one)} for one in checked.identities]
            )
