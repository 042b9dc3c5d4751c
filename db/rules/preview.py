"""What a change of rules would do, told before it is made: figures before and after a change that is undone."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import sql

from db.domains import DOMAINS, Domain
from db.rules import change
from db.rules.model import RULES
from db.warehouse import OWNER, Warehouse

LONGEST_SECONDS = 30
"""After that a preview says what it could not see."""

PATIENCE_SECONDS = 3
"""So long it waits for who writes the same tables, such as a sync."""


@dataclass(frozen=True)
class Effect:
    """A figure that a change of rules moves."""

    source: str
    figure: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Preview:
    """What a change of rules would do."""

    changed: tuple[str, ...]
    """The rules, under `source.key`, that would have another value."""
    effects: tuple[Effect, ...]
    seen: tuple[str, ...]
    """Sources whose figures were told; a source without an effect stays as it is."""
    unseen: tuple[str, ...]
    """Sources whose figures could not be told in time, or whose tables somebody was writing."""


def preview(here: Warehouse, wanted: Mapping[str, Any], *, seconds: float = LONGEST_SECONDS) -> Preview:
    """Tries a change, source by source, and undoes it. Raises RulesError for values that would be refused."""
    effects: list[Effect] = []
    seen: list[str] = []
    unseen: list[str] = []
    until = time.monotonic() + seconds
    with here.connect() as connection:
        connection.execute(f"set role {OWNER}")
        change.refuse_unknown_zones(connection, wanted)
        changed = change.differences(connection, wanted)
        for domain in DOMAINS:
            of_domain = {name: value for name, value in changed.items() if RULES[name].source == domain.source}
            if not of_domain:
                continue
            try:
                effects += _tried(connection, domain, of_domain, until - time.monotonic())
                seen.append(domain.source)
            except (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable):
                unseen.append(domain.source)
    return Preview(tuple(changed), tuple(effects), tuple(seen), tuple(unseen))


def _tried(
    connection: psycopg.Connection, domain: Domain, changed: Mapping[str, Any], seconds: float
) -> Iterator[Effect]:
    with connection.transaction(force_rollback=True), _at_most(connection, seconds):
        before = _figures(connection, domain)
        change.change_source(connection, domain, changed, "preview")
        after = _figures(connection, domain)
    return (
        Effect(domain.source, figure, before.get(figure, Decimal(0)), value)
        for figure, value in after.items()
        if value != before.get(figure)
    )


@contextmanager
def _at_most(connection: psycopg.Connection, seconds: float) -> Iterator[None]:
    """Ends what runs on the connection after so many seconds, all statements together."""
    milliseconds = max(1, round(1000 * seconds))
    connection.execute(
        "select set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)",
        [f"{min(1000 * PATIENCE_SECONDS, milliseconds)}ms", f"{milliseconds}ms"],
    )
    timer = threading.Timer(milliseconds / 1000, _cancel, [connection])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cancel(connection: psycopg.Connection) -> None:
    with suppress(psycopg.Error):
        connection.cancel_safe()


def _figures(connection: psycopg.Connection, domain: Domain) -> dict[str, Decimal]:
    asked = sql.SQL("select figure, value from {} order by position").format(
        sql.Identifier(domain.derived_schema, "rule_figures")
    )
    return dict(connection.execute(asked).fetchall())
