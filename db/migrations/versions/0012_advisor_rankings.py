"""The log of refreshes, what the rankings remember of weeks and of the period before."""

from db.migrations.run import run_file

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_file("0012_advisor_rankings.sql")
