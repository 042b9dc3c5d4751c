"""What the checks of the quality reports are called in the reader's language.

Here is what several domains check; what one checks alone stands in its folder, in `source.py`.
"""

from analytics.ui import i18n, words
from analytics.ui.i18n import gettext as _
from db.domains import DOMAINS

EMPTY = "missing_"


def check(code: str) -> str:
    """A data-quality check; one that only looks for an empty column is called by the column."""
    if code in (said := names()):
        return said[code]
    if code.startswith(EMPTY):
        return _("Empty: {column}").format(column=code.removeprefix(EMPTY))
    return code.replace("_", " ").capitalize()


def check_in(code: str, language: str) -> str:
    """The same where there is no reader's session."""
    with i18n.speaking(language):
        return check(code)


def names() -> dict[str, str]:
    """Every check that has a name of its own."""
    said = _everywhere() | _people()
    for domain in DOMAINS:
        said |= words.of_domain(domain).checks()
    return said


def _everywhere() -> dict[str, str]:
    return {
        "extra_columns": _("Extra columns in the source"),
        "extra_tables": _("Extra tables in the source"),
        "future_date": _("Date in the future"),
        "impossible_date": _("Impossible date"),
        "missing_date": _("No date of change"),
        "missing_updated_at": _("No date of change"),
        "impossible_duration": _("Impossible duration"),
        "percent_out_of_range": _("Percentage outside 0 to 100"),
        "rate_out_of_range": _("Rate outside 0 to 1"),
        "score_out_of_range": _("Score out of range"),
        "unknown_kind": _("Unknown kind"),
        "unknown_role": _("Unknown role"),
        "unknown_type": _("Unknown type"),
        "ended_before_start": _("Ended before it started"),
        "before_registration": _("Before registration"),
    }


def _people() -> dict[str, str]:
    return {
        "missing_email": _("No e-mail"),
        "duplicate_email": _("E-mail used twice"),
        "missing_name": _("No name"),
        "no_name": _("No name and no e-mail"),
        "duplicate_name": _("Name used twice"),
        "missing_level": _("No level"),
        "ambiguous_level": _("Level spelt in two ways"),
        "soft_deleted": _("Soft-deleted"),
        "not_a_student": _("Not a student"),
        "not_an_instructor": _("Not an instructor"),
        "orphan_user": _("User missing"),
        "orphan_student": _("Student missing"),
        "orphan_instructor": _("Instructor missing"),
        "ignored_deleted_student": _("Ignored: deleted student"),
        "ignored_future_student": _("Ignored: student created in the future"),
        "ignored_deleted_user": _("Ignored: deleted user"),
    }
