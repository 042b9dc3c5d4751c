"""An import at work, and how it ended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from analytics.ui import address, admission, elements, i18n, logged, numbers
from analytics.ui.bringing import preview, words
from analytics.ui.bringing.drafted import leave
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.states import friendly_errors
from sync.service import imports as service
from sync.service.imports import Draft, Work

_STEPS = ("reading", "mapping", "checking", "writing", "copying")


@admission.fragment(run_every=preview.ASKED_SECONDS)
def running(identity: str) -> None:
    """How far it is, again and again until it has ended."""
    with i18n.heard(), friendly_errors(of="running_import"):
        of = service.draft(identity)
        work = service.work(of, "import")
        if work is None or not work.is_running:
            st.rerun(scope="app")
        elements.header(_("Importing"), anchor="importing")
        done = _STEPS.index(work.step) if work.step in _STEPS else 0
        elements.progress((done + 1) / (len(_STEPS) + 1), text=preview.said(work))
        elements.caption(_("It goes on when you close this page, and this address finds it again."))
        stopping = service.is_stopping(of)
        elements.button(
            _("It stops at its next step …") if stopping else _("Cancel"),
            key="cancel_import",
            icon=":material/stop:",
            disabled=stopping,
            on_click=_cancel,
            args=[of],
        )


def _cancel(of: Draft) -> None:
    service.cancel(of, "import")


def ended(work: Work | None) -> None:
    """Why an import came to nothing."""
    if work is None:
        return
    said = {
        "stopped": _("The import was stopped; nothing was changed."),
        "died": _("The server ended while it imported; nothing is left half. Import again."),
        "failed": _("The import failed, and nothing is left half. The server's log says why."),
        "refused": logged.again(work.said),
    }.get(work.status)
    if said:
        elements.error(said, icon=":material/error:")


def done(found: Mapping[str, Any]) -> None:
    """What came of it, and where to look at it."""
    elements.header(_("Imported"), anchor="imported")
    if found["synced"] == "succeeded":
        counted = ", ".join(f"{words.table(one['table'])}: {numbers.whole(one['rows'])}" for one in found["tables"])
        elements.success(f"{found['name']} · {counted}", icon=":material/check_circle:")
    else:
        elements.warning(
            " ".join(
                [
                    _("The files are imported, but not all of it has reached the pages. Sync now goes on from there."),
                    logged.again(found["message"]),
                ]
            ),
            icon=":material/warning:",
        )
    page, day = preview.page_title(found["page"]), found["day"]
    opens = _("Open {page}").format(page=page)
    if day:
        opens = _("Open {page} as of {day}").format(page=page, day=numbers.day(date.fromisoformat(day)))
    parameters = {"as_of": day} if day else {}
    address.link(f"pages/{found['page']}.py", opens, parameters=parameters, icon=":material/arrow_forward:")
    if found["rejects"]:
        unread = ngettext(
            "{count} row could not be read: see it", "{count} rows could not be read: see them", found["rejects"]
        )
        address.link(
            "pages/operations.py",
            unread.format(count=numbers.whole(found["rejects"])),
            parameters={"show": "quarantine"},
            icon=":material/rule:",
        )
    elements.button(_("Bring more"), key="bring_more", icon=":material/add:", on_click=leave)
