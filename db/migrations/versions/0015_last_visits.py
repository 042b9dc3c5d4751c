"""The last visit day of each student of the study centre."""

from db.migrations.run import run_file

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    run_file("0015_last_visits.sql")
