"""The log of refreshes, what the rankings remember of weeks and of the period before."""

from db.migrations.run import run_file

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    run_file("0013_advisor_rankings.sql")
