"""Settings come from the environment first, then from .streamlit/secrets.toml; a wrong one is named."""

from pathlib import Path

import pytest

from db import settings as module
from db.errors import SettingError
from db.settings import Settings


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The secrets file of an otherwise unconfigured project."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ATALAYA_{name.upper()}", raising=False)
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    (tmp_path / ".streamlit").mkdir()
    return tmp_path / ".streamlit" / "secrets.toml"


def test_nothing_configured_means_the_embedded_warehouse_and_the_demo_source(secrets: Path) -> None:
    found = Settings()
    assert (found.warehouse_url, found.source_url("ngeshare")) == ("", "")


def test_secrets_are_read(secrets: Path) -> None:
    secrets.write_text('ATALAYA_WAREHOUSE_URL = "postgresql://here/w"\n[other]\nkey = 1\n')
    assert Settings().warehouse_url == "postgresql://here/w"


def test_the_environment_wins_over_secrets(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets.write_text('ATALAYA_SOURCE_NGESHARE_URL = "postgresql://secrets/p"')
    monkeypatch.setenv("ATALAYA_SOURCE_NGESHARE_URL", "postgresql://environment/p")
    assert Settings().source_url("ngeshare") == "postgresql://environment/p"


def test_a_broken_secrets_file_is_named(secrets: Path) -> None:
    secrets.write_text("ATALAYA_WAREHOUSE_URL = postgresql://here/w")
    with pytest.raises(SettingError, match=r"secrets.toml is not valid TOML: .*line 1"):
        Settings()


def test_blanks_around_a_setting_are_not_part_of_it(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets.write_text('ATALAYA_SOURCE_NGESHARE_URL = " postgresql://h/d\\n"')
    monkeypatch.setenv("ATALAYA_WAREHOUSE_URL", "  ")
    found = Settings()
    assert (found.source_url("ngeshare"), found.warehouse_url) == ("postgresql://h/d", "")
