"""Derived objects are created in the order that their `Reads:` lines ask for."""

from pathlib import Path

import pytest

from db.derived import derived_objects, fingerprint, read_object
from db.errors import DerivedObjectError


def write(root: Path, name: str, reads: str, kind: str = "view") -> None:
    path = root / "shop" / f"{name}.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"-- shop.{name} ({kind})\n-- Question: what?\n-- Reads:    {reads}\ncreate view shop.{name} as select 1;\n"
    )


def names(root: Path) -> list[str]:
    return [found.identity for found in derived_objects(root)]


def test_each_object_comes_after_those_that_it_reads(tmp_path: Path) -> None:
    write(tmp_path, "a_page", "shop.b_sum, shop.c_rows")
    write(tmp_path, "b_sum", "shop.c_rows")
    write(tmp_path, "c_rows", "public.orders")
    assert names(tmp_path) == ["shop.c_rows", "shop.b_sum", "shop.a_page"]


def test_a_list_may_go_on_over_several_lines(tmp_path: Path) -> None:
    write(tmp_path, "a", 'shop.b,\n--           public."User",\n--           shop.c')
    assert read_object(tmp_path / "shop" / "a.sql").reads == ("shop.b", 'public."User"', "shop.c")


def test_none_means_that_it_reads_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a", "none")
    assert read_object(tmp_path / "shop" / "a.sql").reads == ()


def test_a_circle_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a", "shop.b")
    write(tmp_path, "b", "shop.a")
    with pytest.raises(DerivedObjectError, match=r"circle: shop\.\w → shop\.\w → shop\.\w"):
        derived_objects(tmp_path)


def test_a_file_without_a_header_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nameless.sql"
    path.write_text("create view shop.a as select 1;")
    with pytest.raises(DerivedObjectError, match=r"nameless.sql: the first line must read"):
        read_object(path)


def test_migrations_are_not_derived(tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001.sql").write_text("create table t ();")
    assert names(tmp_path) == []


def test_the_fingerprint_changes_exactly_with_the_files(tmp_path: Path) -> None:
    write(tmp_path, "a", "none")
    before = fingerprint(derived_objects(tmp_path))
    assert fingerprint(derived_objects(tmp_path)) == before
    write(tmp_path, "a", "none", kind="function")
    assert fingerprint(derived_objects(tmp_path)) != before
