"""Parts of a page that are drawn again alone: a toggle, a drill, a sort, a choice sends what it changes and no more.

A part is a function that draws; what it is given is what the page knew when it was drawn last, and what the reader has
chosen since then it reads from the address, as a page does. So whatever a choice changes must lie in one part with it.
"""

from collections.abc import Callable
from functools import wraps
from itertools import count
from typing import ParamSpec

from analytics.ui import address, admission, controls, filters, i18n, shown_page
from analytics.ui.states import friendly_errors

Given = ParamSpec("Given")

_numbers = count()
"""A page has several parts of one kind, and all of them fail where the warehouse goes away."""


def part(draw: Callable[Given, None]) -> Callable[Given, None]:
    """Makes a function that draws a part of its own; an error in it stays in it."""

    @admission.fragment
    @wraps(draw)
    def alone(page: str, number: int, *args: Given.args, **kwargs: Given.kwargs) -> None:
        of = f"{draw.__qualname__}_{number}"
        with shown_page.known(page), filters.of_a_part(), i18n.heard(), friendly_errors(of=of):
            address.catch_up()
            controls.acknowledge()
            draw(*args, **kwargs)

    @wraps(draw)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> None:
        alone(shown_page.running.get(), next(_numbers), *args, **kwargs)

    return drawn
