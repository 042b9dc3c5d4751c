"""When there is nothing to show: an empty warehouse, or one that does not answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analytics import query
from analytics.query import EmbeddedWarehouseDown, QueryError, QueryTooSlow, WarehouseDown, WarehouseEmpty
from analytics.ui import address, elements, emptiness, logged, moment, numbers
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from analytics.ui.shown_page import EndOfPage
from db.errors import AtalayaError, WarehouseBusy, WarehouseRestarts, WarehouseUnreachable

_log = logging.getLogger(__name__)


def stop_when_empty(answer: Answer, *, what: str, counting: str = "") -> None:
    """Where the warehouse holds nothing to show: what would be here, why it is not, and what brings it.

    An answer that always has rows is empty when its column `counting` counts nothing.
    """
    if answer.frame[counting].any() if counting else not answer.empty:
        return
    nothing = markdown("**{found}** {what}", found=_("Nothing here yet."), what=what)
    why = emptiness.why_empty(answer, what=what) or emptiness.Why(nothing, "nothing_synced", sync=True)
    with st.container(border=True, key="nothing_here"):
        emptiness.say_why(why, key="page")
    raise EndOfPage


def stop_without_a_day() -> None:
    """Where the address asks for a day from which nobody can look: no figure could be of that day."""
    elements.info(
        _("“{text}” is no day that one can look from: it cannot be read, lies ahead, or is before {first}.").format(
            text=moment.cannot_be(), first=numbers.day(moment.FIRST_DAY)
        ),
        icon=":material/event_busy:",
    )
    elements.button(
        _("Look from today"),
        type="primary",
        key="look_from_today",
        icon=":material/today:",
        on_click=address.write,
        args=[{moment.AS_OF: []}],
    )
    st.stop()


@contextmanager
def friendly_errors(*, of: str = "page") -> Iterator[None]:
    """What happened, what still works, what to do; never a traceback. `of` names what failed, for its button."""
    try:
        yield
    except (QueryError, AtalayaError) as error:
        _log.warning("A page could not be drawn: %s", error)
        _explain(_explanation(error), of, said=str(error))
    except Exception:
        _log.exception("A page failed")
        _explain(
            _("Something unexpected went wrong on this page. Other pages still work. The server's log says more."), of
        )


def _explain(explanation: str, of: str, *, said: str = "") -> None:
    elements.error(explanation, icon=":material/error:")
    if said:
        with elements.expander(_("What the database said")):
            st.code(said, language=None, wrap_lines=True)
    if elements.button(_("Try again"), key=f"try_again_{of}"):
        st.rerun()


def _explanation(error: Exception) -> str:
    if isinstance(error, WarehouseEmpty):
        return markdown(
            _(
                "The warehouse has not been set up yet, or by an older version. Your source is untouched. "
                "Run `atalaya migrate`, or start the pages with `atalaya serve`, which does it for you."
            )
        )
    if isinstance(error, QueryTooSlow):
        return _(
            "The warehouse took too long to answer. Other pages still work. "
            "Narrow the filters, or try again when the running sync is done."
        )
    if isinstance(error, EmbeddedWarehouseDown | WarehouseRestarts):
        return _(
            "The warehouse stopped and is being started again. Nothing is lost; the pages come back by themselves in "
            "a moment."
        )
    if isinstance(error, query.WarehouseBusy | WarehouseBusy):
        return _(
            "The warehouse takes no connection at the moment: it is starting, or has none free. Nothing is lost. "
            "Try again in a moment; if it stays so, let it allow more connections."
        )
    if isinstance(error, WarehouseDown | WarehouseUnreachable):
        return markdown(
            _(
                "The warehouse does not answer. Nothing is lost, and the pages come back by themselves once it does. "
                "Start the database, or correct `ATALAYA_WAREHOUSE_URL`."
            )
        )
    if isinstance(error, AtalayaError):
        return logged.again(str(error))
    return _(
        "This question could not be answered. Other pages still work. "
        "Try again, and if it stays, report what the database said."
    )
