"""One table that an import can fill, and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from psycopg import sql

FIRST, NOW, KEY, ZONE = "first", "now", "key", "zone"
"""What stands in a column that nobody gives: the first moment that is known of the row, the moment of the import, the
row's own key as it was written, the recipe's zone; anything else is an SQL constant."""

_NUMBERS = ("smallint", "integer", "bigint", "numeric", "double precision")


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    required: bool = True
    otherwise: str = ""
    """What stands where a recipe gives nothing; empty: null."""
    parent: str = ""
    """The table of whose rows it names one."""
    names: str = ""
    """What it names a row of where no foreign key says so."""

    @property
    def is_uuid(self) -> bool:
        return self.type == "uuid"

    @property
    def is_moment(self) -> bool:
        return self.type.startswith("timestamp")

    @property
    def is_number(self) -> bool:
        return self.type.startswith(_NUMBERS)

    @property
    def is_whole(self) -> bool:
        """Whether it holds whole numbers only."""
        return self.type in _NUMBERS[:3]


@dataclass(frozen=True)
class Target:
    """A table that an import can fill; its key is the column `id`, made from the row where a recipe gives none."""

    name: str
    fields: tuple[Column, ...]
    natural: tuple[str, ...] = ()
    """Columns that no two rows share the values of; a key that nobody gives is made from them, else from the row."""
    kept: str = ""
    """Which of several rows of one key stays, as an order; empty: the last of the file."""
    stays: tuple[str, str, str] | None = None
    """Who, from and until, where events can be made into stays."""
    schema: str = ""
    is_named: bool = False
    """Whether rows of other tables name its rows; then a file of theirs, which repeats it, can list it too."""

    def placed(self, schema: str, *, is_named: bool) -> Self:
        """The same in a schema."""
        return replace(self, schema=schema, is_named=is_named)

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns by name, the key first."""
        return {column.name: column for column in self.fields}

    @property
    def key(self) -> Column:
        return self.fields[0]

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns that a recipe has to give."""
        return tuple(column.name for column in self.fields[1:] if column.required and not column.otherwise)

    @property
    def can_be_implied(self) -> bool:
        """Whether a row can be made of nothing but its key."""
        return not self.needed

    @property
    def parents(self) -> Mapping[str, str]:
        """By column: the table of whose rows it names one."""
        return {column.name: column.parent for column in self.fields if column.parent}

    @property
    def changed_at(self) -> str:
        """The column that says when a row changed; empty where it has none."""
        return next((name for name in ("updated_at", "updatedAt") if name in self.columns), "")

    @property
    def identifier(self) -> sql.Identifier:
        """The table in the imports database."""
        return sql.Identifier(self.schema, self.name)

    def definition(self) -> sql.Composed:
        """What makes the table where it is missing; `recipe` says which import brought a row.

        It has no foreign keys: an import brings no row whose parent it does not bring, and to look each of them up
        once more would take half of the time of writing.
        """
        parts: list[sql.Composable] = [self._line(column) for column in self.fields]
        parts.append(sql.SQL("recipe text not null"))
        return sql.SQL("create table if not exists {} ({})").format(self.identifier, sql.SQL(", ").join(parts))

    def _line(self, column: Column) -> sql.Composed:
        name, kind = sql.Identifier(column.name), sql.SQL(column.type)
        if column is self.key:
            return sql.SQL("{} {} primary key").format(name, kind)
        required = sql.SQL(" not null" if column.required else "")
        return sql.SQL("{} {}{}").format(name, kind, required)


def key(kind: str = "text") -> Column:
    """The key of a table."""
    return Column("id", kind)


def column(name: str, kind: str = "text", otherwise: str = "") -> Column:
    """A column that has a value in each row."""
    return Column(name, kind, otherwise=otherwise)


def optional(name: str, kind: str = "text") -> Column:
    """A column that may be empty."""
    return Column(name, kind, required=False)


def of(name: str, parent: str, kind: str = "text", *, required: bool = True) -> Column:
    """A column that names a row of another table."""
    return Column(name, kind, required, parent=parent)


def updated(name: str = "updated_at", kind: str = "timestamptz") -> Column:
    """When the row changed."""
    return Column(name, kind, otherwise=NOW)
