"""The tables that an import can fill: their columns, what a recipe must give, and what stands where it gives nothing.

A source's tables stand in the module of its domain's name, parents before children, as `contract` has them.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from db.domains import DOMAINS
from sources.imports.targets.target import FIRST, KEY, NOW, ZONE, Column, Target

__all__ = ["FIRST", "KEY", "NOW", "ZONE", "Column", "Target", "targets"]


@lru_cache
def targets(source: str) -> Mapping[str, Target]:
    """The tables of a source by name, parents before children."""
    [domain] = (domain for domain in DOMAINS if domain.source == source)
    tables = import_module(f"{__name__}.{domain.name}").TABLES
    named = {parent for table in tables for parent in table.parents.values()}
    return {table.name: table.placed(domain.raw_schema, is_named=table.name in named) for table in tables}
