"""What students did, one table for all of it; percents of videos lie between 0 and 100."""

from db.migrations.run import run_file

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_file("0012_timeline.sql")
