"""The sync's larger memory: kinds of runs, first loads, changed ranges, verifications, thresholds."""

from db.migrations.run import run_file

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run_file("0004_sync.sql")
