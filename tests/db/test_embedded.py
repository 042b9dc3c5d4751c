"""The embedded server's data directory: tried out before it is used."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.embedded import writable_data_directory
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


def test_several_processes_try_it_out_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as at_once:
        assert set(at_once.map(writable_data_directory, [tmp_path] * 400)) == {tmp_path}
    assert list(tmp_path.iterdir()) == []
