"""How pages and command line bring data: drafts, what an import would do, and the import with the sync after it.

Pages have it done in a thread of the server's own.
How far a work is stands in its draft's folder: every page, tab and process of this server sees the same. Whoever works
holds a lock on a file there, so a work whose process died is known from one that is slow.
"""

import fcntl
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal

import psycopg

from db import origins, refusals, warehouse
from db.domains import Domain
from db.errors import AtalayaError
from db.phrase import phrase
from db.rules.change import Change
from db.warehouse import READER, Warehouse
from sources.imports import drafts, kept
from sources.imports import reading as readings
from sources.imports.drafts import Choices, Draft
from sources.imports.errors import ImportCancelled, ImportRunning
from sources.imports.imported import Imported, Remembered
from sources.imports.kept import name_from
from sources.imports.reading import Reading, is_of, offered
from sources.imports.recipe import Recipe
from sources.imports.values.errors import Ambiguous, AmbiguousDates
from sync.endpoints.snapshot import snapshot
from sync.endpoints.table import catalogue, differences, replica
from sync.errors import AlreadyRunning
from sync.run import imports as runs
from sync.run.every_source import Outcome, run_sync
from sync.run.imports import Brought, Replica, Wish
from sync.specifications import source_named

__all__ = ["Choices", "Draft", "Reading", "Replica", "Wish", "Work", "name_from", "offered"]

Progress = Callable[[str, int], None]
Kind = Literal["preview", "import"]

SHOWN_REJECTS = 5
AGAIN_SECONDS = 1.0
"""How long a work waits before it asks again whether another import, or a sync, has ended."""

_TOLD_EACH_SECONDS = 0.3
_log = logging.getLogger(__name__)
_starting = threading.Lock()
_working: dict[tuple[str, Kind], tuple[threading.Thread, threading.Event]] = {}


@dataclass(frozen=True)
class Work:
    """How far a preview or an import is, or how it ended."""

    status: Literal["running", "done", "refused", "stopped", "failed", "died"]
    of: str = ""
    """What it is of, see `reading_of`."""
    step: str = ""
    rows: int = 0
    said: str = ""
    """Why it was refused."""
    asks: Mapping[str, Any] = field(default_factory=dict)
    """What only a person can tell: how a `column` is meant, of which an `example` reads in several ways."""
    found: Mapping[str, Any] = field(default_factory=dict)
    """What came of it."""

    @property
    def is_running(self) -> bool:
        return self.status == "running"


@dataclass(frozen=True)
class Done:
    """What came of an import and of the sync after it."""

    brought: Brought
    synced: Outcome | None = None
    """None where it was a trial."""

    @property
    def imported(self) -> Imported:
        return self.brought.imported

    @property
    def rules(self) -> Sequence[Change]:
        """The rules that followed what was imported."""
        return self.brought.changes


def run_import(
    here: Warehouse,
    recipe: Recipe,
    base: Path,
    wish: Wish,
    progress: Progress = lambda step, rows: None,
    stop: threading.Event | None = None,
) -> Done:
    """Imports what a recipe names, and copies it.

    Raises ImportRefused (DemoInTheWay where the demo's rows stand in the way and may not go), RulesError,
    AlreadyRunning when a sync holds the lock, WarehouseUnreachable.
    """
    brought = runs.bring_in(here, recipe, base, wish, progress)
    if wish.dry_run:
        return Done(brought)
    progress("copying", brought.imported.rows)
    return Done(brought, run_sync(here, Replica(here, recipe.source).request(wish.origin), stop))


def forget_import(here: Warehouse, name: str) -> Outcome | None:
    """Takes away what an import brought, here too, and its recipe; None where nothing of its source is left to copy.

    Raises NoSuchRecipe, AlreadyRunning.
    """
    request = runs.take_away(here, name)
    kept.forget(name)
    return run_sync(here, request) if request is not None else None


def begin(again: str = "") -> Draft:
    """A new draft; `again` names the import whose recipe it takes."""
    return drafts.begin(Choices(again=again))


def draft(identity: str) -> Draft:
    """The draft of an id, once those of yesterday are thrown away. Raises NoSuchDraft."""
    drafts.delete_old()
    return drafts.draft_of(identity)


def add_file(of: Draft, name: str, content: BinaryIO) -> None:
    """Takes a file into a draft."""
    of.add(name, content)


def remove_file(of: Draft, name: str) -> None:
    """Takes a file out of a draft."""
    of.remove(name)


def choose(of: Draft, **changes: Any) -> None:
    """Keeps what somebody said of a draft's files."""
    drafts.chosen(of, **changes)


def reading(of: Draft) -> Reading:
    """How a draft's files are read as things stand."""
    return readings.reading(of)


def throw_away(of: Draft) -> None:
    """Ends what works on a draft, and deletes it."""
    for kind in ("preview", "import"):
        cancel(of, kind)
    of.delete()


def zone_of(of: Draft, reading: Reading) -> str:
    """The zone that was chosen, or the one in force for its source."""
    return of.choices.time_zone or Replica(warehouse.current(), reading.source).zone()


def preview(of: Draft, recipe: Recipe) -> Work:
    """What an import would do: what is known of it, or a work that was started to find out. Nothing is changed."""
    known = work(of, "preview")
    if known is not None and known.of == _digest(of, recipe) and known.status not in {"stopped", "died"}:
        return known
    if known is not None and known.is_running:
        # It looks at what was said before.
        cancel(of, "preview")
        return replace(known, step="", rows=0)
    return _start(of, "preview", recipe, Wish(dry_run=True, origin="page"))


def start(of: Draft, recipe: Recipe, *, replace_demo: bool) -> Work:
    """Starts an import, or joins the one of this draft that is at work."""
    known = work(of, "import")
    if known is not None and known.is_running:
        return known
    return _start(of, "import", recipe, Wish(replace_demo=replace_demo, origin="page"))


def work(of: Draft, kind: Kind) -> Work | None:
    """How far a work is; None where there was none."""
    said = of.said(kind)
    if not said:
        return None
    known = Work(**said)
    if known.is_running and not _is_held(of, kind):
        # It may have ended since it was read.
        known = Work(**(of.said(kind) or said))
        return replace(known, status="died") if known.is_running else known
    return known


def cancel(of: Draft, kind: Kind = "import") -> None:
    """Ends a work at its next step, in whichever process it is."""
    if work(of, kind) is not None:
        of.say(f"{kind} stop", {"stop": True})
    if found := _working.get((of.id, kind)):
        found[1].set()


def is_stopping(of: Draft, kind: Kind = "import") -> bool:
    """Whether somebody wants a work to end."""
    return bool(of.said(f"{kind} stop"))


def stop(patience_seconds: float = 10.0) -> None:
    """Ends all works of this process at their next step, and waits for them that long."""
    for _thread, stop in [*_working.values()]:
        stop.set()
    for thread, _stop in [*_working.values()]:
        thread.join(patience_seconds)


def made() -> list[Remembered]:
    """The imports that were made, the newest first. Raises ImportsUnreachable."""
    with warehouse.current().connect(READER) as connection:
        if "imports" not in origins.origins(connection).values():
            # Its database is asked for only once it is needed: it may have to be made.
            return []
    return sorted(runs.imports(), key=lambda one: one.imported_at, reverse=True)


def forget(name: str) -> str:
    """Takes away what an import brought, and its recipe; says what went wrong on the way. Raises NoSuchRecipe."""
    outcome = forget_import(warehouse.current(), name)
    return (outcome.message or "") if outcome is not None and outcome.status != "succeeded" else ""


def back_to_demo() -> None:
    """Takes all imports away, so that the next sync brings the demo. Raises ImportRefused where a source has a URL."""
    for one in runs.imports():
        kept.forget(one.name)
    runs.back_to_demo(warehouse.current())


def check(domain: Domain, url: str) -> list[str]:
    """What a database lacks to be a source: a line for each table; none where it can be one. Nothing is written.

    Raises SourceError where it does not answer.
    """
    specification = source_named(domain.source)
    missing = []
    with snapshot(specification, url) as there, warehouse.current().connect(READER) as here:
        in_source, in_warehouse = catalogue(there.connection, specification), catalogue(here, specification)
        for table in specification.tables:
            wanted = replica(in_warehouse, table.name)
            if not in_source[table.name].columns:
                missing.append(phrase("The database has no table {table}.", table=wanted.qualified_name))
            elif found := differences(wanted, in_source[table.name]):
                missing.append(
                    phrase(
                        "The table {table} does not fit: {parts}.", table=wanted.qualified_name, parts="; ".join(found)
                    )
                )
    return missing


def _digest(of: Draft, recipe: Recipe) -> str:
    return hashlib.sha256(is_of(of, recipe).encode()).hexdigest()


def _start(of: Draft, kind: Kind, recipe: Recipe, wish: Wish) -> Work:
    with _starting:
        if _is_held(of, kind):
            return work(of, kind) or Work("running")
        begun = Work("running", _digest(of, recipe))
        of.unsay(f"{kind} stop")
        of.say(kind, asdict(begun))
        stop, ready = threading.Event(), threading.Event()
        thread = threading.Thread(
            target=_work, args=[of, kind, recipe, wish, begun, stop, ready], name=f"atalaya {kind}", daemon=True
        )
        _working[of.id, kind] = thread, stop
        thread.start()
    # Until it holds its lock, it would look dead.
    ready.wait()
    return begun


def _work(
    of: Draft, kind: Kind, recipe: Recipe, wish: Wish, begun: Work, stop: threading.Event, ready: threading.Event
) -> None:
    report = _Report(of, kind, begun, stop)
    try:
        with _held(of, kind):
            ready.set()
            try:
                done = _patiently(lambda: run_import(warehouse.current(), recipe, of.base, wish, report, stop), report)
                report.end(replace(begun, status="done", found=_told(done)))
                if kind == "import":
                    kept.keep(replace(recipe, time_zone=done.imported.time_zone))
                    of.empty(but=kind)
            except ImportCancelled:
                report.end(replace(begun, status="stopped"))
            except Ambiguous as error:
                report.end(replace(begun, status="refused", said=str(error), asks=_asked(error)))
            except AtalayaError as error:
                report.end(replace(begun, status="refused", said=" ".join(str(error).split())))
            except psycopg.OperationalError as error:
                report.end(replace(begun, status="refused", said=str(refusals.explained(error))))
            except Exception:
                _log.exception("The %s ended unexpectedly", kind)
                report.end(replace(begun, status="failed"))
    except FileNotFoundError:
        _log.info("The draft was thrown away while a %s worked on it.", kind)
    finally:
        ready.set()
        _working.pop((of.id, kind), None)


class _Report:
    """Tells how far a work is, seldom enough to cost nothing; raises ImportCancelled once it shall stop."""

    def __init__(self, of: Draft, kind: Kind, begun: Work, stop: threading.Event) -> None:
        self._draft, self._kind, self._begun, self._stop = of, kind, begun, stop
        self._told, self._step = 0.0, ""

    def __call__(self, step: str, rows: int) -> None:
        now = time.monotonic()
        if step == self._step and now - self._told < _TOLD_EACH_SECONDS:
            return
        self._step, self._told = step, now
        if self.is_stopped():
            raise ImportCancelled(phrase("The import was stopped; nothing was changed."))
        self._draft.say(self._kind, asdict(replace(self._begun, step=step, rows=rows)))

    def is_stopped(self) -> bool:
        if not self._draft.folder.is_dir() or self._draft.said(f"{self._kind} stop"):
            self._stop.set()
        return self._stop.is_set()

    def wait(self) -> None:
        """Until it is worth trying again."""
        self("waiting", 0)
        self._stop.wait(AGAIN_SECONDS)

    def end(self, ended: Work) -> None:
        if self._draft.folder.is_dir():
            self._draft.say(self._kind, asdict(ended))


def _patiently(run: Callable[[], Done], report: _Report) -> Done:
    """Waits for another import, or a sync, to end; what was imported meanwhile is not imported again."""
    while True:
        try:
            return run()
        except (ImportRunning, AlreadyRunning):
            report.wait()


@contextmanager
def _held(of: Draft, kind: Kind) -> Iterator[None]:
    with (of.folder / f"{kind}.lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_held(of: Draft, kind: Kind) -> bool:
    try:
        with (of.folder / f"{kind}.lock").open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _asked(of: Ambiguous) -> dict[str, Any]:
    """A question, as it can be kept in a file."""
    return {
        "column": of.column,
        "example": of.example,
        "word": "date_format" if isinstance(of, AmbiguousDates) else "decimal",
        "choices": [asdict(choice) for choice in of.choices],
    }


def _told(done: Done) -> dict[str, Any]:
    """What came of an import, as it can be kept in a file."""
    found = done.imported
    page, day = runs.shown_on(found)
    rules = done.brought.following if done.synced is None else {}
    told = {
        "name": found.recipe.name,
        "source": found.recipe.source,
        "time_zone": found.time_zone,
        "tables": [asdict(table) for table in found.tables],
        "rows": found.rows,
        "changed": found.changed,
        "evidence": list(found.evidence),
        "warnings": list(found.warnings),
        "left_out": dict(found.left_out),
        "rejects": found.rejected,
        "first_rejects": [
            {"file": one.file, "line": one.line, "reason": one.reason} for one in found.rejects[:SHOWN_REJECTS]
        ],
        "newest_day": found.newest_day.isoformat() if found.newest_day else None,
        "page": page,
        "day": day.isoformat() if day else None,
        "rules": {name: [before, after] for name, (before, after) in rules.items()},
        "demo": runs.demo_in_the_way(warehouse.current()) if done.synced is None else [],
        "seconds": found.seconds,
    }
    if done.synced is None:
        return told | {"preview": _preview(found)}
    return told | {"synced": done.synced.status, "message": done.synced.message or ""}


def _preview(found: Imported) -> dict[str, list[dict[str, Any]]]:
    """The first rows of each table with the columns that the recipe gives."""
    given = {section.table: {*section.columns} for section in found.recipe.sections}
    return {
        table: [
            {
                name: value if isinstance(value, str | int | float | bool | None) else _text(value)
                for name, value in row.items()
                if name in given.get(table, ()) or name != "id"
            }
            for row in rows
        ]
        for table, rows in found.preview.items()
    }


def _text(value: Any) -> str:
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
