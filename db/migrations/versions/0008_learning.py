"""Video courses with goals and instructor conversations. Local zone America/New_York."""

from db.migrations.run import run_file

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run_file("0008_learning.sql")
