"""We look at production, and cannot write into it."""

import psycopg
import pytest

from sync.endpoints.snapshot import snapshot
from sync.specifications import source_named
from tests.conftest import Database
from tests.factories import user


def test_the_source_is_read_only_for_us(source: Database) -> None:
    with snapshot(source_named("ngeshare"), source.url) as moment, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        user(moment.connection, "intruder")
