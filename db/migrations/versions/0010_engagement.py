"""Facts of the Engagement Panel: visits, gaps between them, hours of presence."""

from db.migrations.run import run_file

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run_file("0010_engagement.sql")
