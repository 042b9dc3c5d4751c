"""Any view by its name, for `atalaya export`."""

import pytest

from analytics.files import views
from db.warehouse import Warehouse
from tests.files.conftest import written
from tests.thoroughness import level

pytestmark = pytest.mark.usefixtures("reading")


def test_all_of_a_view_is_written(reading: Warehouse) -> None:
    with reading.connect() as connection:
        connection.execute("insert into ops.sync_run (origin, sources) values ('=test', '{a,b}')")
    text = written(views.find_view("ops.sync_run"), "csv").decode("utf-8-sig")
    assert text.splitlines()[0].startswith("run,")
    assert "'=test" in text
    assert "a; b" in text


FORMATS = ("csv", "xlsx", "parquet")


def test_every_relation_can_be_written_in_every_format(reading: Warehouse) -> None:
    """Before `make check` each in one of them, the next one in the next."""
    with reading.connect() as connection:
        names = connection.execute(
            "select identity from ops.derived_object where kind in ('view', 'materialized view', 'table', 'fact')"
        ).fetchall()
    assert len(names) > 50
    for place, (name,) in enumerate(sorted(names)):
        if name != "ops.link_key":
            for file_format in FORMATS if level() == "check" else (FORMATS[place % len(FORMATS)],):
                assert written(views.find_view(name), file_format), (name, file_format)


@pytest.mark.parametrize(
    ("name", "close"),
    [("v_group_stats", "v_group_status"), ("ngeshare.v_rescue", "ngeshare.v_rescue_list"), ("zzz", "v_group_status")],
)
def test_an_unknown_view_lists_close_names(name: str, close: str) -> None:
    with pytest.raises(views.UnknownView, match=close):
        views.find_view(name)


@pytest.mark.parametrize(
    "name", ["User", "pg_authid", 'v_group_status"; drop table x; --', "public.User", "ops.link_key", "link_key"]
)
def test_nothing_but_what_readers_may_see_can_be_exported(name: str) -> None:
    with pytest.raises(views.UnknownView):
        views.find_view(name)
