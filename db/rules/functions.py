"""The SQL functions that state the rules in force, and the one question that reads them all."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from db.rules.model import RULES, Mistake, Rule, Rules
from db.sql_file import RULE, DerivedObject

VIEW = "ops.rules_in_force"

GENERATION = "ops.rule_generation"
"""Counts the changes of rules. Where `ops.rule_state` says otherwise in the same transaction, a change came between."""

MODULE = "db/rules/model.py"


def objects() -> list[DerivedObject]:
    """What `migrate` makes of the rules: a function each, which stays whatever else is made anew, and a view of all."""
    found = [_object(rule) for rule in RULES.values()]
    counted = f"comment on function {GENERATION}() is 'How often rules were changed, as the functions say it.';"
    fields = {"Question": "how often were rules changed?", "Reads": "none"}
    return [*found, DerivedObject(GENERATION, RULE, fields, counted, MODULE), _view()]


def ensure(connection: psycopg.Connection) -> bool:
    """Makes the functions that the warehouse lacks, with the defaults; courses are those that it has.

    True where it had no rules yet.
    """
    there = {name for (name,) in connection.execute(_THERE)}
    lacking = [rule for rule in RULES.values() if rule.function not in there]
    defaults = Rules().values()
    if any(rule.name == "ngeshare.courses" for rule in lacking):
        defaults["ngeshare.courses"] = courses(connection)
    state(connection, {rule.name: defaults[rule.name] for rule in lacking})
    # Whoever changed the table by hand, before it was a rule or since, changed the rule.
    told, rows = in_force(connection)["ngeshare.courses"], courses(connection)
    if told != rows:
        state(connection, {"ngeshare.courses": rows})
    return len(lacking) == len(RULES)


def in_force(connection: psycopg.Connection) -> dict[str, Any]:
    """The value of every rule under `source.key`, as JSON has it; numbers with decimals stay exact."""
    called = ", ".join(f"to_jsonb({rule.function}())::text" for rule in RULES.values())
    row = connection.execute(f"select {called}".encode()).fetchone()
    assert row is not None  # noqa: S101  a select without a from has one row
    return {
        name: json.loads(value, parse_float=Decimal)
        if rule.sql_type != "numeric"
        else json.loads(value, parse_float=Decimal, parse_int=Decimal)
        for (name, rule), value in zip(RULES.items(), row, strict=True)
    }


def state(connection: psycopg.Connection, values: Mapping[str, Any]) -> None:
    """Makes the functions say these values from the end of the transaction on."""
    for name, value in values.items():
        connection.execute(_created(RULES[name].function, RULES[name].sql_type, value))
    if values:
        counted = connection.execute("update ops.rule_state set generation = generation + 1 returning generation")
        (generation,) = counted.fetchone() or (0,)
        connection.execute(_created(GENERATION, "bigint", generation))
        # A plan that has folded a rule into itself does not know that the rule changed: no other change of the
        # catalogue makes every session forget all its plans.
        connection.execute("grant usage on schema ops to current_user")


def courses(connection: psycopg.Connection) -> list[dict[str, Any]]:
    """The curriculum as the warehouse's table has it."""
    rows = connection.execute("select course_name, max_episodes from ngeshare.course_config order by sequence_order")
    return [{"name": name, "episodes": episodes} for name, episodes in rows]


def unknown_zones(connection: psycopg.Connection, values: Mapping[str, Any]) -> list[Mistake]:
    """The zones among the values that this warehouse's server does not know; it may know fewer than Python does."""
    zones = {name: value for name, value in values.items() if name.endswith(".time_zone")}
    known = {zone: _knows_zone(connection, zone) for zone in {*zones.values()}}
    return [
        Mistake(RULES[name].source, RULES[name].key, f"the warehouse's server knows no zone {zone}")
        for name, zone in zones.items()
        if not known[zone]
    ]


def _knows_zone(connection: psycopg.Connection, zone: str) -> bool:
    # `pg_timezone_names` has all of them, and reads a file for each.
    try:
        with connection.transaction():
            connection.execute("select now() at time zone %s::text", [zone])
    except psycopg.errors.InvalidParameterValue:
        return False
    return True


def _created(function: str, sql_type: str, value: Any) -> sql.Composed:
    stated = json.dumps(value, default=str, ensure_ascii=False) if sql_type == "jsonb" else value
    type_ = sql.SQL(sql_type)
    return sql.SQL(
        "create or replace function {} () returns {} language sql immutable parallel safe return {}::{}"
    ).format(
        sql.Identifier(*function.split(".")),
        type_,
        sql.Literal(str(stated) if sql_type == "numeric" else stated),
        type_,
    )


def _object(rule: Rule) -> DerivedObject:
    said = rule.description.replace("'", "''")
    fields = {"Question": f"what is the rule {rule.name}?", "Reads": "none"}
    return DerivedObject(rule.function, RULE, fields, f"comment on function {rule.function}() is '{said}';", MODULE)


def _view() -> DerivedObject:
    rows = "\nunion all\n".join(
        f"select '{rule.source}' as source, '{rule.key}' as key, to_jsonb({rule.function}()) as value"
        for rule in RULES.values()
    )
    comments = {
        "source": "The source that the rule belongs to.",
        "key": "Its name in the file of rules.",
        "value": "What is in force.",
    }
    said = "".join(f"\ncomment on column {VIEW}.{name} is '{text}';" for name, text in comments.items())
    statement = f"create view {VIEW} as\n{rows};\ncomment on view {VIEW} is 'Every rule that is in force.';{said}"
    reads = ", ".join(rule.function for rule in RULES.values())
    fields = {"Question": "which rules are in force?", "Grain": "one row per source, key", "Reads": reads}
    return DerivedObject(VIEW, "view", fields, statement, MODULE)


_THERE: LiteralString = """
    select 'ops.' || proname from pg_proc
    where pronamespace = 'ops'::regnamespace and left(proname, 5) = 'rule_'
"""
