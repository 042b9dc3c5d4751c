"""What can go wrong with an import; each message is one line and says what to do."""

from db.errors import AtalayaError


class ImportRefused(AtalayaError):
    """Files cannot be imported; nothing was changed."""


class WrongRecipe(ImportRefused):
    """A recipe has mistakes; a line for each."""


class WrongExpression(ImportRefused):
    """An expression of a recipe is no SQL over the file's headers."""


class NoSuchRecipe(ImportRefused):
    """There is no import of that name."""


class ImportRunning(ImportRefused):
    """Another import is at work on the same database."""


class DemoInTheWay(ImportRefused):
    """A source holds the demo's rows, and nobody has said that they may go."""


class ImportCancelled(ImportRefused):
    """Whoever started the import has stopped it."""


class NoSuchFile(ImportRefused):
    """No file has that name, or matches that pattern."""


class UnreadableFile(ImportRefused):
    """A file is none of the formats that can be read, or is broken."""


class LockedFile(UnreadableFile):
    """A file is protected by a password."""


class TooLarge(UnreadableFile):
    """A file is larger than can be imported, or says that it would be once unpacked."""


class TooManyColumns(UnreadableFile):
    """A table is wider than PostgreSQL's tables can be."""


class EmptyFile(UnreadableFile):
    """A file has nothing in it."""


class NoHeader(UnreadableFile):
    """The columns of a table have no names."""


class DatabaseRefused(ImportRefused):
    """A database does not answer, or not this query; the message holds no password."""
