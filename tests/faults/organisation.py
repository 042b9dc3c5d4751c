"""Tiny rows of the sources beside ngeShare, parents included; a moment is a timestamptz as text."""

from tests.factories import Connection

LONG_AGO = "2020-01-01 00:00:00+00"
FIRST = "00000000-0000-4000-8000-000000000001"


def student(connection: Connection, key: str, *, name: str = "Ana", updated: str = LONG_AGO) -> None:
    connection.execute(
        "insert into academy.students (id, full_name, created_at, updated_at) values (%s, %s, %s, %s)",
        [key, name, LONG_AGO, updated],
    )


def check_in(connection: Connection, key: str, student_id: str, *, at: str = LONG_AGO, updated: str = LONG_AGO) -> None:
    connection.execute(
        "insert into academy.check_ins (id, student_id, checked_in_at, updated_at) values (%s, %s, %s, %s)",
        [key, student_id, at, updated],
    )


def session(connection: Connection, key: str) -> None:
    """A classroom session of the one school."""
    connection.execute(
        "insert into classwaves.schools (id, name, time_zone, updated_at) values ('school', 'School', 'UTC', %s) "
        "on conflict do nothing",
        [LONG_AGO],
    )
    connection.execute(
        "insert into classwaves.sessions (id, school_id, teacher_id, title, configured_at, updated_at) "
        "values (%s, 'school', 'teacher', 'Lesson', %s, %s)",
        [key, LONG_AGO, LONG_AGO],
    )


def reading(connection: Connection, key: str, session_id: str, *, at: str = LONG_AGO, quality: str = "0.5") -> None:
    """A row of an append-only table."""
    connection.execute(
        "insert into classwaves.session_metrics (id, session_id, measured_at, session_quality) values (%s, %s, %s, %s)",
        [key, session_id, at, quality],
    )


def event(connection: Connection, key: str, session_id: str, *, payload: str = "{}", sequence: int = 1) -> None:
    connection.execute(
        "insert into classwaves.session_events (id, session_id, teacher_id, event_type, event_time, sequence, payload, "
        "created_at) values (%s, %s, 'teacher', 'configured', %s, %s, %s, %s)",
        [key, session_id, LONG_AGO, sequence, payload, LONG_AGO],
    )


def offer(connection: Connection, key: str, amount: str, *, confidence: str = "1") -> None:
    """An offer with its client, request and advisor."""
    connection.execute(
        "insert into teloo.clientes (id, nombre, created_at, updated_at) values (%s, 'Cliente', %s, %s)",
        [key, LONG_AGO, LONG_AGO],
    )
    connection.execute(
        "insert into teloo.asesores (id, nombre, ciudad, departamento, confianza, estado, created_at, updated_at) "
        "values (%s, 'Asesor', 'Cali', 'Valle', %s, 'ACTIVO', %s, %s)",
        [key, confidence, LONG_AGO, LONG_AGO],
    )
    connection.execute(
        "insert into teloo.solicitudes (id, cliente_id, estado, created_at, updated_at) "
        "values (%s, %s, 'ABIERTA', %s, %s)",
        [key, key, LONG_AGO, LONG_AGO],
    )
    connection.execute(
        "insert into teloo.ofertas (id, solicitud_id, asesor_id, monto_total, created_at, updated_at) "
        "values (%s, %s, %s, %s, %s, %s)",
        [key, key, key, amount, LONG_AGO, LONG_AGO],
    )


def progress(connection: Connection, key: str, *, percent: int = 10) -> None:
    """A student's progress in the one video: one row per student and video."""
    connection.execute(
        "insert into learning.profiles (id, full_name, role, created_at, updated_at) "
        "values (%s, 'Ana', 'student', %s, %s) on conflict do nothing",
        [key, LONG_AGO, LONG_AGO],
    )
    connection.execute(
        "insert into learning.media_files (id, title, duration_seconds, updated_at) values (%s, 'Video', 60, %s) "
        "on conflict do nothing",
        [FIRST, LONG_AGO],
    )
    connection.execute(
        "insert into learning.video_progress (id, student_id, video_id, percent, position_seconds, updated_at) "
        "values (%s, %s, %s, %s, 0, %s)",
        [key, key, FIRST, percent, LONG_AGO],
    )


def seen_lately(connection: Connection, **keys: str) -> None:
    """Rows of these tables get a cursor of now: the watermark passes all the others."""
    for table, key in keys.items():
        connection.execute(f"update {LATELY[table]} where id = %s".encode(), [key])


LATELY = {
    "user": """public."User" set "updatedAt" = now() at time zone 'UTC'""",
    "member": """public."UserHangoutGroup" set "updatedAt" = now() at time zone 'UTC'""",
    "student": "academy.students set updated_at = now()",
    "reading": "classwaves.session_metrics set measured_at = now()",
    "offer": "teloo.ofertas set updated_at = now()",
}
