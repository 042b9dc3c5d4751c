"""Why files have no shape, in one line: the nearest reason first."""

import re
from collections.abc import Iterator, Sequence

from db.phrase import phrase
from sources.imports.shapes.errors import NoMomentTold, NoPersonTold, ShapeDoesNotFit, ShapeNotRecognised
from sources.imports.shapes.folding import fits
from sources.imports.shapes.kinds import is_attendance, is_moment, is_sure_clock, is_yearless, mostly
from sources.imports.shapes.matching import Match, match
from sources.imports.shapes.sample import Sample
from sources.imports.shapes.shape import Shape, shapes

_SHOWN_HEADERS = 12
_NUMBERS = re.compile("[0-9]+")
_DAYS = (
    *("date*", "*date", "day", "timestamp*", "time", "when", "fecha*", "*fecha", "día", "hora", "marca temporal"),
    *("tanggal*", "hari", "waktu", "data", "datum"),
)


def refused(groups: Sequence[Sequence[Sample]], asked: Shape | None) -> Exception:
    """Why files have no shape, or not the one that was asked for."""
    if asked:
        return _does_not_fit(groups, asked)
    if nameless := next((group[0] for group in groups if _has_no_names(group[0])), None):
        return ShapeNotRecognised(
            phrase(
                "{file} seems to have no line of names: it begins with {headers}. Write the columns' names above.",
                file=nameless.file,
                headers=_headers([[nameless]]),
            )
        )
    every = [match(shapes()["event_log"], group) for group in groups]
    if not any(found.tells_who for found in every):
        return NoPersonTold(
            phrase(
                'No column tells who. The headers are {headers}. Name it in a recipe: student_id = "…".',
                headers=_headers(groups),
            )
        )
    if not any("when" in found.found for found in every):
        return NoMomentTold(_no_moment(groups, every))
    if len(yearless := _yearless(groups)) > 1:
        return NoMomentTold(_without_year(yearless))
    return ShapeNotRecognised(
        phrase(
            "No file tells both who and when. The headers are {headers}. Choose a shape with --as.",
            headers=_headers(groups),
        )
    )


def _does_not_fit(groups: Sequence[Sequence[Sample]], asked: Shape) -> ShapeDoesNotFit:
    nearest = max((match(asked, group) for group in groups), key=lambda found: found.fulfilled)
    return ShapeDoesNotFit(
        phrase(
            "{title} needs a column that tells {missing}; the headers are {headers}.",
            title=asked.title,
            missing=", ".join(asked.roles[role].tells or role for role in nearest.missing),
            headers=_headers(groups),
        )
    )


def _no_moment(groups: Sequence[Sequence[Sample]], every: Sequence[Match]) -> str:
    """What there is instead of a column that tells when."""
    if len(yearless := _yearless(groups)) > 1:
        return _without_year(yearless)
    if hours := [header for group in groups for header in _hours(group)]:
        return phrase(
            "{headers} tell hours, and nothing tells the day. Name the file by its day, as in list_2025-09-01.csv.",
            headers=", ".join(hours),
        )
    if there := [header for group in groups for header in group[0].header if _tells_who_came(group, header)]:
        return phrase(
            "{headers} tells who was there, and nothing tells the day. Name the file by its day, as in "
            "list_2025-09-01.csv.",
            headers=", ".join(there),
        )
    if entered := [*_of_lists(every)]:
        return phrase(
            "{headers} tells of people, not when they did something. Bring the list with a file that does.",
            headers=", ".join(entered),
        )
    if unread := next(_no_moments(groups), None):
        return phrase(
            '{header} sounds like a date, and its cells hold none, as in "{example}". Write them like '
            "2025-09-01 10:05.",
            header=unread[0],
            example=unread[1],
        )
    return phrase(
        'No column tells when. The headers are {headers}. Name it in a recipe: checked_in_at = "…".',
        headers=_headers(groups),
    )


def _yearless(groups: Sequence[Sequence[Sample]]) -> list[str]:
    """Headers that are days without a year."""
    return [header for group in groups for header in group[0].header if is_yearless(header)]


def _without_year(headers: Sequence[str]) -> str:
    return phrase("The days in the headers have no year, as in {header}. Write it beside them.", header=headers[0])


def _tells_who_came(group: Sequence[Sample], header: str) -> bool:
    return mostly(group[0].values(header), is_attendance)


def _has_no_names(sample: Sample) -> bool:
    """Whether what should be headers looks like the rows below it."""
    headers = sample.header
    numbers = [int(header) for header in headers if header.isdecimal()]
    # Days, weeks and questions are numbered.
    is_numbered = len(numbers) > 1 and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    alike = [
        header
        for header in headers
        if not (is_numbered and header.isdecimal()) and _looks_like(header, sample.values(header))
    ]
    return len(alike) > 1 and 2 * len(alike) > len(headers)


def _looks_like(header: str, values: Sequence[str]) -> bool:
    if header in values:
        return True
    numbered = _NUMBERS.sub("0", header)
    return numbered != header and sum(_NUMBERS.sub("0", value) == numbered for value in values) * 2 > len(values)


def _hours(group: Sequence[Sample]) -> list[str]:
    """Columns that hold hours, by their cells or by their name."""
    found = {**match(shapes()["event_log_by_day"], group).found, **match(shapes()["check_ins_by_day"], group).found}
    named = [header for role in ("clock", "clock_in", "clock_out") for header in found.get(role, ())]
    return [header for header in group[0].header if header in named or mostly(group[0].values(header), is_sure_clock)]


def _no_moments(groups: Sequence[Sequence[Sample]]) -> Iterator[tuple[str, str]]:
    """Columns that are named like a day, and a cell of theirs that is none."""
    for group in groups:
        for header in group[0].header:
            values = group[0].values(header)
            if values and any(fits(header, pattern) for pattern in _DAYS) and not mostly(values, is_moment):
                yield header, next(value for value in values if not is_moment(value))


def _of_lists(matches: Sequence[Match]) -> Iterator[str]:
    """Columns of moments that say when people were entered, enrolled or born."""
    for found in matches:
        when = found.shape.roles["when"]
        for header in found.samples[0].header:
            meant = any(fits(header, pattern) for pattern in (*when.entered, *when.not_headers))
            if meant and mostly(found.samples[0].values(header), is_moment):
                yield header


def _headers(groups: Sequence[Sequence[Sample]]) -> str:
    shown = []
    for group in groups:
        header = list(group[0].header[:_SHOWN_HEADERS])
        shown.append(", ".join([*header, "…"] if len(group[0].header) > _SHOWN_HEADERS else header))
    return "; ".join(shown)
