"""The advisor marketplace: requests, offers, audits. Local zone America/Bogota."""

from db.migrations.run import run_file

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run_file("0006_teloo.sql")
