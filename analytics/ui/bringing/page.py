"""The page as one part: what is brought, what it would become, and what was brought before."""

import streamlit as st

from analytics.ui import address, elements, logged, permission
from analytics.ui.bringing import database, files, made, mapping, outcome, preview
from analytics.ui.bringing.drafted import DRAFT, start_over
from analytics.ui.bringing.ways import DATABASE
from analytics.ui.i18n import gettext as _
from analytics.ui.parts import part
from sources.imports.errors import ImportRefused
from sync.service import imports as service
from sync.service.imports import Draft


@part
def draw(door: str) -> None:
    """What the reader brings, and the imports that were made."""
    found = made.known()
    allowed = permission.may_change("token_bring_data")
    if not allowed:
        elements.info(_("Whoever brings data says the token first."), icon=":material/key:")
    elif door == DATABASE:
        database.form()
    else:
        _draft()
    made.imports(found, allowed=allowed)


def _draft() -> None:
    """One draft from files to the pages."""
    of = _open()
    if of is None:
        files.uploader(None)
        return
    work = service.work(of, "import")
    if work is not None and work.is_running:
        outcome.running(of.id)
        return
    if work is not None and work.status == "done":
        outcome.done(work.found)
        return
    with elements.spinner(_("Looking at the files …")):
        reading = service.reading(of)
    files.uploader(of)
    files.brought(of, reading)
    if not reading.files:
        return
    mapping.asked(of, reading)
    outcome.ended(work)
    seen = preview.seen(of, reading.recipe) if reading.recipe is not None and not reading.missing else None
    agreed = seen is not None and preview.is_agreed(of, seen)
    with st.container(horizontal=True, key="ends", gap="small"):
        if seen is not None and reading.recipe is not None:
            preview.import_button(of, reading.recipe, seen, agreed=agreed)
        start_over(of)


def _open() -> Draft | None:
    """The draft that the address names, if there is one."""
    identity = address.value(DRAFT)
    if identity is None:
        return None
    try:
        return service.draft(identity)
    except ImportRefused as error:
        elements.info(logged.again(str(error)), icon=":material/info:")
        return None
