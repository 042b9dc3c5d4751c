"""What can go wrong in a sync, in words that name the setting or the table to mend."""

import psycopg

from db.errors import AtalayaError, DiskFull, WarehouseUnreachable
from db.phrase import phrase
from db.refusals import Refusal, passes, refusal, sentence
from db.settings import setting_name

STOPPED = phrase("The sync was stopped; what was committed stays, and the next one goes on from there.")


class SyncError(AtalayaError):
    """Root of everything that stops a sync or one of its tables."""


class UnknownSource(SyncError):
    """Nobody knows a source of that name."""


class SourceUnreachable(SyncError):
    """The source does not answer; it may a moment later."""


class SourceFull(SourceUnreachable):
    """The source has no connection free; it will when somebody ends theirs."""


class SourceRefused(SyncError):
    """The source answers, but not to us: user, password, database or rights are wrong."""


class DemoInReplica(SyncError):
    """Rows of the demo stand where those of a production shall come."""


class SourceShapeError(SyncError):
    """A table or column that the replica needs is missing in the source, or has another type."""


class SuspiciousSource(SyncError):
    """So many rows would vanish that the source, not the warehouse, is likely to be wrong."""


class AnotherSource(SuspiciousSource):
    """A source that is not the one that was copied: nothing of it is written."""


class DeletionsWait(SyncError):
    """Rows that production deleted stay for now: something else has to be mended first."""


class NotLoadedYet(SyncError):
    """A table that has never been copied cannot be compared."""


class NothingToRestore(SyncError):
    """No backup of that run is kept."""


class SkippedTable(SyncError):
    """A table that this one references could not be loaded."""


class SyncStopped(SyncError):
    """The process was asked to end; what is committed stays, the next run goes on from there."""


class AlreadyRunning(SyncError):
    """Another sync holds the lock."""


_OF_REFUSAL: dict[Refusal, type[SourceUnreachable | SourceRefused]] = {
    Refusal.SILENT: SourceUnreachable,
    Refusal.STARTING: SourceUnreachable,
    Refusal.FULL: SourceFull,
    Refusal.LOGIN: SourceRefused,
}
"""After a login that was refused, waiting is no use."""

_CONFLICTS = {"40001", "40P01", "55P03", "57014"}


def is_transient(error: BaseException) -> bool:
    """Whether trying again may help: a lost connection, a restart, a conflict; never a wrong password or value."""
    if isinstance(error, SourceUnreachable | WarehouseUnreachable):
        return True
    if not isinstance(error, psycopg.Error):
        return False
    if error.sqlstate:
        return passes(error.sqlstate) or error.sqlstate in _CONFLICTS
    return isinstance(error, psycopg.OperationalError)


def connection_error(source: str, setting: str, error: psycopg.OperationalError) -> SourceUnreachable | SourceRefused:
    """Why a source could not be reached, naming the setting where that may be wrong."""
    told = sentence(phrase("The {source} source", source=source), setting, error)
    return _OF_REFUSAL[refusal(error)](told)


_OF_SOURCE = "raised by the source"


def of_source(error: psycopg.Error) -> psycopg.Error:
    """Marks what a source's server said, since the warehouse's would say it in the same words."""
    error.add_note(_OF_SOURCE)
    return error


def explained(error: BaseException, source: str, table: str | None = None) -> str:
    """One line for logs and pages."""
    if isinstance(error, AtalayaError):
        return str(error)
    where = f"{source}.{table}" if table else source
    if isinstance(error, psycopg.errors.DiskFull):
        full = DiskFull(error.diag.message_primary or "no room")
        return f"{where}: {full}"
    said = " ".join(str(error).split())
    if isinstance(error, psycopg.errors.InsufficientPrivilege) and _OF_SOURCE not in getattr(error, "__notes__", []):
        return phrase(
            "{where} may not be written: the warehouse said {said}. Run `atalaya migrate` with its owner in {setting}; "
            "it grants its roles what they need.",
            where=where,
            said=said,
            setting=setting_name("warehouse_url"),
        )
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return phrase(
            "{where} may not be read: {said}; grant the source's user SELECT on it (and BYPASSRLS where row-level "
            "security hides rows).",
            where=where,
            said=said,
        )
    if is_transient(error):
        return phrase("{where}: {said}. What was committed stays; press Sync now to go on.", where=where, said=said)
    return f"{where}: {said}"
