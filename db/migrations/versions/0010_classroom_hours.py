"""Hourly metrics of live classrooms, their ledger, who was present when."""

from db.migrations.run import run_file

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run_file("0010_classroom_hours.sql")
