"""Tiny ngeShare rows for tests: each call writes the least that a rule needs, parents included.

A day ('2026-06-15') means noon in Jakarta; a full moment ('2026-06-15 16:59:59') is UTC wall-clock time,
as production writes it.
"""

from typing import Any

import psycopg

from db.rules import change

AQIDAH = "Ngeshare Sesi Aqidah"
HIJRAH = "Ngeshare Sesi Hijrah"
SEJARAH = "Ngeshare Sesi Sejarah"
DAKWAH = "Ngeshare Sesi Dakwah"
LAST_EPISODE = {AQIDAH: 9, HIJRAH: 9, SEJARAH: 11, DAKWAH: 7}
LONG_AGO = "2020-01-01 00:00:00"
DATE_LENGTH = len("2026-06-15")

Connection = psycopg.Connection[Any]


def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query.encode()).fetchall()


def failing_rows(connection: Connection, schema: str) -> set[str]:
    """The quality views of a schema that list any row, whatever the report makes of it."""
    views = rows(
        connection,
        f"select viewname from pg_views where schemaname = '{schema}' and viewname like 'quality\\_of\\_%'",
    )
    assert views
    return {view for (view,) in views if rows(connection, f"select from {schema}.{view} limit 1")}


def look_from(connection: Connection, moment: str) -> None:
    """Move the clock of every view for the rest of the transaction."""
    connection.execute("select set_config('atalaya.as_of', %s, true)", [f"{moment_of(moment)}+00"])


def rule(connection: Connection, **values: Any) -> list[change.Change]:
    """Puts rules of the study groups in force, with the facts that follow, for the rest of the transaction."""
    return change.apply(connection, {f"ngeshare.{key}": value for key, value in values.items()}, "a test")


def moment_of(text: str) -> str:
    return f"{text} 05:00:00" if len(text) == DATE_LENGTH else text


def hangout(connection: Connection, hangout_id: str, name: str) -> None:
    connection.execute(
        """insert into public."Hangout" (id, "updatedAt", name, type, price, "circleProfileId")
        values (%s, %s, %s, 'GROUP', 0, 'circle') on conflict do nothing""",
        [hangout_id, LONG_AGO, name],
    )


def group(
    connection: Connection,
    group_id: str,
    course: str = AQIDAH,
    *,
    created: str = "2026-01-01",
    hangout_id: str | None = None,
    city: str | None = None,
    province: str | None = None,
) -> None:
    """A group of the course's own Hangout, unless another Hangout is named."""
    hangout(connection, course, course)
    connection.execute(
        """insert into public."HangoutGroup"
        (id, "createdAt", "updatedAt", name, status, "hangoutId", city, province)
        values (%s, %s, %s, %s, 'OPEN', %s, %s, %s)""",
        [
            *(group_id, moment_of(created), LONG_AGO, f"Group {group_id}"),
            *(hangout_id or course, city, province),
        ],
    )


def user(connection: Connection, user_id: str, email: str | None = None, *, deleted: str | None = None) -> None:
    connection.execute(
        """insert into public."User" (id, "updatedAt", email, "deletedAt") values (%s, %s, %s, %s)
        on conflict (id) do update set email = excluded.email, "deletedAt" = excluded."deletedAt" """,
        [user_id, LONG_AGO, email, deleted and moment_of(deleted)],
    )


def member(
    connection: Connection,
    group_id: str,
    user_id: str | None,
    *,
    joined: str | None = "2026-01-01",
    role: str = "MEMBER",
    record_id: str | None = None,
    public_id: str | None = None,
    user_email: str | None = None,
) -> None:
    """A membership; the user is created without an e-mail when there is none yet."""
    if user_id is not None:
        _known_user(connection, user_id)
    connection.execute(
        """insert into public."UserHangoutGroup" (id, "updatedAt", "joinedAt", status, "hangoutGroupRole",
        "hangoutGroupId", "userId", "publicId", "userEmail")
        values (coalesce(%s, gen_random_uuid()::text), %s, %s, 'JOINED', %s, %s, %s, %s, %s)""",
        [
            *(record_id, LONG_AGO, joined and moment_of(joined), role),
            *(group_id, user_id, public_id, user_email),
        ],
    )


def facilitator(connection: Connection, group_id: str, user_id: str | None, **details: Any) -> None:
    member(connection, group_id, user_id, role="FACILITATOR", **details)


def circle(
    connection: Connection,
    group_id: str,
    course: str,
    *,
    led_by: str = "fajar",
    members: str = "ana budi",
) -> None:
    """A group with its facilitator and its members."""
    group(connection, group_id, course)
    facilitator(connection, group_id, led_by)
    for user_id in members.split():
        member(connection, group_id, user_id)


def met(
    connection: Connection,
    group_id: str,
    at: str,
    *,
    episode: int = 1,
    by: str = "visitor",
    hangout_id: str | None = None,
) -> None:
    """One attendance of an episode of the group's own Hangout, unless another Hangout is named."""
    _known_user(connection, by)
    if hangout_id is None:
        [(hangout_id,)] = connection.execute(
            'select "hangoutId" from public."HangoutGroup" where id = %s', [group_id]
        ).fetchall()
    connection.execute(
        """insert into public."HangoutEpisode" (id, "updatedAt", name, "hangoutId", "order")
        values (%s, %s, 'Episode', %s, %s) on conflict do nothing""",
        [f"{hangout_id} {episode}", LONG_AGO, hangout_id, episode],
    )
    connection.execute(
        """insert into public."UserHangoutGroupAttendance"
        (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
        values (gen_random_uuid()::text, %s, %s, %s, %s)""",
        [moment_of(at), f"{hangout_id} {episode}", group_id, by],
    )


def graduated(connection: Connection, group_id: str, *, started: str, on: str) -> None:
    """The first meeting and the one that reaches the course's last episode."""
    [(course,)] = connection.execute(
        'select "hangoutId" from public."HangoutGroup" where id = %s', [group_id]
    ).fetchall()
    met(connection, group_id, started)
    met(connection, group_id, on, episode=LAST_EPISODE[course])


def _known_user(connection: Connection, user_id: str) -> None:
    connection.execute(
        'insert into public."User" (id, "updatedAt") values (%s, %s) on conflict do nothing',
        [user_id, LONG_AGO],
    )
