"""What can go wrong with the warehouse; each message tells the user what to do next."""

from pathlib import Path

from db.phrase import phrase


class AtalayaError(Exception):
    """Root of every error that Atalaya explains to its user in one line."""


class SettingError(AtalayaError):
    """A setting has a value that cannot be used; the message names the setting."""


class RulesError(AtalayaError):
    """A file of rules is refused, or a change of rules could not be made; a line for each mistake."""


class DataDirectoryError(AtalayaError):
    """The data directory cannot be written."""


class WarehouseUnreachable(AtalayaError):
    """The warehouse does not answer, or refuses the user."""


class WarehouseBusy(WarehouseUnreachable):
    """The warehouse is there, and takes no connection at the moment: it starts, fails over or is full."""


class WarehouseRestarts(WarehouseUnreachable):
    """The embedded server was killed; it is there again in a moment."""


class DiskFull(AtalayaError):
    """A disk has no room for what was to be written."""

    def __init__(self, where: Path | str) -> None:
        super().__init__(
            phrase(
                "The disk is full ({where}). Free some room on it, then repeat; what was committed is kept.",
                where=where,
            )
        )


class MigrationError(AtalayaError):
    """The warehouse could not be brought up to date."""


class WarehouseVersionError(AtalayaError):
    """The warehouse was upgraded by a newer version, or not yet by this one."""


class DerivedObjectError(AtalayaError):
    """A file under sql/ lacks its header, or the files depend on each other in a circle."""


class BackupError(AtalayaError):
    """A backup could not be written or restored."""
