"""A change of rules: their functions, the facts that depend on them and the words about them, all at once or not."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from db import derived
from db.derived import REFRESH_LOCK
from db.domains import DOMAINS, Domain
from db.errors import RulesError
from db.rules import functions
from db.rules.dependents import facts_of, rebuilds, rules_of
from db.rules.model import RULES
from db.statements import statements_beside
from db.warehouse import SYNC_LOCK, advisory_lock

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Change:
    """What became of the rules of one source."""

    source: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    """Each changed rule's value under `source.key`, before and after."""
    rebuilt: tuple[str, ...]
    """The facts and materialized views that were made anew."""
    seconds: float


def differences(connection: psycopg.Connection, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The rules that are in force with another value than is wanted, with the wanted one."""
    in_force = functions.in_force(connection)
    return {name: value for name, value in wanted.items() if value != in_force[name]}


def refuse_unknown_zones(connection: psycopg.Connection, wanted: Mapping[str, Any]) -> None:
    """Raises RulesError for a zone that the server does not know."""
    if mistakes := functions.unknown_zones(connection, wanted):
        raise RulesError("\n".join(f"{one.source}.{one.key}: {one.reason}" for one in mistakes))


def apply(connection: psycopg.Connection, wanted: Mapping[str, Any], who: str) -> list[Change]:
    """Puts rules in force, source by source, each in one transaction in which no reader waits; says what changed.

    For the owner, who holds the lock of migrations; a sync that runs is waited for. Writers of the sources' tables wait
    until it is done. Raises RulesError for a zone that the server does not know, before anything is changed.
    """
    refuse_unknown_zones(connection, wanted)
    changed = differences(connection, wanted)
    if not changed:
        return []
    done = []
    with advisory_lock(connection, SYNC_LOCK):
        for domain in DOMAINS:
            of_domain = {name: value for name, value in changed.items() if RULES[name].source == domain.source}
            if of_domain:
                with connection.transaction():
                    done.append(change_source(connection, domain, of_domain, who))
    return done


def change_source(connection: psycopg.Connection, domain: Domain, changed: Mapping[str, Any], who: str) -> Change:
    """Changes the rules of one source, in the transaction that is open."""
    began = time.monotonic()
    in_force = functions.in_force(connection)
    old = {name: in_force[name] for name in changed}
    # Triggers that run meanwhile would write facts by the rules of before. Readers do not wait for this lock.
    connection.execute(_SQL["writers_wait"].format(tables=sql.SQL(", ").join(_raw_tables(connection, domain))))
    connection.execute(REFRESH_LOCK)
    if _exists(connection, f"{domain.derived_schema}.before_rules_change(text[])"):
        prepare = sql.Identifier(domain.derived_schema, "before_rules_change")
        connection.execute(sql.SQL("select {}(%s)").format(prepare), [list(changed)])
    functions.state(connection, changed)
    if "ngeshare.courses" in changed:
        _write_courses(connection, changed["ngeshare.courses"])
    facts = frozenset(fact for name in changed for fact in facts_of(name))
    for function in rebuilds(domain, facts):
        _rebuild(connection, function)
    _check_anew(connection, domain, frozenset(changed))
    if {"teloo.refresh_at", "teloo.time_zone"} & changed.keys():
        _reschedule(connection, changed)
    derived.describe(connection, changed.keys())
    connection.execute(_SQL["new_version"])
    change = Change(domain.source, old, dict(changed), tuple(sorted(facts)), time.monotonic() - began)
    for name in changed:
        _write_down(connection, name, change, who)
    return change


def _rebuild(connection: psycopg.Connection, function: str) -> None:
    rows = connection.execute(sql.SQL("select * from {}()").format(sql.Identifier(*function.split(".")))).fetchall()
    # A refresh of materialized views tells of a view that failed instead of failing.
    failed = [row for row in rows if "error" in row]
    if failed:
        raise RulesError(f"The rules stay as they were, because {function} failed: {failed[0][-1]}")


def _check_anew(connection: psycopg.Connection, domain: Domain, changed: frozenset[str]) -> None:
    """Lets the next report on quality check all rows, where checks depend on what changed."""
    if changed & rules_of(f"{domain.derived_schema}.refresh_findings"):
        connection.execute(_SQL["check_anew"], [domain.source])


def _write_courses(connection: psycopg.Connection, courses: list[dict[str, Any]]) -> None:
    # Facts are rebuilt once, below.
    connection.execute("alter table ngeshare.course_config disable trigger course_changed")
    connection.execute(_SQL["clear_courses"])
    connection.execute(_SQL["write_courses"], {"courses": json.dumps(courses)})
    connection.execute("alter table ngeshare.course_config enable trigger course_changed")


def _write_down(connection: psycopg.Connection, name: str, change: Change, who: str) -> None:
    rule = RULES[name]
    connection.execute(
        _SQL["write_down"],
        {
            "source": rule.source,
            "key": rule.key,
            "old": _json(change.old[name]),
            "new": _json(change.new[name]),
            "who": who,
            "rebuilt": list(facts_of(name)),
            "seconds": round(change.seconds, 3),
        },
    )


def _reschedule(connection: psycopg.Connection, changed: Mapping[str, Any]) -> None:
    """Moves the daily refresh; a time that somebody chose holds until the rule of the time itself changes."""
    hour, _, minute = changed.get("teloo.refresh_at", "").partition(":")
    connection.execute(
        _SQL["reschedule"],
        {"hour": hour or None, "minute": minute or None, "time_zone": changed.get("teloo.time_zone")},
    )


def _json(value: Any) -> str:
    # A decimal stays as it is written.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | list) else str(value)


def _raw_tables(connection: psycopg.Connection, domain: Domain) -> list[sql.Identifier]:
    return [sql.Identifier(*row) for row in connection.execute(_SQL["raw_tables"], [domain.raw_schema])]


def _exists(connection: psycopg.Connection, signature: str) -> bool:
    return connection.execute("select to_regprocedure(%s) is not null", [signature]).fetchone() == (True,)
