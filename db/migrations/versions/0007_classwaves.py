"""Live classroom sessions, per school. Times in UTC."""

from db.migrations.run import run_file

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run_file("0007_classwaves.sql")
