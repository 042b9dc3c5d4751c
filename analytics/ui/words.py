"""What the warehouse's codes are called in the reader's language."""

from collections.abc import Iterable

from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import pgettext


def status(code: str) -> str:
    """A group's status."""
    return {
        "GRADUATED": _("Graduated"),
        "ACTIVE": _("Active"),
        "STALLED": _("Stalled"),
        "NOT_STARTED": _("Not started"),
    }.get(code, code)


def statuses(code: str) -> str:
    """Many groups of one status."""
    return {
        "GRADUATED": pgettext("groups", "Graduated"),
        "ACTIVE": pgettext("groups", "Active"),
        "STALLED": pgettext("groups", "Stalled"),
        "NOT_STARTED": pgettext("groups", "Not started"),
    }.get(code, code)


def outcome(target: str) -> str:
    """A target of the curriculum flow that is no course."""
    code = target.upper().replace(" ", "_")
    said = statuses(code)
    return said if said != code else target.replace("(anomaly)", _("(anomaly)"))


def anomaly(kind: str) -> str:
    """A kind of finding about a group."""
    return {
        "SKIPPED_COURSE": _("Skipped a course"),
        "STARTED_BEFORE_GRADUATION": _("Started before graduation"),
        "EXTRA_FACILITATORS": _("More than one facilitator"),
        "NO_FACILITATOR": _("No facilitator"),
        "EPISODE_OUT_OF_RANGE": _("Episode out of range"),
    }.get(kind, kind)


def verdict(code: str) -> str:
    """Which side of the fences a graduation lies on."""
    return {"FAST": _("Unusually fast"), "SLOW": _("Unusually slow")}.get(code, code)


def run_status(code: str) -> str:
    """How a run, or a table in it, ended."""
    return {
        "running": _("Running"),
        "succeeded": _("Succeeded"),
        "partial": _("Partly succeeded"),
        "failed": _("Failed"),
        "interrupted": _("Interrupted"),
        "mismatch": _("Counts differ"),
        "skipped": _("Skipped"),
    }.get(code, code)


def phase(code: str) -> str:
    """What a sync is doing with a table."""
    return {
        "waiting": _("waiting"),
        "reading": _("reading"),
        "merging": _("merging"),
        "checking": _("checking"),
        "done": _("done"),
        "failed": _("failed"),
        "skipped": _("skipped"),
    }.get(code, code)


def mode(code: str) -> str:
    """How a table is loaded."""
    return {
        "incremental": _("what changed"),
        "window": _("last 45 days"),
        "append": _("what is new"),
    }.get(code, code)


def severity(code: str) -> str:
    """How bad a data-quality finding is."""
    return {"info": _("For information"), "warning": _("Look at it"), "error": _("Numbers suffer")}.get(code, code)


def origin(code: str) -> str:
    """Who started a run."""
    return {
        "page": _("a page"),
        "command line": _("the command line"),
        "first start": _("the first start"),
        "schedule": _("the schedule"),
    }.get(code, code)


def source(name: str) -> str:
    """The product that a source belongs to."""
    return {"ngeshare": "ngeShare"}.get(name, name)


def check(code: str) -> str:
    """A data-quality check."""
    return {
        "extra columns": _("Extra columns in the source"),
        "extra tables": _("Extra tables in the source"),
        "missing_email": _("No e-mail"),
        "duplicate_email": _("E-mail used twice"),
        "future_date": _("Date in the future"),
        "impossible_date": _("Impossible date"),
        "course_without_hangout": _("Course without Hangout"),
        "course_with_several_hangouts": _("Course with several Hangouts"),
        "orphan_hangout": _("Hangout missing"),
        "orphan_user": _("User missing"),
        "orphan_group": _("Group missing"),
        "orphan_episode": _("Episode missing"),
        "episode_out_of_range": _("Episode out of range"),
        "duplicate_episode": _("Episode number used twice"),
        "episode_of_another_hangout": _("Episode of another Hangout"),
        "missing_hangout": _("No Hangout"),
        "missing_name": _("No name"),
        "missing_city": _("No city"),
        "missing_province": _("No province"),
        "no_name": _("No name and no e-mail"),
        "outside_curriculum": _("Outside the curriculum"),
        "unknown_role": _("Unknown role"),
        "before_group_creation": _("Before the group existed"),
        "ignored_no_joined_at": _("Ignored: no joining date"),
        "ignored_no_user": _("Ignored: no user"),
        "ignored_deleted_user": _("Ignored: deleted user"),
        "ignored_future_joined_at": _("Ignored: joins in the future"),
        "ignored_outside_curriculum": _("Ignored: outside the curriculum"),
    }.get(code, code)


def short_courses(courses: Iterable[str]) -> dict[str, str]:
    """Course names without the words that all of them start with."""
    names = list(dict.fromkeys(courses))
    spelled = [name.split() for name in names]
    shared = 0
    while len(names) > 1 and len({tuple(parts[: shared + 1]) for parts in spelled}) == 1:
        shared += 1
    return {name: " ".join(parts[shared:]) for name, parts in zip(names, spelled, strict=True)}
