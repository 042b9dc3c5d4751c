"""When each session, teacher and student was active last."""

from db.migrations.run import run_file

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run_file("0018_last_presence.sql")
