"""What the checks of the quality reports are called in the reader's language."""

from analytics.ui.i18n import gettext as _

EMPTY = "missing_"


def check(code: str) -> str:
    """A data-quality check; one that only looks for an empty column is called by the column."""
    if code in (said := names()):
        return said[code]
    if code.startswith(EMPTY):
        return _("Empty: {column}").format(column=code.removeprefix(EMPTY))
    return code.replace("_", " ").capitalize()


def names() -> dict[str, str]:
    """Every check that has a name of its own."""
    return _everywhere() | _people() | _study() | _market() | _classroom() | _learning()


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


def _study() -> dict[str, str]:
    """Groups working through a curriculum, and a study centre's check-ins."""
    return {
        "course_without_hangout": _("Course without Hangout"),
        "course_with_several_hangouts": _("Course with several Hangouts"),
        "orphan_hangout": _("Hangout missing"),
        "orphan_group": _("Group missing"),
        "orphan_episode": _("Episode missing"),
        "episode_out_of_range": _("Episode out of range"),
        "duplicate_episode": _("Episode number used twice"),
        "episode_of_another_hangout": _("Episode of another Hangout"),
        "missing_hangout": _("No Hangout"),
        "missing_city": _("No city"),
        "missing_province": _("No province"),
        "outside_curriculum": _("Outside the curriculum"),
        "before_group_creation": _("Before the group existed"),
        "ignored_no_joined_at": _("Ignored: no joining date"),
        "ignored_no_user": _("Ignored: no user"),
        "ignored_future_joined_at": _("Ignored: joins in the future"),
        "ignored_outside_curriculum": _("Ignored: outside the curriculum"),
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


def _market() -> dict[str, str]:
    return {
        "unknown_estado": _("Unknown estado"),
        "confianza_out_of_range": _("Trust score outside 0 to 5"),
        "ciudad_spelt_differently": _("City spelt in two ways"),
        "ciudad_of_several_departamentos": _("City in several departments"),
        "orphan_cliente": _("Client missing"),
        "orphan_solicitud": _("Request missing"),
        "orphan_asesor": _("Advisor missing"),
        "closed_without_cerrada_at": _("Closed without a closing time"),
        "open_with_cerrada_at": _("Open with a closing time"),
        "closed_before_creation": _("Closed before it was created"),
        "made_before_solicitud": _("Made before its request"),
        "made_after_closing": _("Made after its request was closed"),
        "offer_on_sin_ofertas": _("Offer on a request without offers"),
        "several_winners": _("Several winners on one request"),
        "accepted_not_winning": _("Accepted, yet not the winner"),
        "accepted_on_unaccepted_solicitud": _("Accepted, its request is not"),
        "delivered_not_accepted": _("Delivered without being accepted"),
        "out_of_order": _("Steps out of order"),
        "impossible_amount": _("Impossible amount"),
        "negative_term": _("Negative delivery time or warranty"),
        "audited_twice_at_once": _("Audited twice at once"),
        "answered_before_sent": _("Answered before it was sent"),
    }


def _classroom() -> dict[str, str]:
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


def _learning() -> dict[str, str]:
    return {
        "orphan_course": _("Course missing"),
        "orphan_chapter": _("Chapter missing"),
        "orphan_video": _("Video missing"),
        "orphan_goal": _("Goal missing"),
        "orphan_current_goal": _("Current goal missing"),
        "current_goal_of_another_student": _("Current goal of another student"),
        "current_goal_is_closed": _("Current goal is closed"),
        "completed_and_abandoned": _("Both completed and abandoned"),
        "several_open_goals": _("Several open goals"),
        "position_out_of_range": _("Position below 1"),
        "duplicate_position": _("Position used twice"),
        "duplicate_enrollment": _("Enrolled twice"),
        "duplicate_completion": _("Completed twice"),
        "missing_timestamp": _("No second of the video"),
        "outside_video": _("Outside its video"),
        "unknown_media_type": _("Unknown kind of media"),
        "blank_response": _("Blank answer"),
        "response_without_responder": _("Answer by nobody"),
        "response_without_date": _("Answer without a date"),
        "responder_without_response": _("Responder without an answer"),
        "response_before_reflection": _("Answered before it was made"),
        "missing_video_and_course": _("Neither video nor course"),
        "course_of_another_video": _("Course of another video"),
        "completed_without_score": _("Completed without a score"),
        "score_without_completion": _("Score without completion"),
        "goal_of_another_student": _("Goal of another student"),
        "goal_not_completed": _("Completes a goal that is not completed"),
        "checkpoint_without_video": _("Checkpoint in no video"),
    }
