"""What readers call the source of the study centre, and the checks of its quality report."""

from analytics.ui.i18n import gettext as _
from analytics.ui.rules import filled


def product() -> str:
    """The product that its rows come from."""
    return _("Academy")


def checks() -> dict[str, str]:
    """Its checks that have a name of their own and are not in `check_words`."""
    return {
        "before_student_creation": _("Before the student existed"),
        "after_student_deletion": _("After the student was deleted"),
        "never_checked_out": _("Never checked out"),
        "longer_than_16_hours": filled(_("Longer than {academy.longest_stay_hours:hours}")),
        "negative": _("Out before in"),
        "zero_length": _("Out as soon as in"),
        "repeated": _("Checked in twice within a minute"),
        "overlapping": _("Overlaps another check-in"),
        "outside_opening_hours": _("Outside opening hours"),
    }


def subjects() -> dict[str, str]:
    """What its pages rest on, by the subjects of `what_counts`."""
    return {
        "students": _("Students"),
        "visits": _("Check-ins"),
        "time": _("Check-ins"),
    }


def rules() -> dict[str, str]:
    """Which of the copied rows count; `named` and `left_out` come from the warehouse."""
    return {
        "students": _("A student counts until soft-deleted."),
        "visits": _("A check-in counts where its student is known and not soft-deleted."),
        "time": _("Time counts from check-in to check-out, for up to {named} hours. Without a check-out: {left_out}."),
    }
