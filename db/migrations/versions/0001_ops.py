"""The operations schema."""

from db.migrations.run import run_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_file("0001_ops.sql")
