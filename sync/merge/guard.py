"""Looks, before anything is written, whether a source is the one that was copied, and whole.

A sample of the warehouse's keys is asked for in the source; only where too many are missing all keys are compared. So
an ordinary run pays a few milliseconds, and a wrong database behind the right URL leaves no row here.
"""

from dataclasses import dataclass

from psycopg import sql

from db.phrase import phrase
from db.statements import statements_beside
from sync.compare.buckets import difference
from sync.compare.checksum import count
from sync.compare.keys import keys_of
from sync.endpoints.conditions import mirrored, with_keys
from sync.errors import AnotherSource
from sync.merge.load import SUSPICIOUS_ROWS, SUSPICIOUS_SHARE, Load, refuse_suspicious

_SQL = statements_beside(__file__)

_SAMPLE_KEYS = 2_000
_SAMPLE_SHARE = 0.1
"""Of large tables every tenth row of a few random pages is asked for: neighbours tend to share their fate."""

_TOO_MANY = SUSPICIOUS_SHARE / 4
"""From this part of the sample on all keys are compared: chance takes no table beyond the guard's bound below it."""


@dataclass(frozen=True)
class Vanishing:
    """What a source would take away from a table, and what it has that nobody knows."""

    vanishing: int
    present: int
    strangers: int
    in_source: int

    @property
    def is_suspicious(self) -> bool:
        return self.vanishing > SUSPICIOUS_ROWS and self.vanishing > SUSPICIOUS_SHARE * self.present

    @property
    def is_of_another_database(self) -> bool:
        """Whether the source is not merely short of rows: most of those that it has were never here."""
        return self.is_suspicious and self.strangers > self.in_source - self.strangers


def guard(load: Load, in_warehouse: int, in_source: int) -> bool:
    """Whether too much of a table will vanish, which a forced run follows.

    Raises SuspiciousSource unless the run is forced, AnotherSource where the rest is strange too.
    """
    found = _vanishing(load, in_warehouse, in_source)
    if found is None or not found.is_suspicious:
        return False
    if load.options.forced:
        return True
    if not found.is_of_another_database:
        refuse_suspicious(load, found.vanishing, found.present)
    table = load.table
    raise AnotherSource(
        phrase(
            "{where}: {vanishing:,} of {present:,} rows would vanish, and {strangers:,} of the source's {there:,} were "
            "never here: this looks like another database, so nothing of {source} was written. Correct {setting}; if "
            "it names the right database, run `atalaya sync --force`.",
            where=table.qualified_name,
            vanishing=found.vanishing,
            present=found.present,
            strangers=found.strangers,
            there=found.in_source,
            source=table.source.name,
            setting=table.source.setting,
        )
    )


def _vanishing(load: Load, in_warehouse: int, in_source: int) -> Vanishing | None:
    """What would vanish from a table; None where that is certainly too little to be suspicious."""
    if in_warehouse <= SUSPICIOUS_ROWS:
        return None
    condition = mirrored(load.table, load.snapshot.taken_at)
    whole = load.table.specification.window_rule is None
    present = in_warehouse if whole else count(load.connection, load.table.identifier, condition)
    if present <= SUSPICIOUS_ROWS or not _is_sample_suspicious(load, condition, present, whole=whole):
        return None
    with difference(load.connection, load.snapshot, load.table, in_source, "key") as differing:
        with keys_of(load.connection, load.table, differing.surplus(condition)) as surplus:
            gone = len(surplus)
        with keys_of(load.connection, load.table, differing.missing) as missing:
            return Vanishing(gone, present, len(missing), in_source)


def _is_sample_suspicious(load: Load, condition: sql.Composable, present: int, *, whole: bool) -> bool:
    pages = _SAMPLE_KEYS / _SAMPLE_SHARE if whole else present
    # Rows of a window are found by the cursor's index, and not on random pages among all others.
    sampled = sql.SQL(" tablesample system ({})").format(sql.Literal(min(100.0, 100 * pages / present)))
    keys = [
        row[0]
        for row in load.connection.execute(
            _SQL["sample_keys"].format(
                key=load.table.key_column,
                table=load.table.identifier,
                sampled=sampled if whole else sql.SQL(""),
                share=sql.Literal(_SAMPLE_KEYS / min(present, pages)),
                condition=condition,
            )
        )
    ]
    if not keys:
        return True
    found = count(load.snapshot.connection, load.table.source_rows, with_keys(load.table, keys))
    return len(keys) - found > _TOO_MANY * len(keys)
