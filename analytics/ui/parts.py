"""Parts of a page that are drawn again alone: a toggle, a drill, a sort, a choice sends what it changes and no more.

A part is a function that draws; what it is given is what the page knew when it was drawn last, and what the reader has
chosen since then it reads from the address, as a page does. So whatever a choice changes must lie in one part with it.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from analytics.ui import address, admission, controls, filters, i18n, shown_page
from analytics.ui.states import friendly_errors

Given = ParamSpec("Given")


def part(draw: Callable[Given, None]) -> Callable[Given, None]:
    """Makes a function that draws a part of its own; an error in it stays in it."""

    @admission.fragment
    @wraps(draw)
    def alone(page: str, *args: Given.args, **kwargs: Given.kwargs) -> None:
        with shown_page.known(page), filters.of_a_part(), i18n.heard(), friendly_errors(of=draw.__qualname__):
            address.catch_up()
            controls.acknowledge()
            draw(*args, **kwargs)

    @wraps(draw)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> None:
        alone(shown_page.running.get(), *args, **kwargs)

    return drawn
