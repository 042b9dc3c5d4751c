"""What the checks of the quality reports are called."""

import pytest

from analytics import query
from analytics.ui import check_words, i18n
from db.warehouse import Warehouse
from sync.specifications import SOURCES


@pytest.mark.parametrize("schema", [source.derived_schema for source in SOURCES])
def test_every_check_has_a_name_of_its_own(schema: str, reading: Warehouse) -> None:
    codes = set(query.frame(f'select distinct "check" from {schema}.data_quality')["check"])
    assert codes
    with i18n.speaking("en"):
        nameless = {code for code in codes - set(check_words.names()) if not code.startswith(check_words.EMPTY)}
    assert nameless == set()


def test_a_check_for_an_empty_column_is_called_by_the_column(reading: Warehouse) -> None:
    with i18n.speaking("es"):
        assert check_words.check("missing_confianza") == "Vacío: confianza"


def test_a_check_that_nobody_named_is_still_readable(reading: Warehouse) -> None:
    with i18n.speaking("en"):
        assert check_words.check("brand_new_check") == "Brand new check"
