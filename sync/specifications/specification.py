"""How a table's changes are found, and what belongs to one source."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, Self

import psycopg

from db.domains import Domain
from db.rules import functions as rules
from db.settings import setting_name

Mode = Literal["incremental", "window", "append"]

OVERLAP = timedelta(hours=1)
"""Rows this much older than the watermark are read again: a transaction may commit after its cursor's time."""


@dataclass(frozen=True)
class TableSpecification:
    """One table: its columns, key and foreign keys are the replica's own, read from the warehouse's catalogue."""

    name: str
    mode: Mode
    cursor: str
    dated: str | None = None
    """The column that says when what a row reports happened; None where a change may concern any time."""
    window_rule: str | None = None
    """The rule, as `source.key`, that says of how many last days its rows equal production's; None: of all."""
    window: timedelta | None = None
    """So many days, once `under_rules` has asked the warehouse."""
    archived_by: str | None = None
    """The column of what production archives rows of, oldest first, once they have left the window."""


@dataclass(frozen=True)
class SourceSpecification:
    """One production database; its tables stand after those that they reference."""

    domain: Domain
    tables: tuple[TableSpecification, ...]

    @property
    def name(self) -> str:
        return self.domain.source

    @property
    def schema(self) -> str:
        """The schema of its tables, on both sides."""
        return self.domain.raw_schema

    @property
    def derived_schema(self) -> str:
        """The schema of its facts and views."""
        return self.domain.derived_schema

    @property
    def setting(self) -> str:
        """The setting that holds its URL."""
        return setting_name(self.domain.url_setting)

    def under_rules(self, warehouse: psycopg.Connection) -> Self:
        """The same with windows as long as the rules in force say."""
        if not any(table.window_rule for table in self.tables):
            return self
        in_force = rules.in_force(warehouse)
        tables = (
            replace(table, window=timedelta(days=in_force[table.window_rule])) if table.window_rule else table
            for table in self.tables
        )
        return replace(self, tables=tuple(tables))


def updated(name: str, dated: str | None = None, *, cursor: str = "updated_at") -> TableSpecification:
    """A table whose rows change, and say so in their cursor."""
    return TableSpecification(name, "incremental", cursor, dated)


def appended(name: str, cursor: str, dated: str | None = None) -> TableSpecification:
    """A table whose rows come and stay as they are."""
    return TableSpecification(name, "append", cursor, dated or cursor)
