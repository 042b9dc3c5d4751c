"""The languages that Atalaya speaks: gettext catalogues, compiled in memory from their .po files."""

import gettext as standard
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel import negotiate_locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIRECTORY = Path(__file__).resolve().parents[1] / "locale"
DOMAIN = "atalaya"

LANGUAGES = MappingProxyType({"en": "English", "es": "Español", "id": "Bahasa Indonesia"})
DEFAULT = "es"
"""Spoken where neither the reader nor the browser asks for one of ours."""

SOURCE = "en"
"""The language that code and views speak."""


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> standard.NullTranslations:
    """The messages of one language."""
    compiled = BytesIO()
    write_mo(compiled, written(language))
    compiled.seek(0)
    return standard.GNUTranslations(compiled)


def contexts() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every message that is kept under a context: the context, and the message or its forms."""
    for message in written(SOURCE):
        if message.context:
            yield message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def written(language: str) -> Catalog:
    """The catalogue as its translators write it."""
    path = LOCALE_DIRECTORY / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def wished(accept_language: str, default: str = "en") -> str:
    """The first of our languages that a browser asks for in its `Accept-Language`, which names the dearest first."""
    tags = [wish.partition(";")[0].strip() for wish in accept_language.split(",")]
    return negotiate_locale(tags, list(LANGUAGES), sep="-") or default
