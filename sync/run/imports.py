"""An import as a run: files fill their source database, then the sync copies it, with all its promises.

A source has imports or a URL, never both; the demo's rows leave before the first of them comes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from db import clearing, migrate, origins
from db.domains import DOMAINS
from db.origins import Origin
from db.phrase import phrase
from db.rules import change, file, functions
from db.rules.change import Change
from db.rules.model import Rules
from db.settings import setting_name, settings
from db.statements import statements_beside
from db.warehouse import OWNER, READER, SYNC, Warehouse, advisory_lock
from sources.imports import database, run
from sources.imports.errors import DemoInTheWay, ImportRefused
from sources.imports.imported import Imported, Remembered, remembered, remembered_of
from sources.imports.recipe import Recipe
from sync.endpoints.connected import ConnectedSource, connections, of_demo
from sync.run.request import Request
from sync.specifications import source_named

ALL_DAYS = 36_500
"""Window and append tables follow an import as a whole: files may bring any day."""

_BY = "import"
"""Who changed a rule, where it followed an import."""

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Wish:
    """How an import shall be made."""

    time_zone: str = ""
    """Of moments without an offset, and from then on of the organisation; empty: the one in force."""
    replace_demo: bool = False
    keep_rules: bool = False
    """Zone and courses of the organisation stay as they are."""
    dry_run: bool = False
    origin: str = "import"


Following = Mapping[str, tuple[Any, Any]]
"""Rules that follow an import: what each was, and what it becomes."""


@dataclass(frozen=True)
class Brought:
    """What an import brought into its source database."""

    imported: Imported
    following: Following
    changes: Sequence[Change] = ()
    """What became of the rules that follow; none where it was a trial."""


def bring_in(here: Warehouse, recipe: Recipe, base: Path, wish: Wish, progress: run.Progress) -> Brought:
    """Fills the source database from what a recipe names, and readies the warehouse to copy it.

    Raises ImportRefused (DemoInTheWay where the demo's rows stand in the way and may not go), RulesError,
    WarehouseUnreachable.
    """
    replica = Replica(here, recipe.source)
    replica.refuse_url()
    simulated = demo_in_the_way(here)
    if simulated and not (wish.replace_demo or wish.dry_run):
        raise DemoInTheWay(
            phrase(
                "The warehouse holds the demo's rows of {sources}; they leave before those of {name} come. "
                "Say so with --replace-demo.",
                sources=", ".join(simulated),
                name=recipe.name,
            )
        )
    zone = zone_for(here, recipe, wish)
    is_first = replica.refuse_other_zone(recipe, wish)
    found = run.run(recipe, base, zone, dry_run=wish.dry_run, progress=progress)
    following = {} if wish.keep_rules else replica.rules_after(found, with_zone=is_first)
    if wish.dry_run:
        return Brought(found, following)
    replica.make_room(simulated)
    changes = replica.follow(found, following)
    publish_rejects(here, recipe.name)
    return Brought(found, following, changes)


def take_away(here: Warehouse, name: str) -> Request | None:
    """Takes an import out of its source database; answers with what has to be copied then, None where nothing is left.

    Raises NoSuchRecipe.
    """
    replica = Replica(here, import_of(name).source)
    run.forget(name, replica.source)
    publish_rejects(here, name)
    if any(other.source == replica.source for other in imports()):
        # It was asked for: the guard against a source that shrinks need not ask again.
        return replica.request("import", forced=True)
    clearing.clear(here, {replica.source: None})
    _give_back_rules(here, [replica.source])
    return None


def back_to_demo(here: Warehouse) -> None:
    """Takes away all imports, so that the demo serves again. Raises ImportRefused where a source has a URL."""
    for connected in connections({}):
        Replica(here, connected).refuse_url()
    for one in imports():
        run.forget(one.name, one.source)
    with here.connect(READER) as connection:
        known = origins.origins(connection)
    cleared = [name for name, origin in known.items() if origin != "demo"]
    clearing.clear(here, dict.fromkeys(cleared))
    _give_back_rules(here, cleared)


def _give_back_rules(here: Warehouse, cleared: Sequence[str]) -> None:
    """Rules that only followed an import are again what the file of rules says, or the usual ones."""
    said = file.of_process()
    usual = Rules().values()
    if said:
        usual |= said.values({"ngeshare.courses": usual["ngeshare.courses"]})
    with here.connect() as connection, advisory_lock(connection, migrate.LOCK):
        connection.execute(f"set role {OWNER}")
        followed = connection.execute(_SQL["followed"], {"sources": list(cleared), "by": f"{_BY} %"}).fetchall()
        change.apply(connection, {name: usual[name] for (name,) in followed}, f"{_BY}s were forgotten")


def replace_demo(here: Warehouse) -> list[str]:
    """Takes the demo's rows out of the warehouse, where something else is connected; returns the sources."""
    simulated = demo_in_the_way(here) if "url" in connections({}).values() or imports() else []
    if simulated:
        clearing.clear(here, dict.fromkeys(simulated))
    return simulated


def imports() -> list[Remembered]:
    """The imports that were made, by name."""
    with database.connect() as connection:
        return remembered(connection)


def import_of(name: str) -> Remembered:
    """The import of a name. Raises NoSuchRecipe."""
    with database.connect() as connection:
        return remembered_of(connection, name)


def demo_in_the_way(here: Warehouse) -> list[str]:
    """The sources whose replica holds the demo's rows."""
    with here.connect(READER) as connection:
        known = origins.origins(connection)
    return of_demo(known, {"": "imports"})


def zone_for(here: Warehouse, recipe: Recipe, wish: Wish) -> str:
    """In which zone a recipe's moments are: the one asked for, the recipe's own, else the one in force."""
    return wish.time_zone or recipe.time_zone or Replica(here, recipe.source).zone()


@dataclass(frozen=True)
class Replica:
    """What the warehouse holds of one source."""

    here: Warehouse
    source: str

    def zone(self) -> str:
        """The zone of its rules."""
        with self.here.connect(READER) as connection:
            return str(functions.in_force(connection)[f"{self.source}.time_zone"])

    def refuse_url(self) -> None:
        if settings().source_url(self.source):
            raise ImportRefused(
                phrase(
                    "The {source} source has a URL; a source has imports or a URL, never both. "
                    "Take {setting} away first.",
                    source=self.source,
                    setting=setting_name(source_named(self.source).domain.url_setting),
                )
            )

    def make_room(self, simulated: Sequence[str]) -> None:
        """The demo leaves, and the source is noted as one of imports; all of it or nothing."""
        if simulated:
            leaving: dict[str, Origin | None] = dict.fromkeys(simulated)
            clearing.clear(self.here, {**leaving, self.source: "imports"})
            return
        with self.here.connect(SYNC) as connection:
            origins.record(connection, [self.source], "imports")

    def refuse_other_zone(self, recipe: Recipe, wish: Wish) -> bool:
        """Whether the zone of an import is the organisation's from then on: the first one's is, or one's own once more.

        Raises ImportRefused where other imports of the source lie on days of another zone than the one asked for.
        """
        known = [one.name for one in imports() if one.source == self.source]
        others = [name for name in known if name != recipe.name]
        zone = self.zone()
        if others and wish.time_zone and wish.time_zone != zone:
            raise ImportRefused(
                phrase(
                    "The days of {source} are those of {zone}, by which {others} came in; a source has one zone. "
                    "Import in that zone, or forget the others first.",
                    source=self.source,
                    zone=zone,
                    others=", ".join(others),
                )
            )
        return not known or (bool(wish.time_zone) and not others)

    def rules_after(self, found: Imported, *, with_zone: bool) -> Following:
        """The rules that follow from what is imported: zone and courses, each with its value of before."""
        wanted: dict[str, Any] = {f"{self.source}.time_zone": found.time_zone} if with_zone else {}
        with self.here.connect(READER) as connection:
            in_force = functions.in_force(connection)
        courses = [dict(course) for course in found.courses]
        known = {course["name"] for course in in_force["ngeshare.courses"]} if courses else set()
        if {course["name"] for course in courses} - known:
            wanted["ngeshare.courses"] = courses
        return {name: (in_force[name], value) for name, value in wanted.items() if in_force[name] != value}

    def follow(self, found: Imported, following: Following) -> list[Change]:
        """Zone and courses of what was imported become the organisation's rules."""
        wanted = {name: value for name, (_, value) in following.items()}
        if not wanted:
            return []
        with self.here.connect() as connection, advisory_lock(connection, migrate.LOCK):
            connection.execute(f"set role {OWNER}")
            return change.apply(connection, wanted, f"{_BY} {found.recipe.name}")

    def request(self, origin: str, *, forced: bool = False) -> Request:
        """What copies all imports of the source."""
        connected = ConnectedSource(source_named(self.source), database.url(), "imports")
        return Request((connected,), origin, full=True, forced=forced, repaired_days=ALL_DAYS)


def shown_on(found: Imported) -> tuple[str, date | None]:
    """The page that shows what was imported, and the day to look from where its newest is not today."""
    [domain] = (domain for domain in DOMAINS if domain.source == found.recipe.source)
    day, today = found.newest_day, datetime.now(UTC).astimezone(ZoneInfo(found.time_zone)).date()
    return next(page for page in domain.pages if page != "home"), day if day is not None and day < today else None


def publish_rejects(here: Warehouse, name: str) -> None:
    """Makes quarantine hold what the newest import of a name could not read, and nothing of one that is forgotten."""
    with (
        database.connect() as there,
        here.connect(SYNC) as connection,
        connection.transaction(),
    ):
        connection.execute("delete from ops.sync_rejects where recipe = %s", [name])
        with (
            there.cursor() as of_imports,
            connection.cursor() as of_warehouse,
            of_imports.copy(_SQL["rejects"], [name]) as out,
            of_warehouse.copy(_SQL["quarantine"]) as copy,
        ):
            for data in out:
                copy.write(data)
