"""Which sources this installation reads: those with a URL, or the demo source when none has one."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.embedded import embedded_url
from db.phrase import phrase
from db.settings import settings
from sources import demo
from sync.errors import SourceRefused
from sync.specifications import SOURCES, source_named
from sync.specifications.specification import SourceSpecification

DEMO_DATABASE = "atalaya_demo"


@dataclass(frozen=True)
class ConnectedSource:
    """A source and where it is; the demo's production lives on before it is read."""

    specification: SourceSpecification
    url: str
    is_demo: bool = False

    def bring_to_the_present(self) -> None:
        """Lets a simulated production live on to now; a real one does so by itself."""
        if not self.is_demo:
            return
        only = [self.specification.name]
        if demo.is_filled(self.url, sources=only):
            demo.live_on(self.url, sources=only)
        else:
            demo.fill(self.url, sources=only)


def is_demo() -> bool:
    """Whether the demo source serves: no source has a URL."""
    return not any(settings().source_url(source.name) for source in SOURCES)


def demo_url() -> str:
    """The demo source's database, on the embedded server; it is created when missing."""
    return embedded_url(DEMO_DATABASE)


def connected_sources(names: Sequence[str] = ()) -> tuple[ConnectedSource, ...]:
    """The sources of these names, or all that are connected.

    Raises UnknownSource, and SourceRefused for one that is not connected while another is.
    """
    wanted = [source_named(name) for name in names] or list(SOURCES)
    if is_demo():
        simulated = [source for source in wanted if source.name in demo.EVERY_SOURCE]
        return tuple(ConnectedSource(source, demo_url(), is_demo=True) for source in simulated)
    for source in wanted:
        if names and not settings().source_url(source.name):
            raise SourceRefused(
                phrase(
                    "The {source} source is not connected; set {setting}.", source=source.name, setting=source.setting
                )
            )
    return tuple(
        ConnectedSource(source, settings().source_url(source.name))
        for source in wanted
        if settings().source_url(source.name)
    )
