"""Hourly metrics of live classrooms, their ledger, who was present when."""

from db.migrations.run import run_file

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run_file("0011_classroom_hours.sql")
