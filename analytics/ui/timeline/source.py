"""What readers call the source of the video courses, and the checks of its quality report."""

from analytics.ui.i18n import gettext as _


def product() -> str:
    """The product that its rows come from."""
    return _("Learning")


def checks() -> dict[str, str]:
    """Its checks that have a name of their own and are not in `check_words`."""
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


def subjects() -> dict[str, str]:
    """What its pages rest on, by the subjects of `what_counts`."""
    return {
        "students": _("Students"),
        "activities": _("Activities"),
    }


def rules() -> dict[str, str]:
    """Which of the copied rows count; `named` and `left_out` come from the warehouse."""
    return {
        "students": _("A student counts until soft-deleted, unless it is an instructor."),
        "activities": _("An activity counts for a student who is not soft-deleted, up to today."),
    }
