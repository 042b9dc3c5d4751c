"""The list of domains is true: what a row names is there, and what is there has a row."""

import pytest

from db.domains import DOMAINS, Domain
from db.settings import PROJECT, Settings, setting_name
from db.warehouse import Warehouse
from sync.specifications import SOURCES

EVERY_DOMAIN = pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)


def test_the_warehouse_has_what_each_domain_names(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        for domain in DOMAINS:
            names = [domain.raw_schema, domain.derived_schema, domain.incoming_schema, domain.quality, domain.rebuild]
            found = connection.execute(
                "select to_regnamespace(%s), to_regnamespace(%s), to_regnamespace(%s), to_regclass(%s), "
                "to_regproc(%s), to_regprocedure(%s || '(ops.changed_range[])')",
                [*names, domain.refresh],
            ).fetchone()
            assert found is not None
            assert None not in found


@EVERY_DOMAIN
def test_a_production_is_connected_by_the_setting_of_its_source(
    domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(setting_name(domain.url_setting), "postgresql://somewhere/p")
    assert Settings().source_url(domain.source) == "postgresql://somewhere/p"


def test_every_page_that_shows_a_source_belongs_to_one_domain() -> None:
    files = {path.stem for path in (PROJECT / "pages").glob("*.py")} - {"__init__", "operations", "bring_data"}
    assert sorted(page for domain in DOMAINS for page in domain.pages) == sorted(files)


def test_every_specification_belongs_to_a_domain_in_the_same_order() -> None:
    modules = {path.stem for path in (PROJECT / "sync" / "specifications").glob("*.py")}
    assert modules - {"__init__", "specification"} == {domain.name for domain in DOMAINS}
    assert [source.name for source in SOURCES] == [domain.source for domain in DOMAINS]
