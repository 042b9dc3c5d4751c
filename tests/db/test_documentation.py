"""The generated pages say what the warehouse says."""

from db.documentation import PAGES, page
from db.settings import PROJECT
from db.warehouse import Warehouse


def test_the_page_of_each_domain_is_up_to_date(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        generated = {name: page(connection, schema) for schema, name in PAGES.items()}
    stale = [name for name, text in generated.items() if (PROJECT / "docs" / name).read_text("utf-8") != text]
    assert stale == [], "run `make docs`"
