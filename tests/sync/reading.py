"""What tests read back from both sides, and moments seen from today."""

from datetime import UTC, datetime, timedelta

from sync.log.outcome import TableOutcome
from sync.run.every_source import Outcome
from tests.factories import Connection, rows

TABLES = ("User", "Hangout", "HangoutEpisode", "HangoutGroup", "UserHangoutGroup", "UserHangoutGroupAttendance")


def ago(days: float = 0, *, hours: float = 0, minutes: float = 0) -> str:
    """A moment before now, as production writes it."""
    moment = datetime.now(UTC) - timedelta(days=days, hours=hours, minutes=minutes)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03}"


def copied(connection: Connection, table: str) -> list[tuple[object, ...]]:
    """The columns that are copied, of all rows, from either side."""
    columns = {
        "User": 'id, "updatedAt", email, "deletedAt"',
        "Hangout": 'id, "updatedAt", name, type, price, "circleProfileId"',
        "HangoutEpisode": 'id, "updatedAt", name, "hangoutId", "order"',
        "HangoutGroup": 'id, "updatedAt", name, status, "hangoutId", city, province',
        "UserHangoutGroup": 'id, "updatedAt", "joinedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId"',
        "UserHangoutGroupAttendance": 'id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId"',
    }
    return rows(connection, f'select {columns[table]} from public."{table}" order by id')


def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: copied(connection, table) for table in TABLES}


def versions(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Which version of each row is stored where: it changes with every write, whatever the values."""
    return {table: rows(connection, f'select id, xmin, ctid from public."{table}" order by id') for table in TABLES}


def ids(connection: Connection, table: str) -> list[str]:
    return [row[0] for row in rows(connection, f'select id from public."{table}" order by id')]


def of(outcome: Outcome, table: str) -> TableOutcome:
    """How one table fared."""
    return next(found for found in outcome.tables if found.table == table)


def changed(outcome: Outcome) -> dict[str, int]:
    """Tables in which rows changed."""
    return {table.table: table.counts.changed for table in outcome.tables if table.counts.changed}


def statuses(outcome: Outcome) -> dict[str, str]:
    return {table.table: table.status for table in outcome.tables}


def watermark(connection: Connection, table: str) -> str | None:
    found = rows(connection, f"select watermark from ops.sync_watermark where \"table\" = '{table}'")
    return found[0][0] if found else None


def touch(connection: Connection, table: str, key: str, assignment: str, at: str = "now() at time zone 'UTC'") -> None:
    """An ordinary update: the ORM moves `updatedAt` along."""
    connection.execute(f'update public."{table}" set {assignment}, "updatedAt" = {at} where id = %s', [key])
