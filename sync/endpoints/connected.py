"""Which sources this installation reads: those with a URL or imports; the demo where nothing else is connected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db import origins, warehouse
from db.embedded import embedded_url
from db.origins import Origin
from db.phrase import phrase
from db.settings import settings
from db.warehouse import READER
from sources import demo
from sources.imports import database as imports
from sync.errors import DemoInReplica, SourceRefused
from sync.specifications import SOURCES, source_named
from sync.specifications.specification import SourceSpecification

DEMO_DATABASE = "atalaya_demo"


@dataclass(frozen=True)
class ConnectedSource:
    """A source and where it is; the demo's production lives on before it is read."""

    specification: SourceSpecification
    url: str
    origin: Origin = "url"

    def bring_to_the_present(self) -> None:
        """Lets a simulated production live on to now; a real one does so by itself."""
        if self.origin != "demo":
            return
        only = [self.specification.name]
        if demo.is_filled(self.url, sources=only):
            demo.live_on(self.url, sources=only)
        else:
            demo.fill(self.url, sources=only)


def connections(known: Mapping[str, Origin]) -> dict[str, Origin]:
    """From where each connected source is read, given from where the rows in the warehouse came.

    A URL comes first, then imports. Where no source has either, the demo serves.
    """
    found: dict[str, Origin] = {}
    for source in SOURCES:
        if settings().source_url(source.name):
            found[source.name] = "url"
        elif known.get(source.name) == "imports":
            found[source.name] = "imports"
    return found or dict.fromkeys(demo.EVERY_SOURCE, "demo")


def demo_url() -> str:
    """The demo source's database, on the embedded server; it is created when missing."""
    return embedded_url(DEMO_DATABASE)


def connected_sources(names: Sequence[str] = ()) -> tuple[ConnectedSource, ...]:
    """The sources of these names, or all that are connected.

    Raises UnknownSource, SourceRefused for one that is not connected while another is, DemoInReplica where the demo's
    rows stand where those of a production shall come.
    """
    wanted = [source_named(name) for name in names] or list(SOURCES)
    with warehouse.current().connect(READER) as connection:
        known = origins.origins(connection)
    found = connections(known)
    for source in wanted:
        if names and source.name not in found:
            raise SourceRefused(
                phrase(
                    "The {source} source is not connected; set {setting}, or import files.",
                    source=source.name,
                    setting=source.setting,
                )
            )
    _refuse_two_origins(known, found)
    urls = {"demo": demo_url, "imports": imports.url}
    return tuple(
        ConnectedSource(each, urls[origin]() if origin in urls else settings().source_url(each.name), origin)
        for each, origin in ((each, found.get(each.name)) for each in wanted)
        if origin is not None
    )


def of_demo(known: Mapping[str, Origin], found: Mapping[str, Origin]) -> list[str]:
    """The sources whose replica holds the demo's rows while something else is connected."""
    return [name for name, origin in known.items() if origin == "demo" and set(found.values()) != {"demo"}]


def _refuse_two_origins(known: Mapping[str, Origin], found: Mapping[str, Origin]) -> None:
    if simulated := of_demo(known, found):
        raise DemoInReplica(
            phrase(
                "The warehouse holds the demo's rows of {sources}, which never stand beside those of an organisation. "
                "Take them away: `atalaya sync --replace-demo`.",
                sources=", ".join(simulated),
            )
        )
