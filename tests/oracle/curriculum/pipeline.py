"""What the contract says about groups that follow one another through the curriculum, and where they stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.arithmetic import percent, percentile, rounded
from tests.oracle.curriculum.groups import Course, CurriculumGroup, Programme, Row

LEAST_GRADUATED_FOR_FENCES = 4


@dataclass(frozen=True)
class Link:
    earlier: CurriculumGroup
    later: CurriculumGroup
    shared: int
    overlap: Fraction
    days_between: int

    @property
    def skipped(self) -> int:
        return self.later.course.sequence - self.earlier.course.sequence - 1


def shared_members(one: CurriculumGroup, other: CurriculumGroup) -> int:
    return len(one.users_as("MEMBER") & other.users_as("MEMBER"))


def same_facilitator(one: CurriculumGroup, other: CurriculumGroup) -> bool:
    return one.facilitator_id is not None and one.facilitator_id == other.facilitator_id


def link(earlier: CurriculumGroup, later: CurriculumGroup) -> Link | None:
    rules = earlier.rules
    if not same_facilitator(earlier, later) or later.course.sequence <= earlier.course.sequence:
        return None
    if earlier.graduated_on is None or later.started_on is None:
        return None
    days = (later.started_on - earlier.graduated_on).days
    if not 0 <= days <= rules.continuity_days:
        return None
    shared = shared_members(earlier, later)
    if shared < rules.shared_members:
        return None
    smaller = min(len(earlier.users_as("MEMBER")), len(later.users_as("MEMBER")))
    overlap = Fraction(100 * shared, smaller)
    return Link(earlier, later, shared, overlap, days) if overlap >= Fraction(rules.overlap_percent) else None


def links(programme: Programme) -> list[Link]:
    groups = programme.all_groups()
    found = (link(earlier, later) for earlier in groups for later in groups)
    return [pair for pair in found if pair is not None]


def curriculum_pipeline(programme: Programme) -> list[Row]:
    return [
        (
            pair.earlier.id,
            pair.earlier.course.name,
            pair.later.id,
            pair.later.course.name,
            pair.earlier.facilitator_id,
            pair.shared,
            rounded(pair.overlap),
            pair.days_between,
            pair.skipped,
            pair.skipped > 0,
        )
        for pair in links(programme)
    ]


def next_course(course: Course, courses: Sequence[Course]) -> Course | None:
    later = [other for other in courses if other.sequence == course.sequence + 1]
    return later[0] if later else None


def outcome(group: CurriculumGroup, pairs: list[Link]) -> str:
    """The one edge of the flow that a group counts in."""
    if group.status != "GRADUATED":
        return {"ACTIVE": "Active", "STALLED": "Stalled", "NOT_STARTED": "Not started"}[group.status]
    onward = [pair for pair in pairs if pair.earlier is group]
    if not onward:
        return "Graduated"
    nearest = min(onward, key=lambda pair: pair.skipped)
    name = nearest.later.course.name
    return name if nearest.skipped == 0 else f"{name} (anomaly)"


def curriculum_flow(programme: Programme) -> list[Row]:
    pairs = links(programme)
    edges: dict[tuple[str, str], int] = {}
    for group in programme.all_groups():
        edge = (group.course.name, outcome(group, pairs))
        edges[edge] = edges.get(edge, 0) + 1
    return [(source, target, groups) for (source, target), groups in edges.items()]


def curriculum_funnel(programme: Programme) -> list[Row]:
    pairs = links(programme)
    rows: list[Row] = []
    for course in programme.rules.courses:
        groups = programme.groups_of(course)
        statuses = [group.status for group in groups]
        graduated = statuses.count("GRADUATED")
        following = next_course(course, programme.rules.courses)
        continued = sum(1 for group in groups if following and outcome(group, pairs) == following.name)
        rows.append(
            (
                course.name,
                course.sequence,
                len(groups),
                sum(1 for group in groups if group.started_on is not None),
                graduated,
                statuses.count("ACTIVE"),
                statuses.count("STALLED"),
                statuses.count("NOT_STARTED"),
                percent(graduated, len(groups)),
                continued,
                percent(continued, graduated) if following else None,
            )
        )
    return rows


def episode_dropoff(programme: Programme) -> list[Row]:
    rows: list[Row] = []
    for course in programme.rules.courses:
        reached = [group.highest_episode for group in programme.groups_of(course) if group.status == "STALLED"]
        counts = [reached.count(episode) for episode in range(course.max_episodes)]
        for episode, stalled in enumerate(counts):
            is_peak = stalled > 0 and stalled == max(counts)
            rows.append((course.name, episode, stalled, percent(stalled, len(reached)), is_peak))
    return rows


def days_to_graduate(programme: Programme, course: Course) -> dict[str, int]:
    days: dict[str, int] = {}
    for group in programme.groups_of(course):
        if group.graduated_on is not None and group.started_on is not None:
            days[group.id] = (group.graduated_on - group.started_on).days
    return days


def time_to_graduate(programme: Programme) -> list[Row]:
    rows: list[Row] = []
    for course in programme.rules.courses:
        days = list(days_to_graduate(programme, course).values())
        if not days:
            rows.append((course.name, 0, None, None, None, None))
            continue
        average = rounded(Fraction(sum(days), len(days)))
        median = rounded(percentile(days, Fraction(1, 2)))
        rows.append((course.name, len(days), average, median, min(days), max(days)))
    return rows


def time_to_graduate_outliers(programme: Programme) -> list[Row]:
    rows: list[Row] = []
    for course in programme.rules.courses:
        days = days_to_graduate(programme, course)
        if len(days) < LEAST_GRADUATED_FOR_FENCES:
            continue
        first, third = (percentile(list(days.values()), Fraction(quarter, 4)) for quarter in (1, 3))
        reach = Fraction(programme.rules.outlier_fence) * (third - first)
        for group_id, taken in days.items():
            if taken < first - reach:
                rows.append((group_id, course.name, taken, "FAST"))
            elif taken > third + reach:
                rows.append((group_id, course.name, taken, "SLOW"))
    return rows


def started_before_graduation(earlier: CurriculumGroup, later: CurriculumGroup) -> bool:
    if later.course != next_course(earlier.course, earlier.rules.courses) or not same_facilitator(earlier, later):
        return False
    if earlier.graduated_on is None or later.started_on is None:
        return False
    shared = shared_members(earlier, later)
    return shared >= earlier.rules.shared_members and later.started_on < earlier.graduated_on


def pipeline_anomalies(programme: Programme) -> list[Row]:
    """Group and kind; `detail` is free text."""
    groups = programme.all_groups()
    found = {(pair.later.id, "SKIPPED_COURSE") for pair in links(programme) if pair.skipped > 0}
    for later in groups:
        if any(started_before_graduation(earlier, later) for earlier in groups):
            found.add((later.id, "STARTED_BEFORE_GRADUATION"))
        if len(later.users_as("FACILITATOR")) > 1:
            found.add((later.id, "EXTRA_FACILITATORS"))
        if not later.users_as("FACILITATOR"):
            found.add((later.id, "NO_FACILITATOR"))
        if later.highest_attended > later.course.max_episodes:
            found.add((later.id, "EPISODE_OUT_OF_RANGE"))
    return sorted(found)
