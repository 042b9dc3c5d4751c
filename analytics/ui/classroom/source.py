"""What readers call the source of the live classrooms, and the checks of its quality report."""

from analytics.ui.i18n import gettext as _


def product() -> str:
    """The product that its rows come from."""
    return "ClassWaves"


def checks() -> dict[str, str]:
    """Its checks that have a name of their own and are not in `check_words`."""
    return {
        "unknown_time_zone": _("Unknown time zone"),
        "orphan_school": _("School missing"),
        "orphan_session": _("Session missing"),
        "never_started": _("Never started"),
        "ended_without_start": _("Ended without a start"),
        "started_before_configured": _("Started before it was set up"),
        "active_too_long": _("Active for more than 24 hours"),
        "ready_before_created": _("Ready before it was made"),
        "after_session_end": _("After the session ended"),
        "before_session_start": _("Before the session started"),
        "group_of_another_session": _("Group of another session"),
        "left_before_joined": _("Left before joining"),
        "never_left": _("Never left"),
        "outside_session": _("Outside its session"),
        "impossible_reading": _("Impossible reading"),
        "more_errors_than_requests": _("More errors than requests"),
        "impossible_usage": _("Impossible usage"),
        "gap": _("Events missing in between"),
        "duplicate_sequence": _("Event number used twice"),
        "decreasing_time": _("Events out of order"),
        "sequence_out_of_range": _("Event number below 1"),
        "another_teacher": _("Another teacher than the session's"),
        "payload_no_object": _("Payload is no JSON object"),
        "payload_key": _("Payload with keys of other types"),
        "stored_before_it_happened": _("Stored before it happened"),
    }


def subjects() -> dict[str, str]:
    """What its pages rest on, by the subjects of `what_counts`."""
    return {
        "schools": _("Schools"),
        "sessions": _("Lessons"),
        "readings": _("Readings"),
    }


def rules() -> dict[str, str]:
    """Which of the copied rows count; `named` and `left_out` come from the warehouse."""
    return {
        "schools": _("Every school counts."),
        "sessions": _("A lesson counts once it has started. Never started: {left_out}."),
        "readings": _("A reading counts by the moment it was measured. Without one: {left_out}."),
    }
