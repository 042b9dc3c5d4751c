"""The generated pages say what the warehouse says."""

import pytest

from db.documentation import DOCUMENTED, page
from db.settings import PROJECT
from db.warehouse import Warehouse


@pytest.mark.parametrize("schema", DOCUMENTED)
def test_the_page_of_a_schema_is_up_to_date(warehouse_18: Warehouse, schema: str) -> None:
    with warehouse_18.connect() as connection:
        generated = page(connection, schema)
    written = (PROJECT / "docs" / f"{schema}.md").read_text(encoding="utf-8")
    assert written == generated, "run `make docs`"
