"""Between the plan and the first write: whether this is the source that was copied, whole, and of a later moment.

What is found ends a table, or the whole source, before any row of it has come in.
"""

import psycopg

from sync.compare.checksum import Extent
from sync.compare.source_counts import SourceCounts
from sync.endpoints.snapshot import Snapshot
from sync.log.watermark import is_behind
from sync.merge.guard import guard
from sync.run.source_copy import Plan, SourceCopy


def watch(
    copy: SourceCopy,
    planned: Plan,
    counts: SourceCounts,
    snapshot: Snapshot,
    connection: psycopg.Connection,
) -> dict[str, Extent]:
    """Looks at every table that was loaded before; returns what the warehouse holds of each.

    Raises AnotherSource; a table of which merely too much would vanish has failed.
    """
    extents: dict[str, Extent] = {}
    copy.compares_every_row = False
    for name, table in planned.tables.items():
        outcome, known = copy.outcomes[name], planned.known[name]
        if not known.loaded:
            continue
        with copy.faults_of(outcome, snapshot):
            load = copy.load(table, snapshot, connection)
            extents[name] = counts.in_warehouse(connection, table)
            source = counts.in_source(table)
            is_other = not extents[name].is_equal_to(source) and guard(load, extents[name].rows, source.rows)
            copy.compares_every_row |= is_other or is_behind(connection, table, source.newest, known.cursor)
    return extents
