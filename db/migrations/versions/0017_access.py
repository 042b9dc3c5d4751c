"""Who saw data of single students, and for how long rows are kept."""

from db.migrations.run import run_file

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    run_file("0017_access.sql")
