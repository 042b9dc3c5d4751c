"""One warehouse for many imports, and their database, as a user has them."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from db import settings as configuration
from db.warehouse import Warehouse
from sources.imports.errors import NoSuchRecipe
from sync.run.imports import imports
from sync.service.imports import forget_import
from tests.conftest import TEMPLATE, Server


@pytest.fixture(scope="module")
def shared(postgres_18: Server) -> Iterator[Warehouse]:
    """A migrated warehouse, and an empty database for imports on the same server."""
    here = Warehouse(postgres_18.database_url(postgres_18.create(TEMPLATE)))
    rows = postgres_18.create("template1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATALAYA_IMPORTS_URL", postgres_18.database_url(rows))
        configuration.settings.cache_clear()
        yield here
    configuration.settings.cache_clear()
    here.reader.dispose()
    postgres_18.drop(rows)


@pytest.fixture
def here(shared: Warehouse) -> Iterator[Warehouse]:
    """The warehouse without any import."""
    yield shared
    for one in imports():
        with suppress(NoSuchRecipe):
            forget_import(shared, one.name)
