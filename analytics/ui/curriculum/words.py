"""What the curriculum's codes are called in the reader's language."""

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


def short_courses(courses: Iterable[str]) -> dict[str, str]:
    """Course names without the words that all of them start with."""
    names = list(dict.fromkeys(courses))
    spelled = [name.split() for name in names]
    shared = 0
    while len(names) > 1 and len({tuple(parts[: shared + 1]) for parts in spelled}) == 1:
        shared += 1
    return {name: " ".join(parts[shared:]) for name, parts in zip(names, spelled, strict=True)}
