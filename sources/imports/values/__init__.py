"""What texts of a file mean: moments, numbers, marks and keys, read by functions in the database of imports."""

from pathlib import Path

import psycopg

_DIRECTORY = Path(__file__).parent / "functions"


def create(connection: psycopg.Connection) -> None:
    """Makes the functions of schema `imports` anew, as this version has them."""
    with connection.transaction():
        # One may name another that is made after it.
        connection.execute("set local check_function_bodies = off")
        connection.execute("create schema if not exists imports")
        for path in sorted(_DIRECTORY.glob("*.sql")):
            connection.execute(path.read_bytes())
