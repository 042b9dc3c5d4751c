"""The log of what happened in each session."""

from db.migrations.run import run_file

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    run_file("0016_session_events.sql")
