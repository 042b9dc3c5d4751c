"""Settings come from the environment first, then from .streamlit/secrets.toml; a wrong one is named."""

from pathlib import Path

import pytest

from db import settings as module
from db.errors import SettingError
from db.settings import Settings, libpq_url, postgres_url


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


@pytest.mark.parametrize("url", ["mysql://localhost/db", "localhost:5432", "", "postgresql://h:port/db"])
def test_a_url_that_is_not_postgres_names_the_setting_and_the_form(url: str) -> None:
    with pytest.raises(SettingError, match=r"ATALAYA_WAREHOUSE_URL .* expected postgresql://user:password@host"):
        postgres_url(url, "warehouse_url")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_way_to_write_postgres_is_taken(scheme: str) -> None:
    assert libpq_url(postgres_url(f"{scheme}://u:p%40ss@host:5433/d", "url")) == "postgresql://u:p%40ss@host:5433/d"


def test_an_error_never_shows_the_password() -> None:
    with pytest.raises(SettingError) as caught:
        postgres_url("mysql://u:hunter2@localhost/db", "warehouse_url")
    assert "hunter2" not in str(caught.value)


def test_a_password_with_an_unescaped_at_sign_is_explained_and_not_shown() -> None:
    with pytest.raises(SettingError, match=r"ATALAYA_READ_URL .* write %40 for @") as caught:
        postgres_url("postgresql://ana:Gehe@1m@127.0.0.1:5432/x", "read_url")
    assert "1m" not in str(caught.value)
