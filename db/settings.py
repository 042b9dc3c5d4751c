"""Every setting, read once: environment first, then .streamlit/secrets.toml under the same keys."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import create_model
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from db.domains import DOMAINS
from db.errors import SettingError

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "ATALAYA_"


class SecretsFile(PydanticBaseSettingsSource):
    """Reads `ATALAYA_…` keys from .streamlit/secrets.toml, Streamlit's own place for secrets."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        return self.secrets().get(f"{PREFIX}{field_name}".upper()), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}

    @staticmethod
    def secrets() -> dict[str, Any]:
        path = PROJECT / ".streamlit" / "secrets.toml"
        if not path.exists():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise SettingError(f".streamlit/secrets.toml is not valid TOML: {error}. Correct that line.") from error


class CommonSettings(BaseSettings):
    """What no domain has of its own. Empty means: the embedded warehouse, the demo source, `.data` in the project."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, str_strip_whitespace=True)

    warehouse_url: str = ""
    read_url: str = ""
    data_dir: Path = PROJECT / ".data"
    basic_auth: str = ""
    hosts: str = ""
    api_token: str = ""
    scheduler: str = ""
    rules: str = ""
    imports_url: str = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, SecretsFile(settings_cls)

    def source_url(self, source: str) -> str:
        """The configured URL of a source, "" when it is not connected."""
        return str(getattr(self, f"source_{source}_url", ""))


_SOURCE_URLS: dict[str, Any] = {domain.url_setting: (str, "") for domain in DOMAINS}
Settings = create_model("Settings", __base__=CommonSettings, **_SOURCE_URLS)
"""All settings: the common ones, and the URL of each domain's production database."""


@lru_cache(maxsize=1)
def settings() -> CommonSettings:
    """The settings of this process."""
    return Settings()


def setting_name(field: str) -> str:
    """How the user writes a setting: `source_ngeshare_url` -> `ATALAYA_SOURCE_NGESHARE_URL`."""
    return f"{PREFIX}{field}".upper()
