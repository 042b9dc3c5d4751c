"""ngeShare: who belongs to which group."""

from db.migrations.run import run_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_file("0003_ngeshare_rosters.sql")
