"""What readers call the source of the study centre, and the checks of its quality report."""

from analytics.ui.i18n import gettext as _


def product() -> str:
    """The product that its rows come from."""
    return _("Academy")


def checks() -> dict[str, str]:
    """Its checks that have a name of their own and are not in `check_words`."""
    return {
        "before_student_creation": _("Before the student existed"),
        "after_student_deletion": _("After the student was deleted"),
        "never_checked_out": _("Never checked out"),
        "longer_than_16_hours": _("Longer than 16 hours"),
        "negative": _("Out before in"),
        "zero_length": _("Out as soon as in"),
        "repeated": _("Checked in twice within a minute"),
        "overlapping": _("Overlaps another check-in"),
        "outside_opening_hours": _("Outside opening hours"),
    }
