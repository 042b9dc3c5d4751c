"""What each table of Operations shows: its columns in reading order, how they are called, how they are written."""

from analytics.ui import check_words, clocks, logged, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import pgettext
from analytics.ui.tables import Column, Columns


def runs() -> Columns:
    """Runs of every kind."""
    return {
        "run": Column(_("Run"), str),
        "kind": Column(_("Kind"), words.kind),
        "status": Column(_("Outcome"), words.run_status),
        "started_at": Column(pgettext("run", "Started"), _reader_moment),
        "duration_seconds": Column(_("Duration"), numbers.seconds),
        "origin": Column(_("Started by"), words.origin),
        "tables_validated": Column(_("Tables validated"), numbers.whole),
        "tables": Column(_("Tables"), numbers.whole),
        "rows_read": Column(_("Rows read"), numbers.whole),
        "rows_changed": Column(_("Rows changed"), numbers.whole),
        "bytes": Column(_("Data"), numbers.size),
        "rows_per_second": Column(_("Rows/s"), numbers.whole),
        "bytes_per_second": Column(_("Data/s"), numbers.bytes_per_second),
        "errors": Column(_("Errors"), numbers.whole),
        "sources": Column(_("Sources"), _sources),
        "message": Column(_("Message"), logged.again, width="large"),
    }


def run_times() -> Columns:
    """When one run dealt with each table."""
    return {
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table")),
        "status": Column(_("Outcome"), words.run_status),
        "started_at": Column(pgettext("run", "Started"), _reader_moment),
        "finished_at": Column(_("Ended"), _reader_moment),
        "duration_ms": Column(_("Time spent"), numbers.milliseconds),
        "message": Column(_("Message"), logged.again, width="large"),
    }


def run_tables() -> Columns:
    """What one run did, table by table, and how fast."""
    return {
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table"), width=190),
        "status": Column(_("Outcome"), words.run_status),
        "rows_read": Column(_("Rows read"), numbers.whole),
        "rows_per_second": Column(_("Rows/s"), numbers.whole),
        "bytes_per_second": Column(_("Data/s"), numbers.bytes_per_second),
        "duration_ms": Column(_("Time spent"), numbers.milliseconds),
        "bytes": Column(_("Data"), numbers.size),
        "rows_inserted": Column(_("Inserted"), numbers.whole),
        "rows_updated": Column(_("Updated"), numbers.whole),
        "rows_deleted": Column(_("Deleted"), numbers.whole),
        "mode": Column(_("Read"), words.mode),
        "watermark_after": Column(_("Read up to")),
        "message": Column(_("Message"), logged.again, width="large"),
    }


def verified_tables() -> Columns:
    """What one verification compared, table by table, and how fast."""
    return {
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table"), width=190),
        "status": Column(_("Outcome"), words.run_status),
        "rows_read": Column(_("Rows compared"), numbers.whole),
        "rows_changed": Column(_("Mended"), numbers.whole),
        "rows_per_second": Column(_("Rows/s"), numbers.whole),
        "duration_ms": Column(_("Time spent"), numbers.milliseconds),
        "message": Column(_("Message"), logged.again, width="large"),
    }


def errors() -> Columns:
    """Errors of one run."""
    return {
        "at": Column(_("When"), _reader_moment),
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table")),
        "key": Column(_("Key")),
        "attempt": Column(_("Attempt"), numbers.whole),
        "message": Column(_("Message"), logged.again, width="large"),
        "sqlstate": Column(_("Code")),
        "detail": Column(_("What the database said"), width="large"),
    }


def validation() -> Columns:
    """Row counts of source and warehouse."""
    return {
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table")),
        "status": Column(_("Outcome"), words.run_status),
        "source_count": Column(_("Rows in the source"), numbers.whole),
        "warehouse_count": Column(_("Rows in the warehouse"), numbers.whole),
        "difference": Column(_("Difference"), numbers.signed),
        "finished_at": Column(_("Checked"), _reader_moment),
        "message": Column(_("Message"), logged.again, width="large"),
    }


def self_checks() -> Columns:
    """Whether the facts of each source add up."""
    return {
        "source": Column(_("Source"), words.source),
        "state": Column(_("Outcome"), words.self_check),
        "identities": Column(_("Sums compared"), numbers.whole),
        "disagreeing": Column(_("Disagree"), numbers.whole),
        "checked_at": Column(_("Checked"), _reader_moment),
        "duration_ms": Column(_("Time spent"), numbers.milliseconds),
        "message": Column(_("Message"), logged.again, width="large"),
    }


def disagreements() -> Columns:
    """Sums of facts that are not what their rows say."""
    return {
        "source": Column(_("Source"), words.source),
        "fact": Column(_("Fact"), width=260),
        "measure": Column(_("Sum of")),
        "as_of": Column(_("As of"), _reader_moment),
        "counted": Column(_("The fact says"), numbers.whole),
        "expected": Column(_("Its rows say"), numbers.whole),
        "difference": Column(_("Difference"), numbers.signed),
        "checked_at": Column(_("Checked"), _reader_moment),
    }


def verifications() -> Columns:
    """Tables compared row by row."""
    return {
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table")),
        "state": Column(_("Outcome"), words.verification),
        "verified_at": Column(_("Verified"), _reader_moment),
        "rows_compared": Column(_("Rows compared"), numbers.whole),
        "missing": Column(_("Missing here"), numbers.whole),
        "different": Column(_("Different"), numbers.whole),
        "surplus": Column(_("Surplus here"), numbers.whole),
        "repaired": Column(_("Mended"), numbers.whole),
        "duration_ms": Column(_("Time spent"), numbers.milliseconds),
        "sample_keys": Column(_("Sample keys"), width="large"),
        "message": Column(_("Message"), logged.again, width="large"),
    }


def quality() -> Columns:
    """Findings about the data."""
    return {
        "check": Column(_("Check"), check_words.check),
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table")),
        "severity": Column(_("Severity"), words.severity),
        "count": Column(_("Rows"), numbers.whole),
        "sample_keys": Column(_("Sample keys"), width="large"),
        "checked_at": Column(_("Checked"), _reader_moment),
    }


def rejects() -> Columns:
    """Rows in quarantine, without what stands in them."""
    return {
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table")),
        "key": Column(_("Key"), width=220),
        "reason": Column(_("Reason"), width=330),
        "sqlstate": Column(_("Code")),
        "at": Column(_("Since"), _reader_moment),
        "run": Column(_("Run"), str),
    }


def unreadable_lines() -> Columns:
    """Lines of files that cannot be read, without what stands in them."""
    return {
        "import": Column(_("Import")),
        "source": Column(_("Source"), words.source),
        "table": Column(_("Table")),
        "file": Column(_("File"), width=160),
        "line": Column(_("Line"), numbers.whole),
        "reason": Column(_("Reason"), width=390),
        "at": Column(_("Imported"), _reader_moment),
    }


def _reader_moment(value: object) -> str:
    return numbers.moment(value, clocks.readers())  # type: ignore[arg-type]


def _sources(names: list[str]) -> str:
    return ", ".join(map(words.source, names))
