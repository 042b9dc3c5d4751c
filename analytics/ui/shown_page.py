"""The page that is being drawn: whose data it shows, and whether it looks from a day or is always now.

Both follow from db/domains.py and from the questions of the domain, so that no page says them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module

from analytics.question import Question
from db.domains import DOMAINS, Domain

HOME = "home"
"""The page whose address has no name."""

running: ContextVar[str] = ContextVar("running", default="")
"""The page that is being drawn, by the name of its file."""


@contextmanager
def known(page: str) -> Iterator[None]:
    """While a part of it is drawn again, the page that it is of."""
    token = running.set(page)
    try:
        yield
    finally:
        running.reset(token)


class EndOfPage(Exception):
    """Nothing else is to be drawn on the page; what its frame says of it still is, which `st.stop` would not allow."""


def domain() -> Domain | None:
    """Whose data the page shows; none where it tells of the warehouse itself."""
    return next((domain for domain in DOMAINS if running.get() in domain.pages), None)


def takes_a_day() -> bool:
    """Whether any of its questions can be asked from an earlier day; otherwise the page is always now."""
    shown = domain()
    return shown is not None and _looks_from_a_day(shown)


@cache
def _looks_from_a_day(shown: Domain) -> bool:
    asked = vars(import_module(f"analytics.{shown.name}")).values()
    return any(isinstance(found, Question) and not found.live for found in asked)
