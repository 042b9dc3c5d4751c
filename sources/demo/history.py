"""Rows through time: a history is every version that a row ever has, and a change is what a span of time did to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Values = dict[str, Any]
Version = tuple[datetime, Values | None]
History = list[Version]


@dataclass
class Changes:
    """What happened to each table in a span of time."""

    upserts: dict[str, list[Values]] = field(default_factory=lambda: defaultdict(list))
    deletes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def settle(self, table: str, history: History, since: datetime | None, until: datetime) -> None:
        """Adds the version that a row has at the end of the span, if the span changed it."""
        latest: Version | None = None
        for version in history:
            if version[0] > until:
                break
            latest = version
        if latest is None or (since is not None and latest[0] <= since):
            return
        if latest[1] is not None:
            self.upserts[table].append(latest[1])
        elif since is not None:
            self.deletes[table].append(_key(history))


def _key(history: History) -> str:
    return next(str(values["id"]) for _, values in history if values is not None)


def edited(
    created_at: datetime,
    values: Values,
    edits: Iterable[tuple[datetime, Mapping[str, Any] | None]] = (),
    *,
    created: str = "createdAt",
    updated: str = "updatedAt",
) -> History:
    """The history of a row with a creation and an update column; an edit of None deletes the row for good."""
    current = values | {created: created_at, updated: created_at}
    history: History = [(created_at, current)]
    for moment, changes in sorted(edits, key=lambda edit: edit[0]):
        if moment <= created_at:
            continue
        if changes is None:
            history.append((moment, None))
            break
        current = {**current, **changes, updated: moment}
        history.append((moment, current))
    return history
