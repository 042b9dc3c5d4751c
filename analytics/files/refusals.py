"""Why there is no file, and what to do: one line in the reader's language."""

from babel.numbers import format_decimal

from analytics import query
from analytics.languages import catalogue
from db import errors


def too_old(language: str) -> str:
    """The link has expired."""
    return catalogue(language).gettext("This link is too old. Load the page again, and take the file from there.")


def not_from_here(language: str) -> str:
    """The link was changed on its way, or made by somebody else."""
    return catalogue(language).gettext("This link is not whole, or not from here. Take the file from its page.")


def of_another_version(language: str) -> str:
    """The link names what this version does not know."""
    return catalogue(language).gettext("This link is of another version of Atalaya. Load the page again.")


def busy(language: str) -> str:
    """Too many files are on their way."""
    return catalogue(language).gettext("Too many files are being written. Ask again in a moment.")


def too_many(rows: int, most: int, language: str) -> str:
    """A workbook has no room for the rows; there is something else instead."""
    return (
        catalogue(language)
        .gettext("A workbook holds {most} rows, and these are {rows}. Take the CSV or the Parquet file.")
        .format(most=format_decimal(most, locale=language), rows=format_decimal(rows, locale=language))
    )


def unanswered(error: Exception, language: str) -> str:
    """The warehouse cannot give the rows; its own words name hosts and users, which are nobody's business here."""
    _ = catalogue(language).gettext
    match error:
        case query.EmbeddedWarehouseDown() | errors.WarehouseRestarts():
            return _("The warehouse stopped and is being started again. Take the file again in a moment.")
        case query.WarehouseBusy() | errors.WarehouseBusy():
            return _(
                "The warehouse takes no connection at the moment: it starts, or has none free. Take the file again in "
                "a moment."
            )
        case query.WarehouseDown() | errors.WarehouseUnreachable():
            return _("The warehouse does not answer. Take the file again once it does.")
        case query.WarehouseEmpty():
            return _("The warehouse was not set up, or by an older version. Run `atalaya migrate`, then take the file.")
        case query.QueryTooSlow():
            return _("The warehouse took too long to answer. Narrow the filters, or take the file again in a moment.")
    return _("The warehouse could not answer that. Load the page again, and take the file from there.")


def unexpected(language: str) -> str:
    """Whatever nobody has thought of."""
    return catalogue(language).gettext("Something went wrong here; the server's log says what.")
