"""Makes a table equal to the source row by row, whatever cursors say: after the source has gone back in time."""

from sync.compare.buckets import difference
from sync.compare.keys import KeyList, keys_of
from sync.endpoints.conditions import with_keys
from sync.merge.backup import back_up
from sync.merge.commit import counted
from sync.merge.load import BATCH_ROWS, Load


def mend_every_row(load: Load, source_rows: int) -> int:
    """Fetches what is missing or different; returns how many rows had a newer cursor here than in the source."""
    load.report("checking")
    with difference(load.connection, load.snapshot, load.table, source_rows, "row") as differing:
        went_back = 0
        for query in (differing.missing, differing.different):
            with keys_of(load.connection, load.table, query) as keys:
                went_back += _fetch(load, keys)
    return went_back


def _fetch(load: Load, keys: KeyList) -> int:
    went_back = 0
    if not keys:
        return 0
    staging = load.staging()
    for batch in keys.batches(BATCH_ROWS):
        load.checkpoint()
        with counted(load.connection, load.outcome) as tally:
            staging.clear()
            tally.counts = staging.fill(load.snapshot.rows(load.table, with_keys(load.table, batch)))
            went_back += staging.older_rows()
            with keys_of(load.connection, load.table, staging.changed_keys) as changed:
                back_up(load.connection, load.table, load.log.run, changed)
            tally.counts += staging.merge()
    return went_back
