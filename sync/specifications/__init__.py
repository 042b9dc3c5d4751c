"""What is copied: of each domain's production the tables, how their changes are found, and in which order.

A domain's tables stand in the module of its name.
"""

from importlib import import_module

from db.domains import DOMAINS
from sync.errors import UnknownSource
from sync.specifications.specification import SourceSpecification

SOURCES = tuple(SourceSpecification(domain, import_module(f"{__name__}.{domain.name}").TABLES) for domain in DOMAINS)


def source_named(name: str) -> SourceSpecification:
    """The specification of a source.

    Raises UnknownSource, naming those that exist.
    """
    for source in SOURCES:
        if source.name == name:
            return source
    known = ", ".join(source.name for source in SOURCES)
    raise UnknownSource(f"There is no source {name!r}; the sources are: {known}.")


def how_copied(relation: str) -> str:
    """How the changes of a raw table, named with its schema, are found, in words."""
    schema, name = relation.replace('"', "").split(".", 1)
    [table] = (table for source in SOURCES if source.schema == schema for table in source.tables if table.name == name)
    days = f" of {table.window_rule}" if table.window_rule else ""
    return f"{table.mode}{days} by {table.cursor}"
