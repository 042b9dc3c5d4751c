"""What the servers do by the clock, and each run of it."""

from db.migrations.run import run_file

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    run_file("0009_schedule.sql")
