"""What a workbook says about its rows, on a sheet of its own, in the reader's language."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from analytics import checks, definitions, operations
from analytics.files.extract import Extract
from analytics.languages import SOURCE, catalogue
from analytics.rows import rows
from db.domains import DOMAINS


@dataclass(frozen=True)
class Line:
    """One line of the sheet."""

    label: str
    text: str


def _plain(code: str, _language: str) -> str:
    return code.replace("_", " ").capitalize()


named: Callable[[str, str], str] = _plain
"""What a check is called in a language: the interface knows, and a server that has one puts its own here."""


def sheets(language: str) -> tuple[str, str]:
    """The names of the rows' sheet and of this one."""
    _ = catalogue(language).gettext
    return _("Rows"), _("About")


def about(extract: Extract, columns: Collection[str], language: str) -> list[Line]:
    """Everything a reader must know who finds the file in a year. Raises QueryError."""
    _ = catalogue(language).gettext
    found = definitions.definition(extract.relation)
    day = extract.statement.as_of
    return [
        Line(_("Question"), found.question or extract.words or found.meaning),
        Line(_("Filters"), _filters(extract.filters) or _("none")),
        Line(_("Data as of"), day.isoformat() if day else _("now")),
        Line(_("Time zone"), extract.zone),
        Line(_("File made"), _on_clock(datetime.now(UTC), extract.zone)),
        *_synced(extract, language),
        Line(_("Source view"), extract.relation),
        *_in_english(language),
        Line(_("Definition"), found.meaning),
        *([Line(_("One row per"), found.grain.removeprefix("one row per "))] if found.grain else []),
        *(Line(_("Watch out"), trap) for trap in found.traps),
        *_failed_checks(extract, language),
        *(Line(row["column"], row["meaning"]) for row in rows(found.columns) if row["column"] in columns),
    ]


def _in_english(language: str) -> Iterator[Line]:
    """In whose language the rest is."""
    _ = catalogue(language).gettext
    if language != SOURCE:
        yield Line(_("Language"), _("Definitions are kept beside the rules in the warehouse, in English."))


def _synced(extract: Extract, language: str) -> Iterator[Line]:
    """When the source was last whole."""
    _ = catalogue(language).gettext
    source = _source(extract.relation)
    if source is None:
        return
    moment = next((row["fresh_at"] for row in rows(operations.freshness()) if row["source"] == source), None)
    text = _on_clock(moment, extract.zone) if moment is not None else _("never completely")
    yield Line(_("Synced"), f"{source}: {text}")


def _failed_checks(extract: Extract, language: str) -> Iterator[Line]:
    _ = catalogue(language).gettext
    source = _source(extract.relation)
    failed = rows(checks.failed_checks(source=source)) if source else []
    for row in failed:
        yield Line(_("Failed check"), f"{named(row['check'], language)} ({row['table']}): {row['count']}")
    if source and not failed:
        yield Line(_("Failed checks"), _("none"))


def _filters(chosen: Mapping[str, Any]) -> str:
    return "\n".join(f"{name}: {_value(value)}" for name, value in chosen.items())


def _value(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _source(relation: str) -> str | None:
    schema = relation.partition(".")[0]
    return next((one.source for one in DOMAINS if schema in {one.raw_schema, one.derived_schema}), None)


def _on_clock(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).isoformat(sep=" ", timespec="seconds")
