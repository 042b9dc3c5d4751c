"""What readers call the source of ngeShare, the small study groups, and the checks of its quality report."""

from analytics.ui.i18n import gettext as _


def product() -> str:
    """The product that its rows come from."""
    return "ngeShare"


def checks() -> dict[str, str]:
    """Its checks that have a name of their own and are not in `check_words`."""
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
        "city_spelt_differently": _("City spelt in two ways"),
        "missing_province": _("No province"),
        "outside_curriculum": _("Outside the curriculum"),
        "before_group_creation": _("Before the group existed"),
        "recorded_under_other_rules": _("Meeting as other rules recorded it"),
        "ignored_no_joined_at": _("Ignored: no joining date"),
        "ignored_no_user": _("Ignored: no user"),
        "ignored_future_joined_at": _("Ignored: joins in the future"),
        "ignored_outside_curriculum": _("Ignored: outside the curriculum"),
    }


def subjects() -> dict[str, str]:
    """What its pages rest on, by the subjects of `what_counts`."""
    return {
        "groups": _("Groups"),
        "meetings": _("Attendances"),
        "facilitators": _("Memberships"),
    }


def rules() -> dict[str, str]:
    """Which of the copied rows count; `named` and `left_out` come from the warehouse."""
    return {
        "groups": _("A group counts while its Hangout bears, to the letter, one of these names: {named}."),
        "meetings": _(
            "An attendance counts in a group whose Hangout bears, to the letter, one of these names: {named}."
        ),
        "facilitators": _("A facilitator has a FACILITATOR membership in a group of the curriculum."),
    }
