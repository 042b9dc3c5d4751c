"""Lets the planner know that who is active in which video, and for which goal, is no chance."""

from db.migrations.run import run_file

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    run_file("0014_timeline_statistics.sql")
