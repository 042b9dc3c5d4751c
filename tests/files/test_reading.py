"""How a file's rows are read: by the pages' role, in one read-only transaction that leaves nothing behind."""

from analytics.files.reading import opened
from tests.files.conftest import Select, written


def test_a_file_is_read_as_pages_read(select: Select) -> None:
    asked = select(
        "select current_user::text as reader, current_setting('transaction_read_only') as only, "
        "current_setting('statement_timeout') as ends, current_setting('timezone') as clock"
    )
    assert written(asked, "csv").decode("utf-8-sig").splitlines()[1] == "atalaya_reader,on,0,America/New_York"


def test_what_a_file_sets_ends_with_its_transaction(select: Select) -> None:
    with opened(select("select 1 as one")) as reading:
        reading.count()
        reading.connection.rollback()
        clock = reading.connection.execute("select current_user::text, current_setting('timezone')").fetchone()
    assert clock != ("atalaya_reader", "America/New_York")
