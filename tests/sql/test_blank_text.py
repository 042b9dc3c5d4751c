"""Blank means the same in every schema that asks for it."""

from tests.factories import Connection, rows

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
