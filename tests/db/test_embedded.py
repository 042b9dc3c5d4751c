"""The embedded server's data directory: tried out before it is used."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from db.embedded import PostgresServer, start, writable_data_directory
from db.errors import DataDirectoryError


def test_it_is_created_with_its_parents(tmp_path: Path) -> None:
    assert writable_data_directory(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_file_in_its_place_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(
        DataDirectoryError, match=r"data cannot be written .*; make it writable or set ATALAYA_DATA_DIR"
    ):
        writable_data_directory(tmp_path / "data")


def test_a_file_system_that_takes_no_files_names_the_setting() -> None:
    with pytest.raises(DataDirectoryError, match="ATALAYA_DATA_DIR"):
        writable_data_directory(Path("/proc/atalaya"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_directory_without_permission_names_the_setting(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DataDirectoryError, match="ATALAYA_DATA_DIR"):
        writable_data_directory(tmp_path)


def test_a_relative_directory_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert writable_data_directory(Path("data")) == tmp_path / "data"


def test_a_new_server_gets_room_and_an_old_one_keeps_what_it_has() -> None:
    # Not pytest's own directory: its parents are closed to the other user that a server of root's runs as.
    with tempfile.TemporaryDirectory(prefix="atalaya-test-") as name:
        directory = Path(name)
        directory.chmod(0o755)
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(start, [directory / "postgres"] * 2)
        try:
            assert first is second
            with psycopg.connect(first.get_uri(), autocommit=True) as connection:
                shown = connection.execute(
                    "select setting::integer * 8192 from pg_settings where name = 'shared_buffers'"
                )
                assert 128 * 2**20 <= shown.fetchall()[0][0] <= 2**30
                connection.execute("alter system set max_wal_size = '3GB'")
                connection.execute("select pg_reload_conf()")
            assert start(directory / "postgres") is first
            with psycopg.connect(first.get_uri()) as connection:
                assert connection.execute("show max_wal_size").fetchone() == ("3GB",)
        finally:
            first.cleanup()


def test_users_of_one_machine_do_not_share_its_lock() -> None:
    assert PostgresServer.lock_path.parent.name == f"atalaya-{os.geteuid()}"
