"""What a command that failed says: one line where Atalaya can explain it."""

import psycopg

from db import refusals
from db.errors import AtalayaError


def explained(error: Exception) -> str | None:
    """What happened and what to do; None for what nobody foresaw."""
    if isinstance(error, AtalayaError):
        return str(error)
    return str(refusals.explained(error)) if isinstance(error, psycopg.OperationalError) else None
