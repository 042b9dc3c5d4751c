"""The study centre: students who check in and out. Local zone America/Guayaquil."""

from db.migrations.run import run_file

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run_file("0005_academy.sql")
