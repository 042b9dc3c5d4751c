"""All that a warehouse answers, in a form in which two warehouses can be compared."""

import re
from collections.abc import Collection, Iterator
from datetime import date

import pandas as pd
from psycopg import sql

from db.domains import DOMAINS
from db.schemas import DERIVED_SCHEMAS, RAW_SCHEMAS
from db.warehouse import Warehouse
from sync.compare.facts import WHEN_COMPUTED, compare_facts
from tests.analytics.test_questions import QUESTIONS, needed
from tests.factories import Connection, rows

DAYS = (date(2026, 8, 14), date(2026, 7, 1), date(2025, 1, 31))
"""From which one looks: the day of the last sync, one before it, and one long before."""

WHEN_ROLLED = {
    "analytics.dashboard_metrics_hourly": {"calculated_at", "created_at"},
    "analytics.rollup_ledger": {"closed_at"},
}
WHEN_HIDDEN = {"removed_at"}

OF_THE_RUN = {
    *("started_at", "finished_at", "from_second", "to_second", "duration_ms", "duration_seconds", "rows_per_second"),
    *("bytes_per_second", "checked_at", "observed_at", "fresh_at", "age_seconds", "since", "at", "newest_at"),
    *("last_refreshed_at", "last_duration_ms", "size_bytes", "detail_values", "watermark_after"),
}
"""What is told of a run, a check or a file by the clock and the server that it happened on."""

FOUND = """
    select format('%%I.%%I', relnamespace::regnamespace, relname)
    from pg_class
    where
        relkind in ('r', 'v', 'm')
        and relnamespace::regnamespace::text = any(%s)
        and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
    order by 1
"""

LONG_FRACTION = re.compile(r"\b\d+\.\d{9,}\b")
"""Sums of such numbers differ in their last digits by the order in which rows lie."""

Answers = dict[str, list[str]]


def relations(connection: Connection, day: date, schemas: Collection[str] = DERIVED_SCHEMAS) -> Answers:
    """The rows of each table and view, as of a day, but for when they were computed."""
    connection.execute("select set_config('atalaya.as_of', %s, false)", [f"{day} 12:00"])
    return {
        relation: sorted(_rows(connection, relation))
        for (relation,) in connection.execute(FOUND, [list(schemas)]).fetchall()
    }


def _rows(connection: Connection, relation: str) -> Iterator[str]:
    columns = connection.execute(f"select * from {relation} limit 0".encode()).description or ()
    passing = WHEN_COMPUTED | WHEN_HIDDEN | WHEN_ROLLED.get(relation, set())
    kept = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns if column.name not in passing)
    # As text, since Python knows no end of time.
    for (row,) in connection.execute(
        sql.SQL("select row({})::text from {}").format(kept, sql.SQL(relation))
    ).fetchall():
        yield LONG_FRACTION.sub(lambda found: f"{float(found[0]):.9g}", row)


def raw(connection: Connection) -> Answers:
    """The rows of each raw table, which are the same on all days."""
    return relations(connection, DAYS[0], RAW_SCHEMAS)


def questions() -> Answers:
    """The answers of the query layer to all questions, on each of the days."""
    answers = {}
    for question in QUESTIONS:
        for day in [{}] if question.live else [{"as_of": day} for day in DAYS]:
            answer = question(**needed(question), **day)
            answers[f"{question.__module__}.{question.name} {day}"] = _lines(answer, in_order=not question.live)
    return answers


def _lines(answer: pd.DataFrame, *, in_order: bool) -> list[str]:
    kept = answer[[name for name in answer.columns if name not in WHEN_COMPUTED | OF_THE_RUN]]
    lines = [str(list(row)) for row in kept.itertuples(index=False)]
    # What happened in a run is listed by its moments.
    return lines if in_order else sorted(lines)


def differing(here: Answers, there: Answers) -> dict[str, tuple[set[str], set[str]]]:
    """By name: what only one of two has."""
    return {
        name: (set(here.get(name, ())) - set(there.get(name, ())), set(there.get(name, ())) - set(here.get(name, ())))
        for name in here.keys() | there.keys()
        if here.get(name) != there.get(name)
    }


def take_ids(here: Connection, there: Connection) -> None:
    """Gives the activities here the random ids that they have there."""
    here.execute("create temp table id_there (source_table text, source_id uuid, source_event text, id uuid)")
    with here.cursor().copy("copy id_there from stdin") as copy:
        for row in rows(
            there, "select source_table, source_id, source_event, id from timeline.student_activity_timeline"
        ):
            copy.write_row(row)
    here.execute(
        "update timeline.student_activity_timeline as activity set id = id_there.id from id_there "
        "where (activity.source_table, activity.source_id, activity.source_event) "
        "= (id_there.source_table, id_there.source_id, id_there.source_event)"
    )
    here.execute("drop table id_there")


def stale_facts(warehouse: Warehouse) -> set[str]:
    """Facts that are not what building them anew makes of the raw rows."""
    with warehouse.connect() as connection:
        return {
            fact.name
            for domain in DOMAINS
            for fact in compare_facts(connection, domain, repair=False)
            if fact.differing
        }
