"""Runs a migration's SQL file as one script."""

from typing import Any

from alembic import op

from db.settings import PROJECT


def run_file(name: str) -> None:
    """Runs sql/migrations/`name` in the migration's transaction, past SQLAlchemy's parameter syntax."""
    script = (PROJECT / "sql" / "migrations" / name).read_text(encoding="utf-8")
    driver: Any = op.get_bind().connection.driver_connection
    driver.execute(script)
