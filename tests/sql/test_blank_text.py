"""Blank means the same in every schema that asks for it."""

import pytest

from tests.factories import Connection, rows

# Another server may build other objects of the same file.
pytestmark = pytest.mark.each_server

SAID = [None, "", " \t\r\n\v\f", " x", "!", "é", "v", "x "]
BLANK = [True, True, True, False, False, False, False, False]


def test_every_is_blank_says_the_same(connection: Connection) -> None:
    found = rows(connection, "select oid::regproc::text from pg_proc where proname = 'is_blank' order by 1")
    assert len(found) >= 2
    for (name,) in found:
        answered = connection.execute(
            f"select {name}(said) from unnest(%s::text[]) with ordinality as a (said, place) order by place".encode(),
            [SAID],
        ).fetchall()
        assert [blank for (blank,) in answered] == BLANK, name
